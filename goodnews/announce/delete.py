"""A withdrawn story is taken back on every network whose API allows it, and recorded; failures come again."""

from goodnews.announce.ledger import LedgerChanges, LedgerSnapshot
from goodnews.announce.network import NetworkError, Posted
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import is_expired
from goodnews.announce.post import as_posted, as_unknown
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.feeds.announce_manifest import WithdrawnStory

SOON = "may be being posted at this moment. Run this again in half an hour."
UNKNOWN = "nobody knows if it was posted. Look there, and delete it by hand."
NOT_FOUND = "It was withdrawn; a post that may have been made was not found."
LASTS = "what was sent can't be recalled."


def delete_posts(run: NetworkRun, snapshot: LedgerSnapshot, story: WithdrawnStory) -> LedgerSnapshot:
    """Delete what was posted of one withdrawn story.

    The site itself has let go of it already: it is read from the live site that it is withdrawn.
    """
    for key, record in snapshot.of_story(run.network.name, story.id).items():
        if record.state is State.CLAIMED:
            snapshot = _clear_up(run, snapshot, key, record)
        elif record.state is State.POSTED:
            snapshot = _delete(run, snapshot, key, record)
        elif record.state is State.HELD and record.was_claimed:
            _tell(run, key, UNKNOWN)
    return snapshot


def _clear_up(run: NetworkRun, snapshot: LedgerSnapshot, key: RecordKey, claim: Record) -> LedgerSnapshot:
    """Somebody may have posted it: look first."""
    now = run.clock.now()
    if not is_expired(claim, now, run.policy):
        _tell(run, key, SOON)
        return snapshot
    if not run.network.capabilities.can_find:
        _tell(run, key, UNKNOWN)
        return run.save(snapshot, key, as_unknown(claim, now, claim.reason))
    found = run.find(key, claim)
    if found is None:
        return snapshot
    if isinstance(found, Posted):
        posted = as_posted(claim, found, now)
        return _delete(run, run.save(snapshot, key, posted), key, posted)
    return run.save(snapshot, key, _ended(run, claim, State.DELETED, NOT_FOUND))


def _delete(run: NetworkRun, snapshot: LedgerSnapshot, key: RecordKey, record: Record) -> LedgerSnapshot:
    if not run.network.capabilities.can_delete:
        run.say(EventKind.KEPT, f"{key.story} is withdrawn, but {LASTS}", key.story)
        return run.save(snapshot, key, _ended(run, record, State.UNRECALLABLE, LASTS.capitalize()))
    try:
        run.network.delete(record.id)
    except NetworkError as error:
        _tell(run, key, f"its post is not deleted: {error.reason} The next run tries again.", record.post_url)
        if record.delete_error == error.reason:
            return snapshot
        changes = LedgerChanges({key: record.changed(delete_error=error.reason)})
        return run.change(snapshot, changes, f"Not deleted: {key.story} on {key.network}")
    run.say(EventKind.DELETED, f"Deleted the post about {key.story}.", key.story)
    return run.save(snapshot, key, _ended(run, record, State.DELETED, "The story was withdrawn."))


def _ended(run: NetworkRun, record: Record, state: State, reason: str) -> Record:
    """Nothing of the words stays behind."""
    now = run.clock.now()
    return record.changed(state=state, updated_at=now, reason=reason, request="", text="", delete_error="")


def _tell(run: NetworkRun, key: RecordKey, message: str, url: str = "") -> None:
    run.trouble(f"{key.story} is withdrawn, but {message}", key.story, url=url)
