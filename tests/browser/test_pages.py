"""Every kind of page, visited once: by an auditor, a keyboard, a phone, a printer, and who guards privacy.

Those that are like another are visited at night.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from .conftest import KINDS, Sites, same_origin
from .looks import OF_A_VIEW, axe_findings, bare_pictures, misprinted, small_targets, spilling, unreachable

WITH_SCRIPT = {kind for kind in KINDS if kind.startswith(("search", "story: "))}
KEPT = "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One window for all the visits: what a page keeps in it is noticed by its own visit."""
    with browser.new_context() as context:
        yield context.new_page()


@contextmanager
def heard(page: Page) -> Iterator[tuple[list[Request], list[str]]]:
    """What is asked for, and what the browser complains of: a style that the site's policy forbids, too."""
    asked: list[Request] = []
    complaints: list[str] = []

    def ask(request: Request) -> None:
        asked.append(request)

    def complain(message: ConsoleMessage) -> None:
        complaints.append(message.text)

    page.on("request", ask)
    page.on("console", complain)
    yield asked, complaints
    page.remove_listener("request", ask)
    page.remove_listener("console", complain)


def test_one_visit_finds_nothing_wrong(page: Page, axe: str, address: str, kind: str) -> None:
    page.emulate_media(media="screen", color_scheme="light")
    # The window is drawn at each stop of the keyboard: a low one is drawn sooner.
    page.set_viewport_size({"width": 1280, "height": 240})
    with heard(page) as (asked, complaints):
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
        found["320 dark"] = axe_findings(page, axe, OF_A_VIEW)
        assert found == {"1280 light": [], "320 dark": []}
        assert spilling(page) == []
        assert spilling(page, "200%") == []
        assert spilling(page, "100%") == []
        page.set_viewport_size({"width": 375, "height": 800})
        assert small_targets(page) == []
        assert misprinted(page) == []

        # The keyboard has been everywhere: whatever waits to be seen has been asked for by now.
        urls = [request.url for request in asked]
        assert bool([request for request in asked if request.resource_type == "script"]) == (
            kind in WITH_SCRIPT
        )
        assert [url for url in urls if not same_origin(url, address)] == [], "somebody else was asked"
        assert [words for words in complaints if kind != "not found" or "404" not in words] == []
        assert page.context.cookies() == []
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
