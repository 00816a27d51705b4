"""Reading the standing pages of a content folder."""

from pathlib import Path

import pytest

from goodnews.plugin.standing_pages import read_standing_pages
from goodnews.problems import ContentError
from tests.site.making import make_trust

PAGE = "---\ntitle: {title}\nsummary: One sentence.\n---\nHello.\n"


def write(root: Path, name: str, text: bytes | str) -> None:
    folder = root / "content" / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_they_come_in_order_of_name_each_in_its_language(tmp_path: Path) -> None:
    write(tmp_path, "privacy.md", PAGE.format(title="Privacy"))
    write(tmp_path, "about.cy.md", PAGE.format(title="Amdanom ni"))
    write(tmp_path, "about.md", PAGE.format(title="About us"))
    pages = read_standing_pages(tmp_path / "content", tmp_path, make_trust())
    assert [(page.slug, page.lang, page.title) for page in pages] == [
        ("about", "cy", "Amdanom ni"),
        ("about", "en", "About us"),
        ("privacy", "en", "Privacy"),
    ]


def test_without_any_there_are_none(tmp_path: Path) -> None:
    assert read_standing_pages(tmp_path / "content", tmp_path, make_trust()) == ()


def test_the_problems_of_all_of_them_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "about.md", b"\xff\xfe")
    write(tmp_path, "privacy.md", "No front matter.")
    with pytest.raises(ContentError) as stopped:
        read_standing_pages(tmp_path / "content", tmp_path, make_trust())
    files = {problem.file for problem in stopped.value.problems}
    assert files == {"content/pages/about.md", "content/pages/privacy.md"}
