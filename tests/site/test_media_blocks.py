"""Live, invitations and video: what is said, and when."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from goodnews.audio import Attachment
from goodnews.i18n import messages_for
from goodnews.site.media_blocks import LiveState, event_view, live_view, player, signed_view, video_view
from goodnews.story import parse_moment

from .making import TEMPLATES, make_config, make_story

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
    recorded = LIVE.replace("}", ", recording: https://youtu.be/abcDEF12345, captions: yes}")
    part = live_view(make_story(more=recorded), make_config(), messages_for("en"), now)
    assert part
    assert part.state is state
    assert part.ends == "1pm on 24 November 2026"
    assert (part.recording is not None) is (state is LiveState.AFTER)


def test_an_invitation_without_an_end_is_over_after_an_hour() -> None:
    story = make_story(more="event: {starts: 2026-11-24 11:00, place: Ward 7's canteen}").story
    config, words = make_config(), messages_for("en")
    starts = parse_moment("2026-11-24 11:00")
    soon = event_view(story, config, words, starts + timedelta(minutes=59))
    late = event_view(story, config, words, starts + timedelta(minutes=60))
    assert soon
    assert late
    assert soon.place == "Ward 7’s canteen"
    assert (soon.over, late.over) == (False, True)
    assert soon.when == "Tuesday 24 November 2026, from 11am"


@pytest.mark.parametrize(
    ("url", "tag"),
    [
        ("https://youtu.be/abcDEF12345", '<a href="/files/4a5cbbdbb0b9.vtt">'),
        ("https://stories.merrowdale.example/a.mp4", '<track kind="captions" src="/files/4a5cbbdbb0b9.vtt"'),
    ],
)  # fmt: skip
def test_a_caption_file_is_offered_wherever_the_film_is(url: str, tag: str, tmp_path: Path) -> None:
    rendered = make_story(more=f"video: {{url: {url}, title: The garden, captions: garden.vtt}}")
    file = Attachment("4a5cbbdbb0b9.vtt", "text/vtt", 20, tmp_path / "garden.vtt")
    rendered = replace(rendered, attachments={"garden.vtt": file})
    video = rendered.story.meta.video
    assert video
    view = video_view(video, rendered, make_config())
    macros = TEMPLATES.get_template("_parts.html").module
    assert tag in vars(macros)["watch"](view, None, messages_for("en"))


@pytest.mark.parametrize(
    ("line", "title", "frame"),
    [
        ("{url: 'https://youtu.be/abcDEF12345'}", "This story in British Sign Language", True),
        ("{url: 'https://youtu.be/abcDEF12345', title: Signed by Bea}", "Signed by Bea", True),
        ("{url: 'https://www.youtube.com/playlist?list=PLabcDEF12345'}", "This story", False),
    ],
)  # fmt: skip
def test_a_signed_video_is_shown_as_another_is(line: str, title: str, frame: bool) -> None:
    signed = make_story(more=f"bsl: {line}").story.meta.bsl
    assert signed
    view = signed_view(signed, make_config(), messages_for("en"))
    assert view.title.startswith(title)
    assert (view.frame is not None) is frame
    macros = TEMPLATES.get_template("_parts.html").module
    assert f"Play: {title}" in vars(macros)["watch"](view, None, messages_for("en"))


_YOUTUBE = "https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"
_VIMEO = "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        ("https://youtube.com/live/abcDEF12345", _YOUTUBE),
        ("https://m.youtube.com/shorts/abcDEF12345?feature=share", _YOUTUBE),
        ("https://www.youtube.com/watch?v=abcDEF12345&list=PLabcDEF12345&index=2", _YOUTUBE),
        ("https://www.youtube.com/watch?v=abcDEF12345&t=9", f"{_YOUTUBE}&start=9"),
        ("https://youtu.be/abcDEF12345?t=1h2m3s", f"{_YOUTUBE}&start=3723"),
        ("https://www.youtube.com/embed/abcDEF12345?start=90", f"{_YOUTUBE}&start=90"),
        ("https://youtu.be/abcDEF12345?t=9%26autoplay=0", _YOUTUBE),
        ("https://player.vimeo.com/video/123456789", _VIMEO),
        ("https://vimeo.com/channels/staffpicks/123456789", _VIMEO),
        ("https://vimeo.com/showcase/7654321/video/123456789", _VIMEO),
        ("https://player.vimeo.com/video/123456789?h=0a1b2c3d4e", f"{_VIMEO}&h=0a1b2c3d4e"),
        ("https://vimeo.com/123456789/1234567890#t=1m30s", f"{_VIMEO}&h=1234567890#t=90s"),
        ("https://vimeo.com/123456789?h=%22onload", _VIMEO),
    ],
)
def test_a_link_to_one_video_gets_its_player(url: str, frame: str) -> None:
    assert player(url) == frame


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/playlist?list=PLabcDEF12345",
        "https://www.youtube.com/embed/videoseries?list=PLabcDEF12345",
        "https://www.youtube.com/embed/live_stream?channel=abcDEF12345",
        "https://www.youtube.com/@merrowdale1",
        "https://www.youtube.com/channel/abcDEF12345",
        "https://www.youtube.com/c/merrowdale1",
        "https://www.youtube.com/results?search_query=garden",
        "https://www.youtube.com/merrowdale1",
        "https://www.youtube.com/watch?v=abcDEF12345x",
        "https://www.youtube.com/watch?v=../../x",
        "https://youtube.com.evil.example/watch?v=abcDEF12345",
        "https://vimeo.com/event/123456789",
        "https://vimeo.com/showcase/123456789",
        "https://vimeo.com/user/123456789",
        "https://vimeo.com/user123456789",
        "https://vimeo.com/channels/staffpicks",
        "https://video.merrowdale.example/w/garden",
    ],
)
def test_all_else_stays_a_plain_link(url: str) -> None:
    assert player(url) is None
