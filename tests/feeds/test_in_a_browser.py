"""A feed opened in a browser: a readable page with real links, in light and dark, at any width."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from goodnews.colours import Colour, contrast
from tests.feeds.making import ONE_PHOTO, make_story, render
from tests.feeds.serving import FeedSite

STYLESHEET = Path(__file__).parents[2] / "theme" / "static" / "feed.css"


@pytest.fixture
def page(browser: Browser, site: FeedSite) -> Iterator[Page]:
    site.publish([render(make_story(more=ONE_PHOTO)), render(make_story("2026/b", title="A&E is full"))])
    (site.folder / "theme").mkdir()
    (site.folder / "theme" / "feed.css").write_bytes(STYLESHEET.read_bytes())
    opened = browser.new_page(viewport={"width": 320, "height": 640})
    opened.goto(f"{site.url}/tags/nursing/feed.xml")
    yield opened
    opened.close()


def test_it_says_what_a_feed_is_offers_to_subscribe_and_fits_a_narrow_screen(
    page: Page, site: FeedSite
) -> None:
    seen = page.evaluate("document.documentElement.innerText || document.documentElement.textContent")
    assert "This is a feed" in seen
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (
        page.locator("text=Subscribe").last.get_attribute("href") == f"feed:{site.url}/tags/nursing/feed.xml"
    )


def test_each_story_is_a_link_that_can_be_seen(page: Page, site: FeedSite) -> None:
    link = page.locator("li a")
    assert link.count() == 1
    assert link.is_visible()
    assert link.inner_text() == "A night on Ward 7"
    assert link.get_attribute("href") == f"{site.url}/stories/2026/night-on-ward-7/"


def test_nothing_meant_for_machines_is_shown(page: Page) -> None:
    hidden = (
        "item, language, ttl, guid, generator, docs, copyright, lastBuildDate, managingEditor, channel > link"
    )
    shown = "all => all.filter(each => getComputedStyle(each).display !== 'none').map(each => each.tagName)"
    channel = page.locator(f":is({hidden})").evaluate_all(shown)
    assert [name for name in channel if name in {"item", "ttl", "language", "link"}] == []
    title = page.locator("channel > title")
    assert title.evaluate("each => getComputedStyle(each).display") == "block"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_words_can_be_read_in_light_and_dark(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    styles = (
        "each => [getComputedStyle(each).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    for words in ("li a", "li p", "channel > description"):
        ink, paper = (rgb(colour) for colour in page.locator(words).first.evaluate(styles))
        assert contrast(ink, paper) >= 4.5, words


def rgb(css: str) -> Colour:
    red, green, blue = map(int, css.removeprefix("rgb(").rstrip(")").split(","))
    return red, green, blue
