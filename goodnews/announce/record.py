"""One small JSON file of the ledger: what became of one story on one network."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, ValidationError, model_validator

from goodnews.problems import CommandError

_NAME = re.compile(r"[\w.-]+")


class State(StrEnum):
    """Where an announcement stands.

    `WAITING` has been seen and may be posted later · `CLAIMED` is being posted by somebody, or was ·
    `POSTED` · `BASELINE` was live before this network was used ·
    `HELD` is not posted unless a person says so · `DELETED` was taken back · `UNRECALLABLE` can't be.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    POSTED = "posted"
    BASELINE = "baseline"
    HELD = "held"
    DELETED = "deleted"
    UNRECALLABLE = "unrecallable"


@dataclass(frozen=True, slots=True, order=True)
class RecordKey:
    """Which story on which network, and which recipient of it (`recipient`), on networks that have them.

    >>> RecordKey("x", "2026/night-on-ward-7").path
    'x/2026/night-on-ward-7.json'
    """

    network: str
    story: str
    recipient: str = ""

    def __post_init__(self) -> None:
        names = [self.network, *self.story.split("/"), *([self.recipient] if self.recipient else [])]
        if any(not _NAME.fullmatch(name) or name.startswith(".") for name in names):
            raise ValueError(f"“{self.story}” can't be a file of the ledger.")

    @property
    def path(self) -> str:
        """The file's path in the ledger's branch; recipients stand in a folder of their own."""
        story = f"{self.network}/{self.story}"
        return f"{story}/parts/{self.recipient}.json" if self.recipient else f"{story}.json"

    @classmethod
    def from_path(cls, path: str) -> "RecordKey":
        """The key whose path this is; ValueError when it is no path of a record."""
        network, _, rest = path.removesuffix(".json").partition("/")
        story, _, recipient = rest.partition("/parts/")
        return cls(network, story, recipient)


_JSON_KEYS = {
    "updated_at": "since",
    "lease_expires_at": "until",
    "first_claimed_at": "first",
    "attempts": "tries",
    "counts_from": "fresh",
    "reported_duplicate": "doubted",
    "delete_error": "recall",
    "reason": "why",
    "post_url": "address",
    "story_url": "url",
    "claim_id": "nonce",
}
"""What a field is called on disk, where that differs: ledgers outlive versions of this program."""

_Time = Annotated[AwareDatetime, AfterValidator(lambda time: time.astimezone(UTC))]


class Record(BaseModel):
    """What is known of one announcement: one small JSON file of the ledger.

    Attributes:
        updated_at: since when it is in its state.
        reason: in plain English: why it waits, is held, or counts as baseline; why a claim is unclear.
        claim_id: whose claim it is: a push may land although its reply is lost.
        first_claimed_at: the search for a lost post starts here.
        request: the exact bytes to be posted.
        text: the words among them, for people.
        id: the network's own, once posted.
        post_url: where people see it.
        counts_from: counts as new from then, whatever the story's date, because a person (or the first
            rehearsal) said so.
        reported_duplicate: the network called it a duplicate, and we could not find it then.
        delete_error: a withdrawal asked for its deletion, and the deletion has not worked yet.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
        alias_generator=lambda name: _JSON_KEYS.get(name, name),
    )

    state: State
    updated_at: _Time
    story_url: str = ""
    reason: str = ""
    claim_id: str = ""
    lease_expires_at: _Time | None = None
    first_claimed_at: _Time | None = None
    attempts: int = 0
    request: str = ""
    text: str = ""
    id: str = ""
    post_url: str = ""
    counts_from: _Time | None = None
    reported_duplicate: bool = False
    delete_error: str = ""

    @model_validator(mode="after")
    def _claim_has_its_lease(self) -> Self:
        if self.state is State.CLAIMED and not (self.lease_expires_at and self.first_claimed_at):
            raise ValueError("a claim without its lease")
        return self

    @property
    def was_claimed(self) -> bool:
        """Whether anybody ever began to post it; what never was is certainly not out."""
        return self.first_claimed_at is not None

    def to_json(self) -> bytes:
        """The record's file: readable, sorted, nothing that is empty."""
        fields = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return (json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Record":
        """Read a record's file. One that can't be read is held, never guessed at and never posted."""
        try:
            return cls.model_validate_json(data)
        except (ValidationError, OverflowError):  # the latter for a time before the year 1 or after 9999
            # It may have been posted, for all that anybody knows.
            epoch, reason = datetime.fromtimestamp(0, UTC), "Its record in the ledger can't be read."
            return cls(state=State.HELD, updated_at=epoch, first_claimed_at=epoch, reason=reason)

    def changed(self, **fields: Any) -> "Record":
        """This record with some fields changed, checked like any other."""
        return Record(**{**dict(self), **fields})

    def as_posted(self, post_id: str, post_url: str, now: datetime) -> "Record":
        """The claim came true. The bytes are no longer needed; the words are kept for people."""
        fields = self.model_dump(include={"story_url", "first_claimed_at", "attempts", "text"})
        return Record(state=State.POSTED, updated_at=now, id=post_id, post_url=post_url, **fields)

    def as_waiting(self, reason: str, now: datetime) -> "Record":
        """Certainly not there: the claim is given back. Its bytes go too, for they may have been wrong."""
        fields = self.model_dump(include={"story_url", "counts_from"})
        return Record(state=State.WAITING, updated_at=now, reason=reason, **fields)

    def as_held(self, reason: str, now: datetime) -> "Record":
        """Not posted, or not again, before a person has looked."""
        return self.changed(state=State.HELD, updated_at=now, reason=reason)

    def as_unknown(self, reason: str, now: datetime) -> "Record":
        """It may be there, and this network can't be asked: a person has to look."""
        return self.as_held(f"Nobody can say if it went out. {reason}".strip(), now)


def release(record: Record | None, now: datetime) -> Record:
    """A person's word that what is held may be posted by the next run; it counts as new from now."""
    held = _check_held(record)
    waiting = held.as_waiting("Released by a person.", now)
    return waiting.changed(counts_from=now, first_claimed_at=held.first_claimed_at)


def mark_posted(record: Record | None, now: datetime, post_id: str, post_url: str) -> Record:
    """A person's word that what is held is out; with its id it can be deleted one day."""
    posted = _check_held(record).as_posted(post_id, post_url, now)
    return posted.changed(attempts=0, reason="Marked by a person.")


def _check_held(record: Record | None) -> Record:
    if record is None or record.state is not State.HELD:
        state = record.state if record else "not recorded there at all"
        raise CommandError(
            f"Only what is held can be settled by hand; this is {state}.",
            "`./inv announced` shows where everything stands. Nothing was changed.",
        )
    return record
