"""Old addresses: each leads somewhere, and never where something else has its place."""

from pathlib import Path

import pytest

from .conftest import Found, Write


@pytest.mark.parametrize(
    ("one", "two", "clashing"),
    [
        ("aliases: [news/ward/]", "aliases: [news/ward/]", {"two"}),
        ("aliases: [news/ward/]", "aliases: [News/Ward]", {"two"}),
        ("aliases: [news/ward/]", "aliases: [news/ward/index.html]", {"two"}),
        ("aliases: [news.php]", "aliases: [news.php/]", {"two"}),
        ("aliases: [old.html]", "aliases: [old.html]", {"two"}),
        ("aliases: [news.html/ward/]", "aliases: [news.html]", {"one"}),  # a file can't be where a folder is
        ("", "aliases: [stories/2026/one/]", {"two"}),
        ("", "aliases: [stories/2026/ONE/index.html]", {"two"}),
        ("", "aliases: [stories/2026/one/event.html]", {"two"}),
        ("draft: yes", "aliases: [stories/2026/one/]", {"two"}),
        ("aliases: [stories/2026/one/]", "aliases: [news/two/, news/two/]", {"one", "two"}),
        ("aliases: [news/one/, 2019/one.html]", "aliases: [news/two/, news/one/part-two/]", set()),
        ("aliases: [stories/2019/one/]", "", set()),
    ],
)
def test_an_old_address_leads_to_one_story_and_has_no_other_ones_place(
    one: str, two: str, clashing: set[str], write: Write, found: Found
) -> None:
    write(one, key="2026/one")
    write(two, key="2026/two")
    clashes = [(key, line) for key, line, code in found() if code == "alias-clash"]
    assert clashes == [(key, 6) for key in sorted(clashing)]


@pytest.mark.parametrize(
    "alias", ["tags/nursing/", "404.html", "photos/a.aspx", "_worker.js.aspx", "CNAME", "cy/about/", "Search"]
)
def test_an_old_address_cannot_stand_on_the_sites_own_pages(alias: str, write: Write, found: Found) -> None:
    write(f"aliases: [{alias}]", key="2026/one")
    assert found() == [("one", 6, "alias-over-page")]


@pytest.mark.parametrize("page", ["visiting.md", "visiting.cy.md"])
def test_nor_on_a_static_page_of_the_trusts_own(page: str, project: Path, write: Write, found: Found) -> None:
    write("aliases: [visiting/]", key="2026/one")
    assert found() == []
    (project / "content" / "pages").mkdir()
    (project / "content" / "pages" / page).write_text("---\ntitle: Visiting\n---\n", encoding="utf-8")
    assert found() == [("one", 6, "alias-over-page")]
