"""The live site's own clock, and its pages' own addresses."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from goodnews.announce.live_site import LiveSite, canonical_url
from goodnews.announce.networks.http import Response
from goodnews.announce.practice.server import PracticeServer
from goodnews.commands.announce import run_announce
from goodnews.feeds.announce_manifest import AnnounceManifest
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from tests.announce.fakes import x
from tests.announce.stage import ENVIRON, AheadClock
from tests.shared import git, make_remote

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
LIST = b"""{"version": 1, "build": "b", "site": "https://a.example/", "feed": "https://a.example/feed.xml",
    "stories": [{"id": "%s", "title": "T", "summary": "S", "url": "https://a.example/night/",
    "published": "2026-11-20T07:45:00+00:00"}], "withdrawn": []}"""


@pytest.mark.parametrize(
    ("headers", "error"),
    [
        ({"date": format_datetime(NOW)}, timedelta(0)),
        ({"date": format_datetime(NOW - 3 * HOUR)}, 3 * HOUR),
        ({"date": format_datetime(NOW + 48 * HOUR)}, 48 * HOUR),
        # What a cache kept for three hours: the date of the answer, or of when it was kept.
        ({"date": format_datetime(NOW - 3 * HOUR), "age": "10800"}, timedelta(0)),
        ({"date": format_datetime(NOW), "age": "10800"}, timedelta(0)),
        ({"date": format_datetime(NOW - 5 * HOUR), "age": "10800"}, 2 * HOUR),
        ({"date": "yesterday"}, timedelta(0)),
        ({}, timedelta(0)),
    ],
)
def test_how_wrong_a_clock_is_by_the_sites_own_answer(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], error: timedelta
) -> None:
    site = LiveSite("https://stories.merrowdale.example")
    body = AnnounceManifest(site=site.public_base, feed=f"{site.public_base}/feed.xml", build="b").to_json()
    monkeypatch.setattr(site, "_fetch", lambda *_: Response(200, body, headers))
    site.announcements()
    assert site.clock_error(NOW) == error


def test_a_machine_whose_clock_is_days_wrong_posts_nothing_and_records_nothing(tmp_path: Path) -> None:
    root, public = tmp_path / "project", tmp_path / "public"
    root.mkdir()
    public.mkdir()
    remote = make_remote(root)
    with LoopbackSite(public) as site, PracticeServer(tmp_path / "x", keys=x.KEYS) as practice:
        manifest = AnnounceManifest(site=site.url, feed=f"{site.url}/feed.xml", build="b")
        (public / "announce.json").write_bytes(manifest.to_json())
        environ = {**ENVIRON, **x.credentials(practice.url)}
        with pytest.raises(CommandError, match=r"clock says .* UTC; the live site's says otherwise"):
            run_announce(root, site.url, environ, clock=AheadClock(3 * 24 * 60))
        assert git(remote, "for-each-ref") == ""
        assert run_announce(root, site.url, environ).exit_code == 0
        assert git(remote, "for-each-ref") != ""


@pytest.mark.parametrize(
    ("body", "fault"), [(b"<html>", "can't be used"), (LIST % b"../night", "“../night” can't be a file of")]
)
def test_a_list_that_cannot_be_read_or_recorded_is_not_used_at_all(
    monkeypatch: pytest.MonkeyPatch, body: bytes, fault: str
) -> None:
    site = LiveSite("https://a.example")
    monkeypatch.setattr(site, "_fetch", lambda *_: Response(200, body))
    with pytest.raises(CommandError, match=fault):
        site.announcements()


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (
            b'<!DOCTYPE html><html><head><link rel="canonical" href="https://a.example/"></head>',
            "https://a.example/",
        ),
        (b"<link href='https://a.example/?a=1&amp;b=2' rel=canonical>", "https://a.example/?a=1&b=2"),
        (b'<link rel="stylesheet" href="https://a.example/">', ""),
        (b'<!-- <link rel="canonical" href="https://a.example/"> -->', ""),
        (b"", ""),
        (b"\xff\xfe\x00", ""),
    ],
)
def test_a_pages_own_address(page: bytes, address: str) -> None:
    assert canonical_url(page) == address
