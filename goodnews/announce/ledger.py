"""The record of what was announced where, changed only by compare-and-swap.

Nothing here knows git: a `Branch` does. Two runners can read the same tip, but only one of them can move it;
the other reads again and looks whether what it wanted to change is still as it saw it.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from goodnews.announce.policy import Clock
from goodnews.announce.record import Record, RecordKey, State
from goodnews.problems import CommandError

MARKERS = "networks/"
NOTES = "notes/"
README = "README.md"
README_TEXT = """# What was announced where

One small file for each story and network, written by the announcer of this site. Nobody needs to edit this
branch, and nothing else belongs on it. Losing it means that the announcer forgets what it has said: keep it.
To settle something by hand, use `./inv announce --release` or `--mark-posted`.
"""
GIVEN_UP = "given-up"
"""The note with the commits of ledgers that a person has given up, to begin again."""
TRIES = 8
PATIENCE = 0.3
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Unreachable(Exception):
    """The branch can't be read or written now; says why, without secrets."""


class Branch(Protocol):
    """One branch on a remote, as a compare-and-swap register of small files."""

    def tip(self) -> str | None:
        """The newest commit, or None when there is no branch. Raises Unreachable."""

    def files(self, tip: str) -> Mapping[str, bytes]:
        """Every file at a commit. Raises Unreachable."""

    def commit(self, parent: str | None, changes: Mapping[str, bytes | None], message: str) -> str:
        """Make a commit here (None deletes a file), without telling anybody. Raises Unreachable."""

    def push(self, expected: str | None, commit: str) -> str:
        """Move the branch from `expected` to `commit`. Empty when it did; otherwise why it may not have.

        A reply can be lost: "it may not have" is all that anything but the empty answer says.
        """

    def contains(self, commit: str, tip: str) -> bool:
        """Whether `commit` is in the history of `tip`, or the tip itself. Raises Unreachable."""


@dataclass(frozen=True, slots=True)
class LedgerChanges:
    """What one commit changes: records (None deletes one), networks in use from now on, notes."""

    records: Mapping[RecordKey, Record | None] = field(default_factory=dict)
    markers: Mapping[str, datetime] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def files(self) -> dict[str, bytes | None]:
        """What is written where."""
        return {
            **{key.path: record.to_json() if record else None for key, record in self.records.items()},
            **{
                f"{MARKERS}{network}.json": b'{"since": "%b"}\n' % since.isoformat().encode()
                for network, since in self.markers.items()
            },
            **{f"{NOTES}{name}.txt": f"{text}\n".encode() for name, text in self.notes.items()},
        }


@dataclass(frozen=True, slots=True)
class LedgerSnapshot:
    """The ledger as it was at one commit; without a `tip` there is none yet.

    `markers` say since when each network has been in use; `notes` are small facts a network keeps for itself.
    """

    tip: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    records: Mapping[RecordKey, Record] = field(default_factory=dict)
    markers: Mapping[str, datetime] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def of_story(self, network: str, story: str) -> dict[RecordKey, Record]:
        """One story's records on one network, in order: its own, and its recipients'."""
        keys = sorted(key for key in self.records if key.story == story and key.network == network)
        return {key: self.records[key] for key in keys}

    def in_state(self, network: str, state: State) -> dict[RecordKey, Record]:
        """One network's records that stand there, in order."""
        stands = (key for key, record in self.records.items() if record.state is state)
        return {key: self.records[key] for key in sorted(key for key in stands if key.network == network)}

    def after(self, tip: str, files: Mapping[str, bytes | None], changes: LedgerChanges) -> "LedgerSnapshot":
        """The ledger with these changes, without reading all of it again."""
        return LedgerSnapshot(
            tip,
            _without_none({**self.files, **files}),
            _without_none({**self.records, **changes.records}),
            {**self.markers, **changes.markers},
            {**self.notes, **changes.notes},
        )


def _without_none(values: Mapping[_Key, _Value | None]) -> dict[_Key, _Value]:
    return {key: value for key, value in values.items() if value is not None}


