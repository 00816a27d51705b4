"""The privacy page's promises: nobody else is told, nothing is kept, and almost nothing runs."""

import re

from playwright.sync_api import Browser, Page

from .conftest import KINDS, Sites


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
