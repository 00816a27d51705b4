"""What a network is to the announcer, and what it can answer: a result, or an exception.

NetworkError
├── Rejected         it is certainly not there; trying again later is safe
├── AlreadyPosted    the network says that it has this already: look before believing it
└── OutcomeUnknown   nobody can say: a time-out, a reset, an answer of the 500s
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime

from goodnews.feeds.announce_manifest import Announcement
from goodnews.posts import PostText, compose


class NetworkError(Exception):
    """A network did not do what it was asked, for a `reason` in plain English, without secrets.

    `stops_run`: the next story would meet the same (no money, wrong keys, a server in trouble).
    """

    def __init__(self, reason: str, *, stops_run: bool = True) -> None:
        self.reason = reason
        self.stops_run = stops_run
        super().__init__(reason)


class Rejected(NetworkError):
    """It is certainly not there."""

    def __init__(self, reason: str, *, stops_run: bool = False) -> None:
        super().__init__(reason, stops_run=stops_run)


class AlreadyPosted(NetworkError):
    """The network says that it has this already."""


class OutcomeUnknown(NetworkError):
    """Nobody can say whether it was done."""


@dataclass(frozen=True, slots=True)
class Posted:
    """It is there. `id` is the network's own, `url` is where people see it."""

    id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class NotFound:
    """We looked through a whole listing, and it is not there."""


@dataclass(frozen=True, slots=True)
class PostImage:
    """A picture to attach, as the live site gave it."""

    data: bytes
    type: str
    alt: str


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What would be posted, before the network is asked for anything.

    `card` is the picture of the link card, on networks where we make the card; `recipient` the hash of who
    gets it, on networks that have recipients.
    """

    story: Announcement
    words: PostText
    image: PostImage | None = None
    card: PostImage | None = None
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the ledger knows of a post that may have been made.

    `recipient` is a hash, on networks that have recipients; `request` the exact bytes that were to be posted.
    """

    story: str
    recipient: str
    story_url: str
    request: str
    first_claimed_at: datetime


class Network(ABC):
    """One place where stories are announced, and what it can do and takes.

    Attributes:
        name: as `announce:` names it, and the ledger's folder.
        label: what people call it.
        batch: recipients of one story claimed together; 1 for all networks without recipients.
        longest_alt: of a photo's alternative text, in characters; 0 where no photo is attached.
        makes_card: whether the announcer makes the link card, and so needs its picture.
        can_find: whether a post that may have been made can be looked for.
        can_delete: whether what was sent can be taken back.
        key_fingerprint: of the key that recipients are hashed with, which must not change between runs.
        unconfirmed: what the Trust has yet to confirm before anything is sent, and how; empty for nothing.
    """

    name: str
    label: str
    batch = 1
    longest_alt = 1000
    makes_card = False
    can_find = True
    can_delete = True
    key_fingerprint = ""
    unconfirmed = ""

    def compose(self, story: Announcement) -> PostText:
        """The exact words for a story, counted."""
        return compose(story.post or story.title, story.url, self.name)

    def recipients(self, story: Announcement) -> tuple[str, ...]:  # noqa: ARG002 - one post for everybody
        """Who gets it: `("",)` for one post that everybody sees, or one hash for each recipient."""
        return ("",)

    def estimate(self, story: Announcement) -> str:  # noqa: ARG002 - nobody counts the readers of a post
        """To how many people and at what cost, in words; empty where that is no question."""
        return ""

    @abstractmethod
    def account(self) -> str:
        """Ask who we are and what we may do, in words, and change nothing. Raises NetworkError."""

    @abstractmethod
    def build_request(self, draft: PostDraft) -> str:
        """All that may be done before the post itself (uploading a photo): the exact bytes to be posted.

        NetworkError when it can't be done now.
        """

    @abstractmethod
    def post(self, request: str) -> Posted:
        """Post these bytes, once. Never tries twice. Raises Rejected, AlreadyPosted, OutcomeUnknown."""

    def find(self, claim: Claim) -> Posted | NotFound:
        """Look for a post that may have been made, on networks that can (`can_find`).

        Any NetworkError says that it can't be looked for now, which proves nothing about the post.
        """
        raise OutcomeUnknown(f"{self.label} can't be asked about {claim.story}.")

    def delete(self, post_id: str) -> None:
        """Take a post back, on networks that can; one that is gone already is no error, NetworkError is."""
        raise Rejected(f"{post_id} can't be taken back from {self.label}.")
