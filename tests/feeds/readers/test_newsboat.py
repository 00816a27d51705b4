"""newsboat: a feed reader for the terminal, with its own parser."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.feeds.making import ONE_PHOTO, make_story, render
from tests.feeds.readers.programs import run
from tests.feeds.serving import FeedSite
from tests.programs import needs


class Newsboat:
    """newsboat with one feed, and its cache."""

    def __init__(self, home: Path, feed: str) -> None:
        self.home = home
        self.program = needs("newsboat")
        (home / "urls").write_text(f"{feed}\n", encoding="utf-8")
        (home / "config").write_text("ignore-mode display\n", encoding="utf-8")

    def reload(self) -> None:
        files = ["-u", "urls", "-c", "cache.db", "-C", "config"]
        run([self.program, *files, "-x", "reload"], self.home)

    def items(self) -> list[dict[str, object]]:
        with closing(sqlite3.connect(self.home / "cache.db")) as cache:
            cache.row_factory = sqlite3.Row
            return [dict(row) for row in cache.execute("SELECT * FROM rss_item ORDER BY id")]


@pytest.fixture
def newsboat(site: FeedSite, tmp_path: Path) -> Newsboat:
    home = tmp_path / "home"
    home.mkdir()
    return Newsboat(home, f"{site.url}/feed.xml")


def test_it_finds_title_author_date_body_and_photo(site: FeedSite, newsboat: Newsboat) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    newsboat.reload()
    (item,) = newsboat.items()
    assert item["title"] == "A night on Ward 7"
    assert item["author"] == "The night sister, Ward 7"
    assert item["pubDate"] == 1795160700
    assert item["url"] == f"{site.url}/stories/2026/night-on-ward-7/"
    assert "<em>warm</em> hands" in str(item["content"])
    assert f'<img src="{site.url}/photos/000000000001-1280.jpg"' in str(item["content"])


def test_an_unchanged_feed_is_answered_with_304(site: FeedSite, newsboat: Newsboat) -> None:
    story = render(make_story())
    # newsboat keeps a feed's date from the second time on: the first time it has no row to keep it in.
    for _ in range(3):
        site.publish([story])
        newsboat.reload()
    assert [status for path, status in site.answers if path == "/feed.xml"] == [200, 200, 304]


def test_a_removed_story_replaces_the_copy_it_holds(site: FeedSite, newsboat: Newsboat) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    newsboat.reload()
    taken_back = make_story(more=f"{ONE_PHOTO}withdrawn: {{on: 2026-12-01, reason: Consent withdrawn}}")
    site.publish([], [taken_back])
    site.age()
    newsboat.reload()
    (item,) = newsboat.items()
    assert item["title"] == "Story removed"
    assert item["content"] == "<p>This story has been removed.</p>"
