"""Live, invitations and video: what is said, and when."""

from datetime import timedelta

import pytest

from goodnews.i18n import messages_for
from goodnews.site.media_blocks import LiveState, event_view, live_view, player
from goodnews.story import parse_moment

from .making import make_config, make_story

LIVE = "live: {starts: 2026-11-24 11:00, ends: 2026-11-24 13:00, watch: https://live.merrowdale.example/k}"


@pytest.mark.parametrize(
    ("clock", "state"),
    [
        ("10:59", LiveState.BEFORE),
        ("11:00", LiveState.DURING),
        ("12:59", LiveState.DURING),
        ("13:00", LiveState.AFTER),
    ],
)
def test_a_live_story_is_before_during_and_after_to_the_minute(clock: str, state: LiveState) -> None:
    now = parse_moment(f"2026-11-24 {clock}")
    part = live_view(make_story(more=LIVE), make_config(), messages_for("en"), now)
    assert part
    assert part.state is state
    assert part.ends == "1pm on 24 November 2026"


def test_an_invitation_without_an_end_is_over_after_an_hour() -> None:
    story = make_story(more="event: {starts: 2026-11-24 11:00, place: The canteen}").story
    config, words = make_config(), messages_for("en")
    starts = parse_moment("2026-11-24 11:00")
    soon = event_view(story, config, words, starts + timedelta(minutes=59))
    late = event_view(story, config, words, starts + timedelta(minutes=60))
    assert soon
    assert late
    assert (soon.over, late.over) == (False, True)
    assert soon.when == "Tuesday 24 November 2026, from 11am"


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        ("https://www.youtube.com/watch?v=abcDEF12345&t=9", "https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"),
        ("https://youtube.com/live/abcDEF12345", "https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"),
        ("https://m.youtube.com/shorts/abcDEF12345", "https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"),
        ("https://player.vimeo.com/video/123456789", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"),
        ("https://vimeo.com/channels/staffpicks", None),
        ("https://youtube.com.evil.example/watch?v=abcDEF12345", None),
        ("https://www.youtube.com/watch?v=../../x", None),
        ("https://video.merrowdale.example/w/garden", None),
    ],
)  # fmt: skip
def test_only_known_players_get_a_frame(url: str, frame: str | None) -> None:
    assert player(url) == frame
