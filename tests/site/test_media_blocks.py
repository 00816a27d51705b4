"""Live, invitations and video: what is said, and when."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from goodnews.audio import Attachment
from goodnews.i18n import messages_for
from goodnews.site.media_blocks import LiveState, event_view, live_view, signed_view, video_view
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
    part = live_view(make_story(more=LIVE), make_config(), messages_for("en"), now)
    assert part
    assert part.state is state
    assert part.ends == "1pm on 24 November 2026"


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
