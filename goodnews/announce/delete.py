"""A withdrawn story is taken back on every network whose API allows it, and recorded; failures come again."""

from goodnews.announce.ledger import LedgerChanges
from goodnews.announce.network import NetworkError
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import is_expired
from goodnews.announce.record import Record, RecordKey, State
from goodnews.feeds.announce_manifest import WithdrawnStory

SOON = "may be being posted at this moment. Run this again in half an hour."
UNKNOWN = "nobody knows if it was posted. Look there, and delete it by hand."
NOT_FOUND = "It was withdrawn; a post that may have been made was not found."
LASTS = "what was sent can't be recalled."


def delete_posts(run: NetworkRun, story: WithdrawnStory) -> None:
    """Delete what was posted of one withdrawn story; the live site has let go of it already."""
    for key, record in run.snapshot.of_story(run.network.name, story.id).items():
        if record.state is State.CLAIMED:
            _clear_up(run, key, record)
        else:
            _delete_or_tell(run, key, record)


def _delete_or_tell(run: NetworkRun, key: RecordKey, record: Record) -> None:
    if record.state is State.POSTED:
        _delete(run, key, record)
    elif record.state is State.HELD and record.was_claimed:
        _tell(run, key, UNKNOWN)


def _clear_up(run: NetworkRun, key: RecordKey, claim: Record) -> None:
    """Somebody may have posted it: look first."""
    if not is_expired(claim, run.clock.now(), run.policy):
        _tell(run, key, SOON)
        return
    outcome = run.find(key, claim)
    if isinstance(outcome, Record):
        run.save(key, outcome)
        _delete_or_tell(run, key, outcome)
    elif outcome:
        _end(run, key, claim, State.DELETED, NOT_FOUND)


def _delete(run: NetworkRun, key: RecordKey, record: Record) -> None:
    if not run.network.can_delete:
        run.say(f"{key.story} is withdrawn, but {LASTS}", key.story)
        _end(run, key, record, State.UNRECALLABLE, LASTS.capitalize())
        return
    try:
        run.network.delete(record.id)
    except NetworkError as error:
        _tell(run, key, f"its post is not deleted: {error.reason} The next run tries again.", record.post_url)
        if record.delete_error != error.reason:
            changes = LedgerChanges({key: record.changed(delete_error=error.reason)})
            run.change(changes, f"Not deleted: {key.story} on {key.network}")
    else:
        run.say(f"Deleted the post about {key.story}.", key.story)
        _end(run, key, record, State.DELETED, "The story was withdrawn.")


def _end(run: NetworkRun, key: RecordKey, record: Record, state: State, reason: str) -> None:
    """Nothing of the words stays behind."""
    now, gone = run.clock.now(), {"request": "", "text": "", "delete_error": ""}
    run.save(key, record.changed(state=state, updated_at=now, reason=reason, **gone))


def _tell(run: NetworkRun, key: RecordKey, message: str, url: str = "") -> None:
    run.trouble(f"{key.story} is withdrawn, but {message}", key.story, url=url)
