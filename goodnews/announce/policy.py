"""What to do next about one story on one network: from the record and the clock alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from goodnews.announce.posting_hours import PostingHours
from goodnews.announce.record import Record, State
from goodnews.feeds.announcements import Announcement

PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Policy:
    """The bounds within which nothing is posted twice.

    The law is: `lease` > `post_by` + the longest an HTTP request can be under way + the longest a network's
    own timeline lags + twice `skew`. With what stands here, a timeline may lag 13 minutes.

    Attributes:
        lease: how long a claim keeps others away.
        post_by: how long after the claim was begun the post may still be started.
        skew: how wrong runners' wall clocks may be.
        max_age: older stories are never posted.
        tries: claims for one story before a person is asked.
        hours: when posts may go out; None for always.
    """

    lease: timedelta = timedelta(minutes=20)
    post_by: timedelta = timedelta(seconds=60)
    skew: timedelta = timedelta(minutes=2)
    max_age: timedelta = timedelta(days=7)
    tries: int = 3
    hours: PostingHours | None = None


class Action(StrEnum):
    """What to do."""

    NOTHING = "nothing"
    ATTEMPT = "attempt"
    RECONCILE = "reconcile"
    TOO_OLD = "too old"
    HOLD = "hold"


def next_action(story: Announcement, entry: Record | None, now: datetime, policy: Policy) -> Action:
    """The next step for a story that is live.

    A story without a record that is already too old becomes baseline: it was written long ago, or imported.
    One that was waiting and has grown too old is held: somebody meant it to be posted, and has to be told.
    """
    if story.published > now:
        return Action.NOTHING
    too_old = now - counts_from(story, entry) > policy.max_age
    if entry is None:
        return Action.TOO_OLD if too_old else Action.ATTEMPT
    if entry.state is State.WAITING:
        return Action.HOLD if too_old else Action.ATTEMPT
    if entry.state is State.CLAIMED and is_expired(entry, now, policy):
        return Action.RECONCILE
    return Action.NOTHING


def is_expired(entry: Record, now: datetime, policy: Policy) -> bool:
    """Whether a claim's lease is over, by anybody's clock."""
    return entry.lease_expires_at is None or now > entry.lease_expires_at + policy.skew


def counts_from(story: Announcement, entry: Record | None) -> datetime:
    """From when a story's age is counted: its date, or a person's later word."""
    return max(story.published, entry.counts_from) if entry and entry.counts_from else story.published


def is_wanted(story: Announcement, network: str) -> bool:
    """Whether the story asks to be announced there; the practice network rehearses any announcement.

    A story that says `announce: no` is wanted nowhere, one that says `announce: [bluesky]` only there.
    """
    if isinstance(story.announce, bool):
        return story.announce
    return network in story.announce or (network == PRACTICE and bool(story.announce))
