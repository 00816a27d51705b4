"""However often a site is built again, nothing of it stays in memory."""

import gc
import threading
import time
from collections.abc import Callable
from pathlib import Path

from goodnews.commands.serve import serve
from goodnews.plugin import SiteGenerator
from goodnews.rendered import RenderedStory
from tests.site.conftest import NOW, Site


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def kept(root: Path) -> tuple[int, int]:
    """How many builds of a project there are in memory, and how many stories made ready to be shown."""
    gc.collect()
    found = gc.get_objects()
    builds = [held for held in found if type(held) is SiteGenerator and held.job.content.root == root]
    stories = [held for held in found if type(held) is RenderedStory and root in held.story.folder.parents]
    return len(builds), len(stories)


def test_a_preview_keeps_no_build_however_many_there_were(tmp_path: Path) -> None:
    site, said, stop = Site(tmp_path), list[str](), threading.Event()
    for number in range(3):
        site.write(f"2026/story-{number}")
    thread = threading.Thread(
        target=serve, args=(site.root, 0, said.append), kwargs={"stop": stop, "now": lambda: NOW}
    )
    thread.start()
    try:
        for number in range(1, 6):
            until(lambda built=number: sum(words.startswith("Built") for words in said) >= built)
            until(lambda: kept(site.root) == (0, 0), 10)
            site.write("2026/story-1", body=f"And {number} cups of tea.")
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()
