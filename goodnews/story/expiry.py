"""What the calendar takes off the site: a photo whose consent ended, a recording without captions."""

import hashlib
from collections.abc import Container
from dataclasses import replace
from datetime import date, timedelta

from goodnews.story.dates import LONDON
from goodnews.story.front_matter import LineNumbers
from goodnews.story.model import Live, PhotoNote
from goodnews.story.story import Story

LIVE_FOR = timedelta(days=14)
"""After this the regulations take what was live for recorded (SI 2018/952), so it has to have captions."""


def shown_on(story: Story, day: date) -> Story:
    """The story as it may be shown on a day; the same one when nothing has to be left out.

    Args:
        story: as written.
        day: in London.
    """
    gone = {note.file for note in story.meta.photos if note.withdrawn or _is_past(_last_day(note), day)}
    if gone:
        story = without_photos(story, gone)
    live = story.meta.live
    if live and _is_past(_recording_ends(live), day):
        meta = story.meta.model_copy(update={"live": live.model_copy(update={"recording": None})})
        story = _changed(replace(story, meta=meta), "recording")
    return story


def last_day(story: Story) -> date | None:
    """The last day on which a story may be shown as it is; None when the calendar takes nothing from it."""
    live = story.meta.live
    days = [*map(_last_day, story.meta.photos), _recording_ends(live) if live else None]
    return min((day for day in days if day), default=None)


def without_photos(story: Story, files: Container[str]) -> Story:
    """The story without some of its photos; what is left keeps its lines."""
    left = [number for number, note in enumerate(story.meta.photos) if note.file not in files]
    names = [note.file for note in story.meta.photos if note.file in files]
    lines = {path: line for path, line in story.lines.at.items() if path[:1] != ("photos",) or len(path) == 1}
    for new, old in enumerate(left):
        for path, line in story.lines.at.items():
            if path[:2] == ("photos", old):
                lines[("photos", new, *path[2:])] = line
    meta = story.meta.model_copy(update={"photos": tuple(story.meta.photos[number] for number in left)})
    return _changed(replace(story, meta=meta, lines=LineNumbers(lines)), *names)


def is_recording(live: Live, day: date) -> bool:
    """Whether what was live counts as recorded by now, and has neither captions nor a transcript."""
    return _is_past(_captions_due(live), day)


def _changed(story: Story, *gone: str) -> Story:
    """Another digest: pages are made again when what they show is another story."""
    return replace(story, digest=hashlib.sha256("\n".join([story.digest, *gone]).encode()).hexdigest())


def _last_day(note: PhotoNote) -> date | None:
    return note.consent.ends if note.consent else None


def _recording_ends(live: Live) -> date | None:
    return _captions_due(live) if live.recording else None


def _captions_due(live: Live) -> date | None:
    if live.captions or live.transcript:
        return None
    return live.ends.astimezone(LONDON).date() + LIVE_FOR


def _is_past(last: date | None, day: date) -> bool:
    return last is not None and last < day
