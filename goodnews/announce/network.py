"""What a network is to the announcer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from goodnews.announce.outcome import DeleteOutcome, FindOutcome, PostOutcome, Refused, Unsure
from goodnews.feeds.announcements import Announcement
from goodnews.posts import PostText


@dataclass(frozen=True, slots=True)
class Image:
    """A picture to attach, as the live site gave it."""

    data: bytes
    type: str
    alt: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be posted, before the network is asked for anything.

    Attributes:
        story: whose post it is.
        words: the exact words, counted.
        image: the photo to attach, if any may be.
        card: the picture of the link card, on networks where we make the card.
    """

    story: Announcement
    words: PostText
    image: Image | None = None
    card: Image | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim knows of a post that may have been made.

    Attributes:
        story: the story's identity.
        part: which recipient, on networks that have them.
        url: the story's address.
        request: the exact bytes that were to be posted.
        first: when it was first claimed, aware.
    """

    story: str
    part: str
    url: str
    request: str
    first: datetime


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a network takes.

    Attributes:
        per_run: stories in one run.
        batch: parts of one story claimed together; 1 for all networks without recipients.
        alt: the longest alternative text, in characters; 0 where no photo is attached.
        cards: whether the announcer makes the link card, and so needs its picture.
        can_find: whether a post that may have been made can be looked for.
        seal: what must not change between runs (a fingerprint of the key that recipients are hashed with).
    """

    per_run: int = 3
    batch: int = 1
    alt: int = 1000
    cards: bool = False
    can_find: bool = True
    seal: str = ""


class Network(Protocol):
    """One place where stories are announced."""

    @property
    def name(self) -> str:
        """As `announce:` names it, and the ledger's folder."""
        ...

    @property
    def label(self) -> str:
        """As people call it."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What it takes."""
        ...

    def compose(self, story: Announcement) -> PostText:
        """The exact words for a story, counted."""
        ...

    def recipients(self, story: Announcement) -> tuple[str, ...]:
        """To how many it goes: `("",)`, or one hash for each recipient."""
        ...

    def estimate(self, story: Announcement) -> str:
        """To how many people and at what cost, in words; empty where that is no question."""
        ...

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:
        """All that may be done before the post itself (uploading a photo): the exact bytes to be posted."""
        ...

    def post(self, request: str) -> PostOutcome:
        """Post these bytes, once. Never tries twice."""
        ...

    def find(self, claimed: Claim) -> FindOutcome:
        """Look for a post that may have been made."""
        ...

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002 - the network's own word
        """Take a post back."""
        ...
