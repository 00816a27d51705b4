"""A withdrawn story is taken back on every network whose API allows it, and recorded; failures come again."""

from goodnews.announce.ledger import Changes, Snapshot
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.outcome import CannotRecall, CannotTell, Gone, Posted, Unsure
from goodnews.announce.policy import is_expired
from goodnews.announce.post import as_posted, claim_of
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.feeds.announcements import TakenBack

SOON = "may be being posted at this moment. Run this again in half an hour."
UNKNOWN = "nobody knows if it was posted. Look there, and delete it by hand."
NOT_FOUND = "It was withdrawn; a post that may have been made was not found."


def delete_posts(run: NetworkRun, snapshot: Snapshot, story: TakenBack) -> Snapshot:
    """Delete what was posted of one withdrawn story.

    The site itself has let go of it already: it is read from the live site that it is withdrawn.
    """
    entries = snapshot.of_network(run.network.name)
    for key, entry in sorted((key, entry) for key, entry in entries.items() if key.story == story.id):
        if entry.state is State.CLAIMED:
            snapshot = _claimed(run, snapshot, key, entry)
        elif entry.state is State.POSTED:
            snapshot = _delete(run, snapshot, key, entry)
        elif entry.state is State.HELD:
            _tell(run, key, UNKNOWN)
    return snapshot


def _claimed(run: NetworkRun, snapshot: Snapshot, key: RecordKey, entry: Record) -> Snapshot:
    """Somebody may have posted it: look first."""
    if not is_expired(entry, run.clock.now(), run.policy):
        _tell(run, key, SOON)
        return snapshot
    found = run.network.find(claim_of(key, entry))
    now = run.clock.now()
    if isinstance(found, Posted):
        posted = as_posted(entry, found, now)
        return _delete(run, run.settle(snapshot, key, posted), key, posted)
    if isinstance(found, Unsure):
        _tell(run, key, f"perhaps it is posted, and it can't be looked for: {found.why}")
        return snapshot
    if isinstance(found, CannotTell):
        _tell(run, key, UNKNOWN)
        why = f"Nobody can say if it went out. {found.why}"
        return run.settle(snapshot, key, entry.changed(state=State.HELD, updated_at=now, reason=why))
    return run.settle(snapshot, key, _ended(entry, State.DELETED, NOT_FOUND, run))


def _delete(run: NetworkRun, snapshot: Snapshot, key: RecordKey, entry: Record) -> Snapshot:
    outcome = run.network.delete(entry.id)
    if isinstance(outcome, Gone):
        run.say(EventKind.DELETED, f"Deleted the post about {key.story}.", key.story)
        return run.settle(snapshot, key, _ended(entry, State.DELETED, "The story was withdrawn.", run))
    if isinstance(outcome, CannotRecall):
        run.say(EventKind.KEPT, f"{key.story} is withdrawn, but {outcome.why}", key.story)
        return run.settle(snapshot, key, _ended(entry, State.UNRECALLABLE, outcome.why, run))
    _tell(run, key, f"its post is not deleted: {outcome.why} The next run tries again.", entry.post_url)
    if entry.delete_error == outcome.why:
        return snapshot
    changes = Changes({key: entry.changed(delete_error=outcome.why)})
    after = run.ledger.compare_and_swap(snapshot, changes, f"Not deleted: {key.story} on {key.network}")
    return run.ledger.read() if after is None else after


def _ended(entry: Record, state: State, why: str, run: NetworkRun) -> Record:
    """Nothing of the words stays behind."""
    return entry.changed(
        state=state, updated_at=run.clock.now(), reason=why, request="", text="", delete_error=""
    )


def _tell(run: NetworkRun, key: RecordKey, what: str, address: str = "") -> None:
    text = f"{key.story} is withdrawn, but {what}"
    run.say(EventKind.TROUBLE, text, key.story, address=address, needs_person=True)
