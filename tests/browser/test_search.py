"""Search: on the reader's own device, by words of the stories, in both languages from one page."""

import gzip
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import KINDS, Sites, same_origin


def test_search_finds_a_story_on_the_readers_own_device(page: Page, sites: Sites) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sites.url(KINDS["search"]))
    page.get_by_label("What are you looking for?").fill("sunflower")
    result = page.locator("#results a").first
    result.wait_for()
    assert result.text_content() == "The tallest sunflower in the yard"
    assert page.locator("#found").text_content() == "1 story found"
    box, count = (page.locator(name).bounding_box() for name in ("#words", "#found"))
    assert box
    assert count
    ring = 6
    assert box["y"] + box["height"] + ring < count["y"], "the ring stays off the count"
    assert [url for url in asked if not same_origin(url, page.url)] == []
    assert [url for url in asked if "sunflower" in url] == []
    page.get_by_label("What are you looking for?").fill("zebra crossing")
    page.get_by_text("No story has those words.").wait_for()


def test_search_knows_nothing_of_a_story_taken_back(page: Page, sites: Sites) -> None:
    page.goto(sites.url(KINDS["search"]) + "?q=SECRETBODY")
    page.get_by_text("No story has those words.").wait_for()
    assert page.locator("#results a").count() == 0


@pytest.mark.parametrize(
    ("asked", "title", "lang", "excerpt", "teller"),
    [
        (
            "ladder",
            "The tallest sunflower in the yard",
            "en",
            "needed a ladder, and",
            "Gardens · 17 November 2026",
        ),
        ("gwenu", "Bore da o’r ddesg", "cy", "mae rhywun yn gwenu.", "9 Tachwedd 2026"),
    ],
)
def test_an_answer_shows_its_words_who_tells_it_and_its_picture(
    page: Page, sites: Sites, asked: str, title: str, lang: str, excerpt: str, teller: str
) -> None:
    page.goto(f"{sites.url(KINDS['search'])}?q={asked}")
    answer = page.locator(".found")
    answer.wait_for()
    assert answer.get_attribute("lang") == lang
    assert answer.locator("a").text_content() == title
    assert excerpt in (answer.locator("p").first.text_content() or "")
    assert answer.locator("mark").first.text_content()
    assert answer.locator(".meta").text_content() == teller
    assert answer.locator("img").evaluate("each => each.decode().then(() => each.naturalWidth)")


@pytest.fixture
def indexed(sites: Sites) -> list[dict[str, Any]]:
    """What the index says of each story."""
    fragments = sorted((sites.folders["many"] / "pagefind" / "fragment").iterdir())
    text = "".join(gzip.decompress(file.read_bytes()).decode() for file in fragments)
    return [json.loads(story) for story in text.split("pagefind_dcd")[1:]]


def test_what_stands_around_a_story_is_no_word_to_find_it_by(indexed: list[dict[str, Any]]) -> None:
    words = " ".join(story["content"] for story in indexed)
    assert "It needed a ladder" in words
    assert [
        name for name in ("Told by", "Cymraeg", "Picture:", "Read what is said", "↩") if name in words
    ] == []


def test_beside_an_answer_stands_the_storys_own_photo_or_no_picture(
    sites: Sites, indexed: list[dict[str, Any]]
) -> None:
    kinds = set[bool]()
    for story in indexed:
        page = sites.folders["many"] / story["url"].strip("/") / "index.html"
        article = page.read_text(encoding="utf-8").partition("</article>")[0]
        picture = story["meta"].get("image", "")
        kinds.add(bool(picture))
        assert "<picture" in article if picture else "<picture" not in article
        assert picture in article
        assert not picture or picture.startswith("/photos/")
    assert kinds == {True, False}


@pytest.mark.parametrize(("asked", "marked"), [("no", {"no"}), ("sunflow", {"sunflower"})])
def test_half_a_word_is_looked_for_only_where_no_story_has_it_whole(
    page: Page, sites: Sites, asked: str, marked: set[str]
) -> None:
    page.goto(f"{sites.url(KINDS['search'])}?q={asked}")
    page.locator("#results a").first.wait_for()
    marks = page.locator("#results mark").all_text_contents()
    assert {mark.strip(".,").lower() for mark in marks} == marked


def test_an_excerpt_says_where_words_before_and_after_it_are_left_out(page: Page, sites: Sites) -> None:
    page.goto(sites.url(KINDS["search"]) + "?q=ladder")
    excerpt = page.locator(".found p").first.text_content() or ""
    assert re.search(r"\w …$", excerpt)
    assert not excerpt.startswith("…"), "it begins as the story does"


def test_the_words_that_were_found_can_be_read_in_forced_colours(browser: Browser, sites: Sites) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(sites.url(KINDS["search"]) + "?q=ladder")
        mark = page.locator("mark").first
        assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") not in {"rgba(0, 0, 0, 0)", ""}


def test_who_has_no_javascript_is_told_that_search_needs_it(browser: Browser, sites: Sites) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sites.url(KINDS["search"]))
        assert "Search needs JavaScript." in page.locator("noscript").inner_html()
        assert not page.get_by_label("What are you looking for?").is_visible()
