"""The record of what was announced where, changed only by compare-and-swap.

Nothing here knows git: a `Branch` does. Two runners can read the same tip, but only one of them can move it;
the other reads again and looks whether what it wanted to change is still as it saw it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from goodnews.announce.clock import Clock
from goodnews.announce.record import Record, RecordKey
from goodnews.problems import Trouble

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


class Unreachable(Exception):
    """The branch can't be read or written now; says why, without secrets."""


class Branch(Protocol):
    """One branch on a remote, as a compare-and-swap register of small files."""

    def tip(self) -> str | None:
        """The newest commit, or None when there is no branch. Raises Unreachable."""
        ...

    def files(self, tip: str) -> Mapping[str, bytes]:
        """Every file at a commit. Raises Unreachable."""
        ...

    def commit(self, parent: str | None, changes: Mapping[str, bytes | None], message: str) -> str:
        """Make a commit here (None deletes a file), without telling anybody. Raises Unreachable."""
        ...

    def push(self, expected: str | None, commit: str) -> str:
        """Move the branch from `expected` to `commit`. Empty when it did; otherwise why it may not have.

        A reply can be lost: "it may not have" is all that anything but the empty answer says.
        """
        ...

    def contains(self, commit: str, tip: str) -> bool:
        """Whether `commit` is in the history of `tip`, or the tip itself. Raises Unreachable."""
        ...


@dataclass(frozen=True, slots=True)
class LedgerSnapshot:
    """The ledger as it was at one commit.

    Attributes:
        tip: the commit; None when there is no ledger yet.
        records: what is known, by key.
        markers: since when each network has been in use.
        notes: small facts a network keeps for itself.
    """

    tip: str | None = None
    records: Mapping[RecordKey, Record] = field(default_factory=dict)
    markers: Mapping[str, datetime] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def of_network(self, network: str) -> dict[RecordKey, Record]:
        """One network's records, in order."""
        keys = sorted(key for key in self.records if key.network == network)
        return {key: self.records[key] for key in keys}


@dataclass(frozen=True, slots=True)
class LedgerChanges:
    """What one commit changes.

    Attributes:
        records: new records by key; None deletes one.
        markers: networks that are in use from now on.
        notes: small facts to keep.
    """

    records: Mapping[RecordKey, Record | None] = field(default_factory=dict)
    markers: Mapping[str, datetime] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.records or self.markers or self.notes)


