"""A story with its text as HTML and its photos as renditions: what pages and feeds are made from."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from goodnews.audio import Attachment
from goodnews.markdown.body import Html, Text, render
from goodnews.photos import PhotoSet, Rendition
from goodnews.story import PhotoNote, Story, Visibility


@dataclass(frozen=True)
class RenderedStory:
    """One story, ready to be shown.

    Attributes:
        story: the story as written.
        body: its text, sanitised, photos still as placeholders.
        notes: its notes to editors, the same way.
        transcript: what is said in its video, audio or live recording.
        photos: renditions by the name the front matter calls the photo.
        attachments: sounds and captions by the name the front matter calls them.
        card: the picture that is shown where it is shared.
        unpublished: why the public may not see it yet; only a preview has such stories.
    """

    story: Story
    body: Html
    notes: Html | None = None
    transcript: Html | None = None
    photos: Mapping[str, PhotoSet] = field(default_factory=dict)
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    card: Rendition | None = None
    unpublished: Visibility | None = None

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all it is made from, but for the code: equal ones look alike everywhere."""
        parts = [self.story.key, self.story.digest, self.card.name if self.card else ""]
        if self.unpublished:
            parts.append(self.unpublished)
        for name, photo in sorted(self.photos.items()):
            parts += [
                "photo",
                name,
                photo.digest,
                photo.colour,
                *(rendition.name for rendition in photo.renditions),
            ]
        for name, attachment in sorted(self.attachments.items()):
            parts += ["file", name, attachment.name, str(attachment.seconds)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def lead(self) -> PhotoNote | None:
        """The first photo leads."""
        return self.story.meta.photos[0] if self.story.meta.photos else None

    @property
    def gallery(self) -> tuple[PhotoNote, ...]:
        """The photos that neither lead nor stand in the text."""
        return tuple(note for note in self.story.meta.photos[1:] if note.file not in self.body.placed)


def texts_of(story: Story) -> dict[str, Text]:
    """The texts of a story to render: its `body`, and its `notes` and `transcript` if it has them."""
    meta = story.meta
    photos = tuple(note.file for note in meta.photos)
    texts = {"body": Text(story.body, photos, meta.interview is not None, story.body_line)}
    if meta.notes:
        texts["notes"] = Text(meta.notes, line=story.lines("notes"))
    for name, part in (("video", meta.video), ("audio", meta.audio), ("live", meta.live)):
        if part and part.transcript:
            texts.setdefault("transcript", Text(part.transcript, line=story.lines(name, "transcript")))
    return texts


def render_texts(story: Story) -> dict[str, Html]:
    """The texts of a story as HTML, by name."""
    return {name: render(text) for name, text in texts_of(story).items()}
