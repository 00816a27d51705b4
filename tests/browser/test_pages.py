"""Every kind of page, visited once: by an auditor, a keyboard, a phone, a printer, and who guards privacy."""

import pytest
from playwright.sync_api import Browser

from .conftest import KINDS, Sites, same_origin
from .looks import axe_findings, bare_pictures, misprinted, small_targets, spilling, unreachable

WITH_SCRIPT = {kind for kind in KINDS if kind.startswith(("search", "story: "))}
KEPT = "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"


def test_one_visit_finds_nothing_wrong(browser: Browser, axe: str, address: str, kind: str) -> None:
    asked: list[tuple[str, str]] = []
    complaints: list[str] = []
    # The window is drawn at each stop of the keyboard: a low one is drawn sooner.
    with browser.new_context(viewport={"width": 1280, "height": 240}, color_scheme="light") as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append((request.url, request.resource_type)))
        # A style or script that the site's policy forbids complains here too.
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        assert page.evaluate("document.getAnimations().length") == 0, "something moves by itself"
        assert bare_pictures(page) == []

        assert unreachable(page) == []
        page.set_viewport_size({"width": 1280, "height": 800})
        page.evaluate("scrollTo(0, 0)")
        found = {"1280 light": axe_findings(page, axe)}
        assert spilling(page) == []

        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 320, "height": 800})
        found["320 dark"] = axe_findings(page, axe)
        assert found == {"1280 light": [], "320 dark": []}
        assert spilling(page) == []
        assert spilling(page, "200%") == []
        assert spilling(page, "100%") == []
        page.set_viewport_size({"width": 375, "height": 800})
        assert small_targets(page) == []
        assert misprinted(page) == []

        # The keyboard has been everywhere: whatever waits to be seen has been asked for by now.
        assert bool([url for url, what in asked if what == "script"]) == (kind in WITH_SCRIPT)
        assert [url for url, _ in asked if not same_origin(url, address)] == [], "somebody else was asked"
        assert [words for words in complaints if kind != "not found" or "404" not in words] == []
        assert context.cookies() == []
        assert page.evaluate(KEPT) == [0, 0, 0], "something was kept"


@pytest.mark.parametrize("shape", ["home", "search", "story: every field"])
def test_the_first_stop_skips_to_the_story(browser: Browser, sites: Sites, shape: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(sites.url(KINDS[shape]))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('header.top') === null")
