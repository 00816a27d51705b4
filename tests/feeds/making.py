"""Stories, photos and a Trust to make feeds of."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.markdown.body import Text
from goodnews.markdown.body import render as render_text
from goodnews.photos import PhotoSet, Rendition
from goodnews.rendered import Attachment, RenderedStory
from goodnews.story import Story
from tests import trust
from tests.trust import ONE_PHOTO, SITE, make_config

__all__ = ["AUDIO", "ONE_PHOTO", "SITE", "SOUND", "make_config", "make_photo_set", "make_story", "render"]

AUDIO = "audio: {file: night.mp3, title: Four in the morning, transcript: It is four.}\n"
SOUND = Attachment("3fa2c19b0d12.mp3", "audio/mpeg", 900_000, Path("night.mp3"), 64)


def make_story(
    key: str = "2026/night-on-ward-7",
    *,
    title: str = "A night on Ward 7",
    day: str = "2026-11-20 07:45",
    more: str = "",
    body: str = "Cold tea, *warm* hands.",
) -> Story:
    """A story as its file says it; `more` is further front matter."""
    head = f'title: "{title}"\nsummary: What a night is like.\ndate: {day}\ncategory: People\n{more}'
    return trust.make_story(key, head, body)


def make_photo_set(number: int = 1) -> PhotoSet:
    """Renditions that exist nowhere, with sizes to recognise them by."""
    name = f"{number:012x}"
    return PhotoSet(
        digest=name * 5,
        width=3000,
        height=2000,
        colour="#445566",
        renditions=(
            Rendition(f"{name}-640.avif", 640, 427, "image/avif", 20_000, "/nowhere"),
            Rendition(f"{name}-1280.jpg", 1280, 853, "image/jpeg", 120_000 + number, "/nowhere"),
        ),
    )


def render(
    story: Story,
    *,
    photos: Mapping[str, PhotoSet] | None = None,
    attachments: Mapping[str, Attachment] | None = None,
) -> RenderedStory:
    """Render a story with photos that need no Pillow."""
    meta = story.meta
    files = [note.file for note in meta.photos]
    made = {file: make_photo_set(number) for number, file in enumerate(files, 1)}
    parts = (meta.video, meta.audio, meta.live)
    words = next((part.transcript for part in parts if part and part.transcript), None)
    return RenderedStory(
        story=story,
        body=render_text(Text(story.body, tuple(files), meta.interview is not None)),
        notes=render_text(Text(meta.notes)) if meta.notes else None,
        transcript=render_text(Text(words)) if words else None,
        photos=made if photos is None else photos,
        attachments=attachments or {},
    )
