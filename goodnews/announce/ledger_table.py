"""The ledger for people and programs: what stands where."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

from goodnews.announce.ledger import LedgerSnapshot
from goodnews.announce.record import State


@dataclass(frozen=True, slots=True)
class LedgerRow:
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


def rows(snapshot: LedgerSnapshot, *, with_baseline: bool = True) -> tuple[LedgerRow, ...]:
    """The ledger, newest first. Recipients are not shown one by one."""
    table = [
        LedgerRow(
            key.story,
            key.network,
            record.state,
            record.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            record.post_url or record.story_url,
            record.reason,
        )
        for key, record in snapshot.records.items()
        if not key.recipient and (with_baseline or record.state is not State.BASELINE)
    ]
    return tuple(
        sorted(
            sorted(table, key=lambda row: (row.story, row.network)), key=lambda row: row.since, reverse=True
        )
    )


def as_json(table: Sequence[LedgerRow]) -> str:
    """A list of objects with the fields of `LedgerRow`."""
    return json.dumps([asdict(row) for row in table], indent=2, ensure_ascii=False)
