"""Video, sound and live: captions or a transcript (SI 2018/952; WCAG 2.2, 1.2.1 to 1.2.3)."""

from collections.abc import Iterator

from goodnews.audio import read_attachments
from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.problems import Severity
from goodnews.story import LONDON, show_day
from goodnews.story.story import is_recording

_VIDEO = "video: {url: 'https://video.example/w/garden', title: A minute in the garden%s}"
_LIVE = "live: {starts: 2026-11-%s 12:00, ends: 2026-11-%s 13:00, watch: 'https://live.example/kitchen'%s}"


@rule(
    "video-captions",
    Severity.ERROR,
    summary="A video has captions, or a transcript.",
    hint="Turn captions on where the video is, check them, and write captions: yes; or write what is said "
    "and shown under transcript:.",
    allow="when nothing is said or heard in it and the text tells what it shows",
    passing=(_VIDEO % ", captions: yes", _VIDEO % ", transcript: We hear birds."),
    failing=(_VIDEO % "", _VIDEO % ", captions: no"),
)
def video_captions(context: StoryContext) -> Iterator[Found]:
    """WCAG 2.2, 1.2.2."""
    video = context.story.meta.video
    if video and not video.captions and not video.transcript:
        yield Found(
            context.story.lines("video"), f"The video “{video.title}” has neither captions nor a transcript."
        )


@rule(
    "live-captions",
    Severity.WARNING,
    summary="The recording of something live has captions or a transcript 14 days after it ended.",
    hint="It is taken off its page until it has them: add captions: yes or a transcript: under live:.",
    date_dependent=True,
    passing=(
        _LIVE % ("02", "02", ", recording: 'https://video.example/w/k', captions: yes"),
        _LIVE % ("20", "20", ""),
    ),
    failing=(_LIVE % ("02", "02", ", recording: 'https://video.example/w/k'"),),
)
def live_captions(context: StoryContext) -> Iterator[Found]:
    """Live is exempt; what was live stays so for 14 days."""
    live = context.story.meta.live
    if live and live.recording and is_recording(live, context.today):
        ended = show_day(live.ends.astimezone(LONDON))
        yield Found(
            context.story.lines("live"), f"What was live until {ended} is a recording now, without captions."
        )


@rule(
    "live-over",
    Severity.WARNING,
    summary="A live story that is long over says where its recording is, or that there is none to watch.",
    hint="If it can still be watched, add recording: and captions: yes or a transcript:. If it can't, "
    "allow this rule.",
    allow="when there is no recording",
    date_dependent=True,
    passing=(_LIVE % ("20", "20", ""),),
    failing=(_LIVE % ("02", "02", ""),),
)
def live_over(context: StoryContext) -> Iterator[Found]:
    """Most players keep what was live at the same address; nobody then thinks of captions."""
    live = context.story.meta.live
    if live and not live.recording and is_recording(live, context.today):
        ended = show_day(live.ends.astimezone(LONDON))
        yield Found(context.story.lines("live"), f"It was live until {ended}. Can it still be watched?")


@rule(
    "recording-file",
    Severity.ERROR,
    summary="The recordings, films and captions a story names are in its folder, and can be played.",
    hint="Put the file beside story.md, or correct its name. Recordings are MP3 or "
    "M4A (AAC), films MP4 (H.264 and AAC), captions WebVTT.",
    passing=(_VIDEO % ", captions: yes",),
    failing=(
        _VIDEO % ", captions: garden.vtt",
        "video: {file: garden.mp4, title: A minute in the garden, captions: yes}",
        "audio: {file: night.mp3, title: Four in the morning, transcript: It is four.}",
    ),
)
def recording_file(context: StoryContext) -> Iterator[Found]:
    """Opened as the build opens them: nothing that passes here can stop a publish there."""
    for problem in read_attachments(context.story)[1]:
        yield Found(problem.line, problem.message, problem.hint)


RULES = (video_captions, live_captions, live_over, recording_file)
