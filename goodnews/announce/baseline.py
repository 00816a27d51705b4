"""The first run over a network: what is live already is recorded, and nothing is posted for it."""

from collections.abc import Sequence
from datetime import datetime

from goodnews.announce.ledger import Changes, Snapshot
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import PRACTICE, is_wanted
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.feeds.announcements import Announcement

WHY = "It was live before this network was used."


def begin(
    run: NetworkRun, snapshot: Snapshot, stories: Sequence[Announcement], *, everything: bool
) -> Snapshot | None:
    """Record what is live as baseline. The practice network keeps its newest story, to show how it looks.

    Args:
        run: this run.
        snapshot: the ledger.
        stories: what is live.
        everything: a person asked for it (`--baseline`): waiting stories too, and no exception.

    Returns:
        the ledger afterwards; None when another run began at the same moment.
    """
    now, name = run.clock.now(), run.network.name
    shown = None if everything or name != PRACTICE else newest(stories, now)
    entries: dict[RecordKey, Record | None] = {}
    for story in stories:
        before = snapshot.entries.get(run.key(story.id))
        if before is None or (everything and before.state is State.WAITING):
            entries[run.key(story.id)] = Record(
                state=State.WAITING if story is shown else State.BASELINE,
                updated_at=now,
                story_url=story.url,
                reason="" if story is shown else WHY,
                counts_from=now if story is shown else None,
            )
    seal = {name: run.network.capabilities.seal} if run.network.capabilities.seal else {}
    after = run.ledger.compare_and_swap(snapshot, Changes(entries, {name: now}, seal), f"Begin with {name}")
    if after is None:
        run.say(EventKind.NOTE, "Another run is beginning at this moment; this one leaves it to that.")
        return None
    run.say(EventKind.BASELINE, _tell(run, shown, len(entries), now))
    return after


def _tell(run: NetworkRun, shown: Announcement | None, count: int, now: datetime) -> str:
    count -= 1 if shown else 0
    stories_are = "1 story is" if count == 1 else f"{count} stories are"
    if shown is None:
        return f"{stories_are} recorded as already announced; nothing is posted for them."
    is_old = now - shown.published > run.policy.max_age
    aged = " (it is older than a week, but it is the newest there is)" if is_old else ""
    return (
        f"First rehearsal: {stories_are} recorded as already announced; "
        f"the newest, “{shown.title}”, is posted to show how it looks{aged}."
    )


def newest(stories: Sequence[Announcement], now: datetime) -> Announcement | None:
    """The story that a first rehearsal shows."""
    wanted = [each for each in stories if is_wanted(each, PRACTICE) and each.published <= now]
    return max(wanted, key=lambda each: (each.published, each.id), default=None)