class Ledger:
    """Reads and swaps."""

    def __init__(self, branch: Branch, clock: Clock) -> None:
        self._branch = branch
        self._clock = clock
        self._last = LedgerSnapshot()

    def read(self) -> LedgerSnapshot:
        """The ledger now.

        Raises:
            Trouble: the remote does not answer, several times in a row.
        """
        why = ""
        for number in range(TRIES):
            try:
                return self._read()
            except Unreachable as error:
                why = str(error)
                self._clock.sleep(PATIENCE * (number + 1))
        raise Trouble(
            f"The record of what was announced can't be read: {why}",
            "Nothing more was posted. Check the network and the rights of the git remote, then try again.",
        )

    def _read(self) -> LedgerSnapshot:
        tip = self._branch.tip()
        if tip is None:
            self._last = LedgerSnapshot()
        elif tip != self._last.tip:
            # A commit never changes, so one that was read already need not be read again.
            self._last = snapshot(tip, self._branch.files(tip))
        return self._last

    def known(self) -> LedgerSnapshot:
        """The ledger as this object last saw it, without asking the remote again.

        It may be out of date, which costs nothing but a lost race: every change is compared when it is made.
        """
        return self._last if self._last.tip else self.read()

    def compare_and_swap(
        self, seen: LedgerSnapshot, changes: LedgerChanges, message: str
    ) -> LedgerSnapshot | None:
        """Change the ledger if what is changed is still as it was seen.

        Returns:
            the ledger after the change, or None when another runner was there first.

        Raises:
            Trouble: it can't be written. The change may have landed all the same.

        Why a refused push is tried again: another runner may have written about other stories, which is
        no reason to give up. Why the new state is compared with what we wrote: a push may land and its
        reply be lost; the nonce in a claim tells ours from anybody else's.
        """
        current, why = seen, ""
        for number in range(TRIES):
            try:
                commit = self._branch.commit(current.tip, _files(current, changes), message)
                why = self._branch.push(current.tip, commit)
                if not why:
                    self._last = _changed(current, commit, changes)
                    return self._last
                current = self._read()
            except Unreachable as error:
                why = str(error)
                self._clock.sleep(PATIENCE * (number + 1))
                continue
            if _landed(current, changes):
                return current
            if not _untouched(seen, current, changes):
                return None
            self._clock.sleep(PATIENCE * number)
        raise Trouble(
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
        kept = current.tip is not None and branch.contains(commit, current.tip)
        belongs = (branch.contains(commit, old) or branch.contains(old, commit) for old in given_up)
        if not kept and commit not in given_up and not any(belongs):
            return commit
    return ""


def snapshot(tip: str, files: Mapping[str, bytes]) -> LedgerSnapshot:
    """Read a commit's files; those that are no part of a ledger are left alone."""
    records: dict[RecordKey, Record] = {}
    markers: dict[str, datetime] = {}
    notes: dict[str, str] = {}
    for path, data in files.items():
        if path.startswith(MARKERS):
            markers[path.removeprefix(MARKERS).removesuffix(".json")] = _marker(data)
        elif path.startswith(NOTES):
            notes[path.removeprefix(NOTES).removesuffix(".txt")] = data.decode("utf-8", "replace").strip()
        elif path.endswith(".json"):
            try:
                key = RecordKey.from_path(path)
            except ValueError:
                continue
            records[key] = Record.from_json(data)
    return LedgerSnapshot(tip, MappingProxyType(records), MappingProxyType(markers), MappingProxyType(notes))


def _marker(data: bytes) -> datetime:
    """Since when; a marker that can't be read still means that the network is in use."""
    try:
        return datetime.fromisoformat(json.loads(data)["since"])
    except (ValueError, KeyError, TypeError):
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _files(current: LedgerSnapshot, changes: LedgerChanges) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {} if current.tip else {README: README_TEXT.encode()}
    for key, record in changes.records.items():
        if record is not None:
            files[key.path] = record.to_json()
        elif key in current.records:
            files[key.path] = None
    for network, since in changes.markers.items():
        files[f"{MARKERS}{network}.json"] = (json.dumps({"since": since.isoformat()}) + "\n").encode()
    for name, text in changes.notes.items():
        files[f"{NOTES}{name}.txt"] = f"{text}\n".encode()
    return files


def _changed(before: LedgerSnapshot, tip: str, changes: LedgerChanges) -> LedgerSnapshot:
    records = dict(before.records)
    for key, record in changes.records.items():
        if record is None:
            records.pop(key, None)
        else:
            records[key] = record
    return replace(
        before,
        tip=tip,
        records=MappingProxyType(records),
        markers=MappingProxyType({**before.markers, **changes.markers}),
        notes=MappingProxyType({**before.notes, **changes.notes}),
    )


def _landed(current: LedgerSnapshot, changes: LedgerChanges) -> bool:
    """Whether everything we wrote is there."""
    return (
        all(current.records.get(key) == record for key, record in changes.records.items())
        and all(current.markers.get(name) == since for name, since in changes.markers.items())
        and all(current.notes.get(name) == text for name, text in changes.notes.items())
    )


def _untouched(seen: LedgerSnapshot, current: LedgerSnapshot, changes: LedgerChanges) -> bool:
    """Whether what we want to change is as we saw it."""
    return (
        all(current.records.get(key) == seen.records.get(key) for key in changes.records)
        and all(current.markers.get(name) == seen.markers.get(name) for name in changes.markers)
        and all(current.notes.get(name) == seen.notes.get(name) for name in changes.notes)
    )
