"""An envelope that was filled in is the one feedgen would have written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st

from goodnews.feeds.blanks import blank
from goodnews.feeds.channel import Channel
from goodnews.feeds.rss import rss_envelopes, start_feed
from tests.feeds.test_rss import channels, make_channel, moments

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def _whole(channel: Channel, changed: datetime | None) -> bytes:
    data: bytes = start_feed(channel, changed).rss_str()
    return data


@given(st.lists(st.tuples(channels, st.none() | moments), min_size=1, max_size=3))
def test_every_channel_gets_the_envelope_that_feedgen_writes_for_it(
    asked: list[tuple[Channel, datetime | None]],
) -> None:
    envelopes = rss_envelopes()
    # Twice: of each kind the first makes the form, and others of the same kind fill it in.
    other = [(replace(channel, title="Other & <more>", home='"/x/"'), changed) for channel, changed in asked]
    for channel, changed in asked + other:
        assert envelopes.envelope(channel, changed) == _whole(channel, changed)


@pytest.fixture
def feeds(monkeypatch: pytest.MonkeyPatch) -> list[FeedGenerator]:
    """The feeds that feedgen wrote."""
    written: list[FeedGenerator] = []
    write = FeedGenerator.rss_str

    def counted(feed: FeedGenerator, **settings: object) -> bytes:
        written.append(feed)
        data: bytes = write(feed, **settings)
        return data

    monkeypatch.setattr(FeedGenerator, "rss_str", counted)
    return written


def test_each_kind_is_written_once(feeds: list[FeedGenerator]) -> None:
    envelopes = rss_envelopes()
    for number in range(5):
        current = make_channel(title=f"Ward {number}", home=f"/{number}/")
        envelopes.envelope(current, NOON + timedelta(hours=number))
        envelopes.envelope(replace(current, kind="archive"), NOON)
        envelopes.envelope(replace(current, kind="archive", older=f"/{number}/feed-1.xml"), NOON)
    assert len(feeds) == 3


@pytest.mark.parametrize(
    "changes", [{"rights": f"© {blank('title')}"}, {"language": "", "editor": blank("changed")}]
)
def test_a_channel_that_looks_like_a_form_is_written_by_feedgen(
    changes: dict[str, object], feeds: list[FeedGenerator]
) -> None:
    channel, envelopes = make_channel(**changes), rss_envelopes()
    assert envelopes.envelope(channel, NOON) == envelopes.envelope(channel, NOON) == _whole(channel, NOON)
    assert len(feeds) == 3


def test_the_date_is_the_one_asked_for_each_time() -> None:
    channel, envelopes = make_channel(), rss_envelopes()
    written = envelopes.envelope(channel, NOON)
    assert b"<lastBuildDate>Fri, 20 Nov 2026 12:00:00 +0000</lastBuildDate>" in written
    summer = datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=1)))
    assert b"<lastBuildDate>Wed, 01 Jul 2026 09:00:00 +0100</lastBuildDate>" in envelopes.envelope(
        channel, summer
    )


@pytest.mark.parametrize("lost", ["title", "description", "home"])
def test_what_feedgen_refuses_is_refused_for_every_channel_of_its_kind(lost: str) -> None:
    envelopes = rss_envelopes()
    envelopes.envelope(make_channel(), NOON)
    with pytest.raises(ValueError, match="Required fields"):
        envelopes.envelope(make_channel(**{lost: ""}), NOON)
