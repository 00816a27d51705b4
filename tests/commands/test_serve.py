"""The preview as somebody who writes meets it: served, refreshed, corrected."""

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.commands.build import build_content
from goodnews.commands.new import make_story
from goodnews.commands.serve import serve
from goodnews.config import DEVELOPMENT, PUBLIC, load_config
from goodnews.plugin import SiteGenerator
from goodnews.problems import CommandError
from goodnews.rendered import RenderedStory
from goodnews.story.templates import KINDS
from tests.photos import specimens
from tests.shared import until
from tests.site.conftest import NOW, Site


class Preview:
    """A running preview of a small site."""

    def __init__(self, site: Site, now: Callable[[], datetime] = lambda: NOW) -> None:
        self.site, self.said, self._stop = site, list[str](), threading.Event()
        self._thread = threading.Thread(
            target=serve,
            args=(site.root, 0, self.said.append),
            kwargs={"stop": self._stop, "now": now},
        )

    def start(self, first: str = "Built") -> None:
        self._thread.start()
        until(lambda: any(line.startswith(first) for line in self.said))

    def end(self) -> None:
        self._stop.set()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def url(self, path: str = "") -> str:
        """An address of the preview, from its first line."""
        return self.said[0].split()[1] + path


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    site = Site(tmp_path_factory.mktemp("preview"))
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


def test_a_photo_that_is_put_beside_a_story_is_tidied(preview: Preview) -> None:
    folder = preview.site.root / "content/stories/2026/story-1"
    (folder / "ward.heic").write_bytes(specimens.phone_heic())
    until(lambda: (folder / "ward.jpg").is_file() and not (folder / "ward.heic").exists())
    assert not specimens.planted((folder / "ward.jpg").read_bytes())
    until(lambda: any(line.startswith("2026/story-1: ward.heic, now ward.jpg") for line in preview.said))


def test_ctrl_c_is_how_it_ends_and_no_mistake(tmp_path: Path) -> None:
    def now() -> datetime:
        raise KeyboardInterrupt

    said = list[str]()
    serve(Site(tmp_path).root, 0, said.append, now=now)
    assert said[-1] == "Stopped."


def test_what_the_disk_refuses_is_said_at_the_terminal_and_in_the_browser(tmp_path: Path) -> None:
    def now() -> datetime:
        raise CommandError("The site can't be written: the disk is full.", "Make room.")

    preview = Preview(Site(tmp_path), now)
    preview.start("The site can't")
    assert preview.said[1:] == ["The site can't be written: the disk is full. Make room."]
    until(lambda: "the disk is full. Make room." in shown(preview, ""))
    preview.end()
    assert preview.said[2:] == ["Stopped."]


def test_a_new_story_is_on_the_front_page(preview: Preview) -> None:
    preview.site.write("2026/brand-new", title="Brand new")
    until(lambda: "Brand new" in shown(preview, ""))


def test_a_mistake_is_shown_and_named_until_it_is_mended(preview: Preview) -> None:
    file = "content/stories/2026/story-1/story.md"
    preview.site.write("2026/story-1", date="soon")
    page = "stories/2026/story-1/"
    until(lambda: "“soon” is not a date" in shown(preview, page))
    assert requests.get(preview.url(page), timeout=10).status_code == 503
    assert "1 thing to fix." in shown(preview, "")
    assert "Words 2." in shown(preview, "stories/2026/story-2/"), "the others can still be read"
    until(lambda: f"Broken: {file}" in preview.said)
    until(lambda: any("“soon” is not a date" in line for line in preview.said))
    preview.site.write("2026/story-2", body="Words 2, and more.")
    until(lambda: "Words 2, and more." in shown(preview, "stories/2026/story-2/"))
    preview.site.write("2026/story-1")
    until(lambda: requests.get(preview.url(page), timeout=10).status_code == 200)
    assert "1 thing to fix." not in shown(preview, "")
    until(lambda: f"Mended: {file}" in preview.said)


def test_a_story_that_is_broken_from_the_start_hides_no_other(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.write("2026/broken", date="soon")
    site.write("2026/sound", body="Tea at four.")
    preview = Preview(site)
    preview.start()
    try:
        until(lambda: "“soon” is not a date" in shown(preview, "stories/2026/broken/"))
        assert "Tea at four." in shown(preview, "stories/2026/sound/")
    finally:
        preview.end()


def test_drafts_and_stories_to_come_are_shown_and_marked_and_where_nothing_is_delivered_from(
    preview: Preview,
) -> None:
    preview.site.write("2026/unfinished", title="Unfinished", draft="yes")
    preview.site.write("2026/later", title="Much later", date="2026-12-24 09:00")
    until(lambda: "Unfinished" in shown(preview, "") and "Much later" in shown(preview, ""))
    assert "This is a draft." in shown(preview, "stories/2026/unfinished/")
    assert "goes out on Thursday 24 December 2026, 9am" in shown(preview, "stories/2026/later/")
    lists = shown(preview, "categories/people/")
    assert '<span class="now">Draft</span>' in lists
    assert '<span class="now">To come: Thursday 24 December 2026, 9am</span>' in lists
    assert "This is a draft." not in shown(preview, "stories/2026/story-2/")
    assert not (preview.site.root / "output").exists()


def test_the_search_page_says_that_search_is_made_when_the_site_is_published(preview: Preview) -> None:
    page = shown(preview, "search/")
    assert "Search is made when the site is published." in page
    assert 'id="search"' not in page


def test_stories_just_begun_are_shown_without_what_is_not_there_yet(tmp_path: Path) -> None:
    site = Site(tmp_path)
    paths = [make_story(site.root, f"Just begun {kind}", kind, NOW) for kind in KINDS]
    content = load_content(site.root, load_config(site.root, PUBLIC), NOW, open_cache(site.root))
    content.raise_for_errors()
    build_content(replace(content, is_preview=True), DEVELOPMENT, open_cache(site.root), {})
    for path in paths:
        story = path.parent.relative_to(site.root / "content")
        assert "This is a draft." in site.page(story.as_posix())


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


def in_memory(root: Path) -> tuple[int, int]:
    """How many builds of a project there are in memory, and how many stories made ready to be shown."""
    gc.collect()
    objects = gc.get_objects()
    builds = [one for one in objects if type(one) is SiteGenerator and one.job.content.root == root]
    stories = [one for one in objects if type(one) is RenderedStory and root in one.story.folder.parents]
    return len(builds), len(stories)


def test_a_preview_keeps_no_build_however_many_there_were(preview: Preview) -> None:
    root = preview.site.root
    for number in range(5):
        preview.site.write("2026/story-1", body=f"And {number} cups of tea.")
        until(lambda words=f"And {number} cups": words in shown(preview, "stories/2026/story-1/"))
        until(lambda: in_memory(root) == (0, 0), 10)
