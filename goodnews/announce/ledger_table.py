"""The ledger for people and programs: what stands where."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

from goodnews.announce.ledger import Snapshot
from goodnews.announce.record import State


@dataclass(frozen=True, slots=True)
class Row:
    """One story on one network.

    Attributes:
        story: its identity.
        network: as `announce:` names it.
        state: waiting, claimed, posted, baseline, held, deleted or unrecallable.
        since: when it came to stand there, ISO 8601, UTC.
        link: the post's address, or the story's.
        why: in words, where there is something to say.
    """

    story: str
    network: str
    state: State
    since: str
    link: str
    why: str


def rows(snapshot: Snapshot, *, with_baseline: bool = True) -> tuple[Row, ...]:
    """The ledger, newest first. Recipients are not shown one by one."""
    found = [
        Row(
            key.story,
            key.network,
            entry.state,
            entry.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            entry.post_url or entry.story_url,
            entry.reason,
        )
        for key, entry in snapshot.entries.items()
        if not key.part and (with_baseline or entry.state is not State.BASELINE)
    ]
    return tuple(
        sorted(
            sorted(found, key=lambda row: (row.story, row.network)), key=lambda row: row.since, reverse=True
        )
    )


def as_json(found: Sequence[Row]) -> str:
    """A list of objects with the fields of `Row`."""
    return json.dumps([asdict(row) for row in found], indent=2, ensure_ascii=False)
