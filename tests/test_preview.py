"""The page of what is changed: whole in itself, small enough, and with all that somebody says yes to."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser

from goodnews.commands.summary import write_preview
from goodnews.config import PUBLIC, load_config
from goodnews.preview import LIMIT
from tests.shared import git, start_repository
from tests.site.conftest import NOW, Site, picture

LINK = "[the garden](/stories/2026/before/), and [more](/stories/2026/night/)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A repository with one story on main, and a story and two others that are to come on top of it."""
    made = Site(tmp_path_factory.mktemp("changed"))
    made.write("2026/before", title="Before")
    start_repository(made.root)
    made.write("2026/night", title="A night", body=LINK, photos={"a.jpg": picture("teal")})
    made.write("2026/unfinished", title="Unfinished", draft="yes", body="Tea.[^1]\n\n[^1]: Cold.")
    made.write("2026/later", title="Much later", date="2026-12-24 09:00")
    made.write("2026/wrong", title="Wrong", photos={"b.jpg": b"no photo"})
    git(made.root, "add", ".")
    return made


def preview(site: Site, since: str = "main") -> BeautifulSoup:
    file = site.root / "preview.html"
    write_preview(site.root, load_config(site.root, PUBLIC), NOW, since, file)
    assert file.stat().st_size <= LIMIT
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def test_the_changed_stories_are_on_it_with_drafts_and_those_to_come(site: Site) -> None:
    page = preview(site)
    titles = {heading.get_text() for heading in page.select("article h1")}
    assert titles == {"A night", "Unfinished", "Much later"}
    text = page.get_text()
    assert "This is a draft." in text
    assert "goes out on Thursday 24 December 2026" in text


def test_what_has_to_be_fixed_first_is_named(site: Site) -> None:
    assert "2026/wrong has to be fixed" in preview(site).get_text()


def test_styles_and_pictures_are_inside_and_nothing_is_fetched(site: Site, browser: Browser) -> None:
    page = preview(site)
    assert page.select("style")[0].get_text().startswith(":root{")
    assert [image["src"].partition(",")[0] for image in page.select("img")] == ["data:image/jpeg;base64"]
    assert not page.select("script, link, source")
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((site.root / "preview.html").as_uri())
    assert opened.evaluate("document.querySelector('img').naturalWidth") >= 960
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    opened.close()


def test_links_lead_to_the_public_site_or_within_the_page(site: Site) -> None:
    page = preview(site)
    links = {link.get_text(): link["href"] for link in page.select(".prose a")}
    assert links["the garden"] == "https://stories.merrowdale.example/stories/2026/before/"
    assert links["more"] == "#stories/2026/night/"
    named = {part["id"] for part in page.select("[id]")}
    assert {link["href"][1:] for link in page.select("a[href^='#']")} <= named


def test_no_change_is_said(site: Site) -> None:
    git(site.root, "stash", "-q")
    try:
        assert "No story is changed here." in preview(site).get_text()
    finally:
        git(site.root, "stash", "pop", "-q")


def test_of_more_stories_than_fit_the_first_are_shown_and_it_says_so_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodnews.preview.WIDTHS", (0,))
    for stories in (3, 1, 0):
        page = preview(site)
        assert len(page.select("article")) == stories
        assert page.get_text().count("than fit on this page") == (stories < 3)
        monkeypatch.setattr("goodnews.preview.LIMIT", (site.root / "preview.html").stat().st_size - 1)


@pytest.mark.nightly
def test_many_large_photos_are_made_smaller_until_it_can_be_opened(tmp_path: Path) -> None:
    site = Site(tmp_path)
    noise = Image.effect_noise((1600, 1200), 90).convert("RGB")
    noise.save(tmp_path / "noise.jpg", quality=95)
    data = (tmp_path / "noise.jpg").read_bytes()
    for number in range(9):
        site.write(f"2026/story-{number}", photos={"a.jpg": data})
    page = preview(site, since="")
    assert len(page.select("article")) == 9
    assert len(page.select("img")) == 9
