"""One small JSON file of the ledger: what became of one story on one network."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_PART = re.compile(r"[\w.-]+")


class State(StrEnum):
    """Where an announcement stands.

    `WAITING` has been seen and may be posted later · `CLAIMED` is being posted by somebody, or was ·
    `POSTED` · `BASELINE` was live before this network was used, or too old when first seen ·
    `HELD` needs a person · `DELETED` was taken back · `UNRECALLABLE` can't be.
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
    """Which story on which network, and which recipient of it (`part`), on networks that have them.

    >>> RecordKey("x", "2026/night-on-ward-7").path
    'x/2026/night-on-ward-7.json'
    """

    network: str
    story: str
    part: str = ""

    def __post_init__(self) -> None:
        pieces = [self.network, *self.story.split("/"), *([self.part] if self.part else [])]
        if any(not _PART.fullmatch(piece) or piece.startswith(".") for piece in pieces):
            raise ValueError(f"{self.network} {self.story} can't be a file of the ledger.")

    @property
    def path(self) -> str:
        """The file's path in the ledger's branch; recipients stand in a folder of their own."""
        story = f"{self.network}/{self.story}"
        return f"{story}/parts/{self.part}.json" if self.part else f"{story}.json"

    @classmethod
    def from_path(cls, path: str) -> "RecordKey":
        """The key whose path this is.

        Raises:
            ValueError: it is no path of an entry.
        """
        network, _, rest = path.removesuffix(".json").partition("/")
        story, _, part = rest.partition("/parts/")
        return cls(network, story, part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one announcement.

    Attributes:
        state: where it stands.
        since: when it came to stand there, aware, UTC.
        url: the story's address.
        why: in plain English, for `WAITING`, `BASELINE` and `HELD`.
        nonce: who claimed it: a push may land although its reply is lost.
        until: when the claim's lease ends.
        first: when it was first claimed; the search for a lost post starts here.
        tries: how often it was claimed.
        request: the exact bytes to be posted.
        text: the words among them, for people.
        id: the network's own, once posted.
        address: where people see it.
        fresh: counts as new from then, whatever the story's date, because a person (or the first
            rehearsal) said so.
        doubted: the network called it a duplicate, and we could not find it then.
        recall: a withdrawal asked for its deletion, and the deletion has not worked yet.
    """

    state: State
    since: datetime
    url: str = ""
    why: str = ""
    nonce: str = ""
    until: datetime | None = None
    first: datetime | None = None
    tries: int = 0
    request: str = ""
    text: str = ""
    id: str = ""
    address: str = ""
    fresh: datetime | None = None
    doubted: bool = False
    recall: str = ""


_TIMES = ("since", "until", "first", "fresh")


def dump_record(entry: Record) -> bytes:
    """The entry's file: readable, sorted, nothing that is empty."""
    found: dict[str, object] = {name: getattr(entry, name) for name in Record.__slots__}
    shown = {name: _show(value) for name, value in found.items() if value not in (None, "", 0, False)}
    return (json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _show(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value


def load_record(data: bytes) -> Record:
    """Read an entry's file. One that can't be read is held, never guessed at and never posted."""
    try:
        found = json.loads(data)
        times = {name: _time(found[name]) for name in _TIMES if name in found}
        return _whole(Record(**{**found, **times, "state": State(found["state"])}))
    except (ValueError, TypeError, KeyError, AttributeError):
        beginning = datetime.fromtimestamp(0, UTC)
        return Record(state=State.HELD, since=beginning, why="Its record in the ledger can't be read.")


def _time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found


def _whole(entry: Record) -> Record:
    if entry.state is State.CLAIMED and not (entry.until and entry.first):
        raise ValueError("a claim without its lease")
    return entry
