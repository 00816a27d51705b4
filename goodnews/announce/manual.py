"""A person's word about an announcement that is held: it went out, or it may go out."""

from datetime import datetime

from goodnews.announce.record import Record, State
from goodnews.problems import CommandError


def release(record: Record | None, now: datetime) -> Record:
    """Let it be posted by the next run, and count as new from now.

    Raises:
        CommandError: there is nothing held.
    """
    held = _held(record)
    return Record(
        state=State.WAITING,
        updated_at=now,
        story_url=held.story_url,
        reason="Released by a person.",
        counts_from=now,
        first_claimed_at=held.first_claimed_at,
    )


def mark_posted(record: Record | None, now: datetime, post: str = "", address: str = "") -> Record:
    """Record that it is out.

    Args:
        record: what the ledger says.
        now: aware.
        post: the network's id, so that it can be deleted one day.
        address: where people see it.

    Raises:
        CommandError: there is nothing held.
    """
    held = _held(record)
    return Record(
        state=State.POSTED,
        updated_at=now,
        story_url=held.story_url,
        first_claimed_at=held.first_claimed_at,
        text=held.text,
        id=post,
        post_url=address,
        reason="Marked by a person.",
    )


def _held(record: Record | None) -> Record:
    if record is None or record.state is not State.HELD:
        state = record.state if record else "not recorded there at all"
        raise CommandError(
            f"Only what is held can be settled by hand; this is {state}.",
            "`./inv announced` shows where everything stands. Nothing was changed.",
        )
    return record
