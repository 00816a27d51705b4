"""Cards come into the site without being copied, and nobody is the worse for it."""

import os
import re
from pathlib import Path

import pytest

from tests.site.conftest import Site


@pytest.fixture
def told(site: Site) -> Site:
    site.write("2026/a-night")
    site.build()
    return site


def card_of(site: Site, output: str = "output") -> Path:
    page = (site.root / output / "stories/2026/a-night/index.html").read_text(encoding="utf-8")
    (name,) = re.findall(r'"og:image" content="[^"]*/(cards/[^"]*)"', page)
    return site.root / output / name


def cached(site: Site) -> Path:
    return site.root / ".cache" / "photos" / "cards" / card_of(site).name


def test_a_card_altered_in_the_site_is_drawn_anew_for_this_site_and_for_others(told: Site) -> None:
    told.build("elsewhere")
    assert card_of(told).samefile(cached(told))
    drawn = card_of(told).read_bytes()
    card_of(told).write_bytes(drawn.replace(b"IDAT", b"idat", 1))
    os.utime(card_of(told), (1, 1))
    assert len(told.build().changed) == 1
    assert len(told.build("elsewhere").changed) == 1
    assert card_of(told).read_bytes() == card_of(told, "elsewhere").read_bytes() == drawn
    assert cached(told).read_bytes() == drawn


def test_where_files_can_have_one_name_only_they_are_copied(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    site.write("2026/a-night")
    report = site.build()
    assert f"cards/{card_of(site).name}" in report.changed
    assert not card_of(site).samefile(cached(site))
    assert card_of(site).read_bytes() == cached(site).read_bytes()
    assert site.build().changed == ()


def test_a_story_whose_title_no_typeface_has_shows_the_site_s_own_picture(site: Site) -> None:
    site.write("2026/a-night", title="ขอบคุณ 💙")
    site.build()
    home = (site.root / "output/index.html").read_text(encoding="utf-8")
    assert f"/cards/{card_of(site).name}" in home


def test_a_quotation_s_card_says_what_was_said_and_not_the_title(site: Site) -> None:
    names = []
    for title, text in (
        ("Nobody hurried me", "They sat."),
        ("Slowly", "They sat."),
        ("Slowly", "They stood."),
    ):
        site.write("2026/a-night", title=title, quote=f"{{text: {text}, who: A patient}}")
        site.build()
        names.append(card_of(site).name)
    assert names[0] == names[1]
    assert names[1] != names[2]
