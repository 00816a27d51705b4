"""The first run over a network: what is live by then counts as announced, and nothing is posted for it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from goodnews.announce.ledger import LedgerChanges, LedgerSnapshot
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import PRACTICE, newest
from goodnews.announce.record import Record, RecordKey, State
from goodnews.feeds.announce_manifest import Announcement

WHY = "It was live before this network was used."


def begin(run: NetworkRun, stories: Sequence[Announcement], *, everything: bool) -> bool:
    """Record what is live as baseline; False when another run began at the same moment.

    The practice network keeps its newest story, to show how it looks. `everything` is a person's word
    (`--baseline`): waiting stories too, and no exception.
    """
    now, name = run.clock.now(), run.network.name
    shown = None if everything or name != PRACTICE else newest(stories, now)
    records: dict[RecordKey, Record | None] = {}
    for story in stories:
        before = run.snapshot.records.get(run.key(story.id))
        if before is None or (everything and before.state is State.WAITING):
            record = _baseline(story, now)
            if story is shown:
                record = record.changed(state=State.WAITING, reason="", counts_from=now)
            records[run.key(story.id)] = record
    fingerprint = run.network.key_fingerprint
    changes = LedgerChanges(records, {name: now}, {name: fingerprint} if fingerprint else {})
    if not run.change(changes, f"Begin with {name}"):
        run.say("Another run is beginning at this moment; this one leaves it to that.")
        return False
    run.say(_baseline_line(run, shown, len(records), now))
    return True


def baseline_everywhere(
    snapshot: LedgerSnapshot, stories: Sequence[Announcement], now: datetime
) -> dict[RecordKey, Record | None]:
    """What is live as baseline on every network that was ever in use, switched on here or not.

    For a ledger that was set back: what the other networks had posted since is forgotten as well.
    """
    records: dict[RecordKey, Record | None] = {}
    for network in snapshot.markers:
        for story in stories:
            with suppress(ValueError):
                before = snapshot.records.get(key := RecordKey(network, story.id))
                if before is None or before.state is State.WAITING:
                    records[key] = _baseline(story, now)
    return records


def _baseline(story: Announcement, now: datetime) -> Record:
    return Record(state=State.BASELINE, updated_at=now, story_url=story.url, reason=WHY)


def _baseline_line(run: NetworkRun, shown: Announcement | None, count: int, now: datetime) -> str:
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
