"""The record of what was announced where, changed only by compare-and-swap.

Nothing here knows git: a `Branch` does. Two runners can read the same tip, but only one of them can move it;
the other reads again and looks whether what it wanted to change is still as it saw it.
"""

import json
from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The ledger as it was at one commit.

    Attributes:
        tip: the commit; None when there is no ledger yet.
        entries: what is known, by key.
        markers: since when each network has been in use.
        notes: small facts a network keeps for itself.
    """

    tip: str | None = None
    entries: Mapping[RecordKey, Record] = field(default_factory=dict)
    markers: Mapping[str, datetime] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def of_network(self, network: str) -> dict[RecordKey, Record]:
        """One network's entries."""
        return {key: entry for key, entry in self.entries.items() if key.network == network}


@dataclass(frozen=True, slots=True)
class Changes:
    """What one commit changes.

    Attributes:
        entries: new entries by key; None deletes one.
        markers: networks that are in use from now on.
        notes: small facts to keep.
    """

    entries: Mapping[RecordKey, Record | None] = field(default_factory=dict)
    markers: Mapping[str, datetime] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.entries or self.markers or self.notes)


class Ledger:
    """Reads and swaps."""

    def __init__(self, branch: Branch, clock: Clock) -> None:
        self._branch = branch
        self._clock = clock
        self._last = Snapshot()

    def read(self) -> Snapshot:
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

    def _read(self) -> Snapshot:
        tip = self._branch.tip()
        if tip is None:
            self._last = Snapshot()
        elif tip != self._last.tip:
            # A commit never changes, so one that was read already need not be read again.
            self._last = snapshot(tip, self._branch.files(tip))
        return self._last

    def known(self) -> Snapshot:
        """The ledger as this object last saw it, without asking the remote again.

        It may be out of date, which costs nothing but a lost race: every change is compared when it is made.
        """
        return self._last if self._last.tip else self.read()

    def compare_and_swap(self, seen: Snapshot, changes: Changes, message: str) -> Snapshot | None:
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


def snapshot(tip: str, files: Mapping[str, bytes]) -> Snapshot:
    """Read a commit's files; those that are no part of a ledger are left alone."""
    entries: dict[RecordKey, Record] = {}
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
            entries[key] = Record.from_json(data)
    return Snapshot(tip, MappingProxyType(entries), MappingProxyType(markers), MappingProxyType(notes))


def _marker(data: bytes) -> datetime:
    """Since when; a marker that can't be read still means that the network is in use."""
    try:
        return datetime.fromisoformat(json.loads(data)["since"])
    except (ValueError, KeyError, TypeError):
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _files(current: Snapshot, changes: Changes) -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {} if current.tip else {README: README_TEXT.encode()}
    for key, entry in changes.entries.items():
        if entry is not None:
            files[key.path] = entry.to_json()
        elif key in current.entries:
            files[key.path] = None
    for network, since in changes.markers.items():
        files[f"{MARKERS}{network}.json"] = (json.dumps({"since": since.isoformat()}) + "\n").encode()
    for name, text in changes.notes.items():
        files[f"{NOTES}{name}.txt"] = f"{text}\n".encode()
    return files


def _changed(before: Snapshot, tip: str, changes: Changes) -> Snapshot:
    entries = dict(before.entries)
    for key, entry in changes.entries.items():
        if entry is None:
            entries.pop(key, None)
        else:
            entries[key] = entry
    return replace(
        before,
        tip=tip,
        entries=MappingProxyType(entries),
        markers=MappingProxyType({**before.markers, **changes.markers}),
        notes=MappingProxyType({**before.notes, **changes.notes}),
    )


def _landed(current: Snapshot, changes: Changes) -> bool:
    """Whether everything we wrote is there."""
    return (
        all(current.entries.get(key) == entry for key, entry in changes.entries.items())
        and all(current.markers.get(name) == since for name, since in changes.markers.items())
        and all(current.notes.get(name) == text for name, text in changes.notes.items())
    )


def _untouched(seen: Snapshot, current: Snapshot, changes: Changes) -> bool:
    """Whether what we want to change is as we saw it."""
    return (
        all(current.entries.get(key) == seen.entries.get(key) for key in changes.entries)
        and all(current.markers.get(name) == seen.markers.get(name) for name in changes.markers)
        and all(current.notes.get(name) == seen.notes.get(name) for name in changes.notes)
    )
