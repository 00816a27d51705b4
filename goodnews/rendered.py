"""A story with its text as HTML and its photos as renditions: what pages and feeds are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from goodnews.markup import Body
from goodnews.photos import PhotoSet, Rendition
from goodnews.sounds import Sound
from goodnews.story import PhotoNote, Story


@dataclass(frozen=True)
class Rendered:
    """One story, ready to be shown.

    Attributes:
        story: the story as written.
        body: its text, sanitised, photos still as placeholders.
        notes: its notes to editors, the same way.
        transcript: what is said in its video, audio or live recording.
        photos: renditions by the name the front matter calls the photo.
        card: the picture that is shown where it is shared.
        sound: its recording, without tags.
    """

    story: Story
    body: Body
    notes: Body | None = None
    transcript: Body | None = None
    photos: Mapping[str, PhotoSet] = field(default_factory=dict)
    card: Rendition | None = None
    sound: Sound | None = None

    @property
    def lead(self) -> PhotoNote | None:
        """The first photo leads."""
        return self.story.front.photos[0] if self.story.front.photos else None

    @property
    def gallery(self) -> tuple[PhotoNote, ...]:
        """The photos that neither lead nor stand in the text."""
        return tuple(note for note in self.story.front.photos[1:] if note.file not in self.body.placed)

    @property
    def shared_photo(self) -> PhotoNote | None:
        """The first photo that may be attached to a post or stand on a card."""
        return next((note for note in self.story.front.photos if note.may_be_shared()), None)