class Ledger:
    """Reads and swaps."""

    def __init__(self, branch: Branch, clock: Clock) -> None:
        self._branch = branch
        self._clock = clock
        self._last = LedgerSnapshot()

    def read(self) -> LedgerSnapshot:
        """The ledger now; CommandError when the remote does not answer several times in a row."""
        why = ""
        for number in range(TRIES):
            try:
                return self._read()
            except Unreachable as error:
                why = str(error)
                self._clock.sleep(PATIENCE * (number + 1))
        raise CommandError(
            f"The record of what was announced can't be read: {why}",
            "Nothing more was posted. Check the network and the rights of the git remote, then try again.",
        )

    def _read(self) -> LedgerSnapshot:
        tip = self._branch.tip()
        # A commit never changes, so one that was read already need not be read again.
        if tip is None or tip != self._last.tip:
            self._last = read_snapshot(self._branch, tip)
        return self._last

    def compare_and_swap(
        self, snapshot: LedgerSnapshot, changes: LedgerChanges, message: str
    ) -> LedgerSnapshot | None:
        """Change the ledger if what is changed is still as it was seen.

        None when another runner was there first. CommandError when it can't be written.
        The change may have landed all the same.

        Why a refused push is tried again: another runner may have written about other stories, which is
        no reason to give up. Why the new state is compared with what we wrote: a push may land and its
        reply be lost; the nonce in a claim tells ours from anybody else's.
        """
        current, why, changed = snapshot, "", changes.files()
        for number in range(TRIES):
            try:
                files = changed if current.tip else {README: README_TEXT.encode(), **changed}
                files = {
                    path: data for path, data in files.items() if data is not None or path in current.files
                }
                commit = self._branch.commit(current.tip, files, message)
                why = self._branch.push(current.tip, commit)
                if not why:
                    self._last = current.after(commit, files, changes)
                    return self._last
                current = self._read()
            except Unreachable as error:
                why = str(error)
                self._clock.sleep(PATIENCE * (number + 1))
                continue
            if all(current.files.get(path) == data for path, data in changed.items()):
                return current
            if any(current.files.get(path) != snapshot.files.get(path) for path in changed):
                return None
            self._clock.sleep(PATIENCE * number)
        raise CommandError(
            f"The record of what was announced can't be written: {why}",
            "Check that whoever runs this may push to the branch `announcements`, then try again.",
        )


def find_lost(branch: Branch, current: LedgerSnapshot, commits: Iterable[str]) -> str:
    """A commit of the ledger that was there once and is not in its history now; empty when there is none.

    The ledger only moves forward: when it is gone, or set back to an older state, what was posted since is
    forgotten, and would be posted again. A ledger that a person has given up may go, and what belongs to it.
    """
    given_up = current.notes.get(GIVEN_UP, "").split()
    for commit in commits:
        is_kept = current.tip is not None and branch.contains(commit, current.tip)
        belongs = (branch.contains(commit, old) or branch.contains(old, commit) for old in given_up)
        if not is_kept and commit not in given_up and not any(belongs):
            return commit
    return ""


def read_snapshot(branch: Branch, tip: str | None) -> LedgerSnapshot:
    """Read the ledger at a commit, None for an empty one; other files are left alone. Raises Unreachable."""
    files = branch.files(tip) if tip else {}
    records: dict[RecordKey, Record] = {}
    markers: dict[str, datetime] = {}
    notes: dict[str, str] = {}
    for path, data in files.items():
        if path.startswith(MARKERS):
            markers[path.removeprefix(MARKERS).removesuffix(".json")] = _marker(data)
        elif path.startswith(NOTES):
            notes[path.removeprefix(NOTES).removesuffix(".txt")] = data.decode("utf-8", "replace").strip()
        elif path.endswith(".json"):
            with suppress(ValueError):
                records[RecordKey.from_path(path)] = Record.from_json(data)
    return LedgerSnapshot(tip, files, records, markers, notes)


def _marker(data: bytes) -> datetime:
    """Since when; a marker that can't be read still means that the network is in use."""
    try:
        return datetime.fromisoformat(json.loads(data)["since"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
