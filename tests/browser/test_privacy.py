"""The privacy page's promises: nobody else is told, nothing is kept, and almost nothing runs."""

import re

from playwright.sync_api import Browser, Page

from .conftest import KINDS, Sites, same_origin


def test_pages_are_whole_without_scripts(browser: Browser, sites: Sites) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sites.url(KINDS["search"]))
        assert page.get_by_role("link", name="2026").is_visible()
        assert not page.locator("#search").is_visible()
        page.goto(sites.url(KINDS["story: a film"]))
        link = page.get_by_role("link", name=re.compile("Two minutes with the robot"))
        assert link.get_attribute("href") == "https://www.youtube.com/watch?v=abcDEF12345"


def test_a_video_is_asked_for_only_when_somebody_presses_play(page: Page, sites: Sites) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sites.url(KINDS["story: a film"]), wait_until="networkidle")
    assert page.get_by_text("2:12").first.is_visible()
    page.get_by_text("Read what is said").click()
    assert page.get_by_text("A robot hums.").is_visible()
    assert page.locator("iframe").count() == 0
    assert not [url for url in asked if "youtube" in url]

    page.route("**/youtube-nocookie.com/**", lambda route: route.abort())
    page.get_by_role("link", name=re.compile("Play: Two minutes")).press("Enter")
    frame = page.locator("iframe")
    assert frame.get_attribute("src") == "https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"
    assert frame.get_attribute("title") == "Two minutes with the robot"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_search_finds_a_story_on_the_readers_own_device(page: Page, sites: Sites) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sites.url(KINDS["search"]))
    page.get_by_label("What are you looking for?").fill("sunflower")
    result = page.locator("#results a").first
    result.wait_for()
    assert result.text_content() == "The tallest sunflower in the yard"
    assert page.locator("#found").text_content() == "1 story found"
    assert [url for url in asked if not same_origin(url, page.url)] == []
    assert [url for url in asked if "sunflower" in url] == []
    page.get_by_label("What are you looking for?").fill("zebra crossing")
    page.get_by_text("No story has those words.").wait_for()


def test_search_knows_nothing_of_a_story_taken_back(page: Page, sites: Sites) -> None:
    page.goto(sites.url(KINDS["search"]) + "?q=SECRETBODY")
    page.get_by_text("No story has those words.").wait_for()
    assert page.locator("#results a").count() == 0
