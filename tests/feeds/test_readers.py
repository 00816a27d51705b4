"""Readers that people use, fetching over HTTP from this machine: what each makes of our feeds."""

import email
import email.policy
import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest
from reader import make_reader

from tests.feeds.making import ONE_PHOTO, make_story, render
from tests.feeds.serving import FeedSite
from tests.programs import needs

MAIL = """\
[DEFAULT]
from = feeds@merrowdale.example
to = reader@merrowdale.example
email-protocol = maildir
maildir-path = {home}/mail
maildir-mailbox = inbox
html-mail = True
date-header = True
use-publisher-email = False

[feed.stories]
url = {feed}
"""
REMOVED = f"{ONE_PHOTO}withdrawn: {{on: 2026-12-01, reason: Consent withdrawn}}"


class Item(NamedTuple):
    title: str
    author: str
    published: datetime
    html: str
    identity: str = ""
    address: str = ""
    updated: datetime | None = None


def run(command: list[str], home: Path) -> None:
    """Run a program with nothing of this machine's user."""
    environ = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(home)}
    done = subprocess.run(command, cwd=home, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


class Feedparser:
    """What most Python readers read with, and the strictest about what is well-formed; it keeps nothing."""

    def __init__(self, home: Path, feed: str) -> None:
        self.feed = feed
        self.parsed = feedparser.FeedParserDict()

    def fetch(self) -> None:
        self.parsed = feedparser.parse(self.feed, modified=self.parsed.get("modified"))
        assert not self.parsed.bozo

    def items(self) -> list[Item]:
        return [
            Item(
                item.title,
                item.author,
                datetime(*item.published_parsed[:6], tzinfo=UTC),
                item.content[0].value,
                item.id,
                item.link,
            )
            for item in self.parsed.entries
        ]


class Library:
    """The `reader` library, which remembers what it read as people's feed readers do."""

    def __init__(self, home: Path, feed: str) -> None:
        self.file = str(home / "reader.db")
        with make_reader(self.file) as library:
            library.add_feed(feed)

    def fetch(self) -> None:
        with make_reader(self.file) as library:
            library.update_feeds(scheduled=False)

    def items(self) -> list[Item]:
        with make_reader(self.file) as library:
            return [
                Item(
                    entry.title or "",
                    entry.authors_str or "",
                    entry.published or datetime.min.replace(tzinfo=UTC),
                    entry.content[0].value,
                    entry.id,
                    entry.link or "",
                    entry.updated,
                )
                for entry in library.get_entries()
            ]


class Newsboat:
    """A feed reader for the terminal, with its own parser."""

    def __init__(self, home: Path, feed: str) -> None:
        self.home = home
        self.program = needs("newsboat")
        (home / "urls").write_text(f"{feed}\n", encoding="utf-8")
        (home / "config").write_text("ignore-mode display\n", encoding="utf-8")

    def fetch(self) -> None:
        run([self.program, "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"], self.home)

    def items(self) -> list[Item]:
        with closing(sqlite3.connect(self.home / "cache.db")) as cache:
            rows = cache.execute("SELECT title, author, pubDate, content, guid, url FROM rss_item").fetchall()
        return [Item(row[0], row[1], datetime.fromtimestamp(row[2], UTC), *row[3:]) for row in rows]


class Rss2email:
    """Feeds as email, delivered into a folder of this machine."""

    def __init__(self, home: Path, feed: str) -> None:
        self.home = home
        self.program = needs("r2e")
        (home / "mail").mkdir()
        (home / "r2e.cfg").write_text(MAIL.format(home=home, feed=feed), encoding="utf-8")

    def fetch(self) -> None:
        run([self.program, "-VVV", "-c", "r2e.cfg", "-d", "seen.json", "run"], self.home)

    def items(self) -> list[Item]:
        mails = []
        for path in sorted((self.home / "mail").rglob("new/*")):
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            body = mail.get_body()
            assert body
            published = mail["Date"].datetime.replace(tzinfo=UTC)
            mails.append(Item(mail["Subject"], mail["From"], published, body.get_content()))
        return mails


Reader = Feedparser | Library | Newsboat | Rss2email
Open = Callable[[type[Reader]], Reader]


@pytest.fixture
def open_reader(site: FeedSite, tmp_path: Path) -> Open:
    """A reader with the feed of everything, in a folder of its own."""
    home = tmp_path / "home"
    home.mkdir()
    return lambda kind: kind(home, f"{site.url}/feed.xml")


@pytest.fixture(params=[Feedparser, Library, Newsboat, Rss2email])
def reader(request: pytest.FixtureRequest, open_reader: Open) -> Reader:
    """Each reader in turn."""
    return open_reader(request.param)


def test_it_finds_title_author_date_body_and_photo(site: FeedSite, reader: Reader) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    reader.fetch()
    (item,) = reader.items()
    assert item.title == "A night on Ward 7"
    assert "The night sister, Ward 7" in item.author
    assert item.published == datetime(2026, 11, 20, 7, 45, tzinfo=UTC)
    assert item.address in {"", f"{site.url}/stories/2026/night-on-ward-7/"}
    assert "<em>warm</em> hands" in item.html
    assert f'src="{site.url}/photos/000000000001-1280.jpg"' in item.html
    assert "Two nurses, backs to us, hand over notes at the ward desk" in item.html


def test_an_unchanged_feed_is_answered_with_304(site: FeedSite, reader: Reader) -> None:
    story = render(make_story())
    assert site.publish([story])
    # newsboat keeps a feed's date from the second time on: the first time it has no row to keep it in.
    for _ in range(3 if isinstance(reader, Newsboat) else 2):
        assert not site.publish([story])
        reader.fetch()
    assert [status for path, status in site.answers if path == "/feed.xml"][-2:] == [200, 304]
    assert len(reader.items()) == (0 if isinstance(reader, Feedparser) else 1)


@pytest.mark.parametrize("kind", [Library, Newsboat])
def test_a_removed_story_replaces_the_copy_it_holds(
    site: FeedSite, open_reader: Open, kind: type[Reader]
) -> None:
    reader = open_reader(kind)
    site.publish([render(make_story(more=ONE_PHOTO))])
    reader.fetch()
    (before,) = reader.items()
    site.publish([], [make_story(more=REMOVED)])
    site.age()
    reader.fetch()
    (after,) = reader.items()
    assert (after.identity, after.title) == (before.identity, "Story removed")
    assert after.html == "<p>This story has been removed.</p>"
    assert after.author == "Merrowdale Hospitals NHS Trust"


EDITS: dict[str, dict[str, str]] = {
    "title": {"title": "A night and a morning on Ward 7"},
    "text": {"body": "Hot tea after all."},
    "date": {"day": "2026-11-21 09:00"},
    "alt text": {"more": ONE_PHOTO.replace("Two nurses", "Two porters")},
    "author": {"more": ONE_PHOTO.replace("The night sister", "The day sister")},
    "marked as modified": {"more": f"{ONE_PHOTO}modified: 2026-11-22 10:00"},
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_updates_the_entry_and_never_makes_a_second_one(
    site: FeedSite, open_reader: Open, edit: dict[str, str]
) -> None:
    reader = open_reader(Library)
    site.publish([render(make_story(more=ONE_PHOTO))])
    reader.fetch()
    (before,) = reader.items()
    site.publish([render(make_story(**{"more": ONE_PHOTO} | edit))])
    site.age()
    reader.fetch()
    (after,) = reader.items()
    assert after.identity == before.identity
    assert after != before


def test_an_edit_is_not_mailed_as_a_new_story(site: FeedSite, open_reader: Open) -> None:
    reader = open_reader(Rss2email)
    for story in (make_story(), make_story(title="A night and a day", day="2026-11-21 09:00")):
        site.publish([render(story)])
        site.age()
        reader.fetch()
    assert len(reader.items()) == 1


MOVES = {
    "a renamed folder": (
        make_story("2026/a-night", more="id: 2026/night-on-ward-7"),
        {},
        "/stories/2026/a-night/",
    ),
    "another address of the site": (
        make_story(),
        {"SITEURL": "https://news.merrowdale.example"},
        "https://news.merrowdale.example/stories/2026/night-on-ward-7/",
    ),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES)
def test_a_story_that_moves_stays_one_entry(site: FeedSite, open_reader: Open, move: tuple) -> None:
    story, settings, address = move
    reader = open_reader(Library)
    site.publish([render(make_story())])
    reader.fetch()
    (before,) = reader.items()
    site.publish([render(story)], **settings)
    site.age()
    reader.fetch()
    (after,) = reader.items()
    assert after.identity == before.identity
    assert after.address.endswith(address)


def test_what_is_said_beside_the_words_arrives(site: FeedSite, open_reader: Open) -> None:
    """The block for people who open the feed in a browser is not taken for a story."""
    site.publish([render(make_story(more=ONE_PHOTO))])
    reader = open_reader(Feedparser)
    reader.fetch()
    assert isinstance(reader, Feedparser)
    feed, (item,) = reader.parsed.feed, reader.parsed.entries
    assert (reader.parsed.version, feed.title, feed.link) == ("rss20", "Show them ours", f"{site.url}/")
    assert feed.subtitle == "The good stuff, told by the people who do it."
    assert (item.summary, item.guidislink) == ("What a night is like.", False)
    (media,) = item.media_content
    assert media["url"] == item.enclosures[0].href == item.media_thumbnail[0]["url"]
    assert (media["width"], item.media_credit[0]["content"]) == ("1280", "Ward 7")
    assert [tag.term for tag in item.tags] == ["People", "nursing", "nights", "Ward 7", "Merrowdale General"]


def test_json_feed_says_the_same(site: FeedSite) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    with make_reader(":memory:") as library:
        for name in ("feed.json", "feed.xml"):
            library.add_feed(f"{site.url}/{name}")
        library.update_feeds(scheduled=False)
        in_json, in_rss = library.get_entries()
    for name in ("id", "title", "authors_str", "published", "summary"):
        assert getattr(in_json, name) == getattr(in_rss, name)
    assert {file.href for file in in_json.enclosures} == {file.href for file in in_rss.enclosures}
    assert "warm" in in_json.content[0].value
