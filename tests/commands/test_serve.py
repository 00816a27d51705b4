"""The preview as somebody who writes meets it: served, refreshed, corrected."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser

from goodnews.commands.serve import serve
from tests.site.conftest import NOW, Site


class Preview:
    """A running preview of a small site."""

    def __init__(self, site: Site) -> None:
        self.site, self.said, self._stop = site, list[str](), threading.Event()
        self._thread = threading.Thread(
            target=serve,
            args=(site.root, 0, self.said.append),
            kwargs={"stop": self._stop, "now": lambda: NOW},
        )

    def start(self) -> None:
        self._thread.start()
        until(lambda: any(line.startswith("Built") for line in self.said))

    def end(self) -> None:
        self._stop.set()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def url(self, path: str = "") -> str:
        """An address of the preview, from its first line."""
        return self.said[0].split()[1] + path


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    site = Site(tmp_path)
    for number in range(3):
        site.write(f"2026/story-{number}", body=f"Words {number}.")
    running = Preview(site)
    running.start()
    yield running
    running.end()


def shown(preview: Preview, path: str) -> str:
    return requests.get(preview.url(path), timeout=10).text


def test_a_saved_story_is_on_the_page(preview: Preview) -> None:
    assert "Words 1." in shown(preview, "stories/2026/story-1/")
    preview.site.write("2026/story-1", body="Other words.")
    until(lambda: "Other words." in shown(preview, "stories/2026/story-1/"))


def test_a_new_story_is_on_the_front_page(preview: Preview) -> None:
    preview.site.write("2026/brand-new", title="Brand new")
    until(lambda: "Brand new" in shown(preview, ""))


def test_a_mistake_is_shown_in_its_place_and_goes_away(preview: Preview) -> None:
    preview.site.write("2026/story-1", date="soon")
    until(lambda: "“soon” is not a date" in shown(preview, ""))
    assert requests.get(preview.url(), timeout=10).status_code == 503
    preview.site.write("2026/story-1")
    until(lambda: requests.get(preview.url(), timeout=10).status_code == 200)


def test_the_browser_loads_the_page_again_by_itself_where_it_was(preview: Preview, browser: Browser) -> None:
    preview.site.write("2026/story-2", body="\n\n".join(f"Paragraph {n}." for n in range(200)))
    until(lambda: "Paragraph 199." in shown(preview, "stories/2026/story-2/"))
    page = browser.new_page(viewport={"width": 800, "height": 600})
    page.goto(preview.url("stories/2026/story-2/"))
    page.evaluate("window.scrollTo(0, 900)")
    preview.site.write("2026/story-2", body="\n\n".join(f"Paragraph number {n}." for n in range(200)))
    page.wait_for_selector("text=Paragraph number 150.", timeout=30_000)
    page.wait_for_function("window.scrollY > 500", timeout=10_000)
    page.close()
