"""Claims that nobody finished: look first; post again only what is certainly not there, byte for byte."""

from datetime import datetime

from goodnews.announce.ledger import Snapshot
from goodnews.announce.live_site import NotLive
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.outcome import Absent, CannotTell, Posted, Unsure
from goodnews.announce.policy import counts_from, is_wanted
from goodnews.announce.post import PendingPost, as_posted, as_waiting, attempt, claim_of
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.feeds.announcements import Announcement


def reconcile(
    run: NetworkRun, snapshot: Snapshot, key: RecordKey, entry: Record, story: Announcement | None
) -> Snapshot:
    """Clear up one claim whose lease is over.

    Args:
        run: this run.
        snapshot: the ledger.
        key: whose claim.
        entry: the claim.
        story: the story, when it is live and its posts may still go out.
    """
    now = run.clock.now()
    found = run.network.find(claim_of(key, entry))
    if isinstance(found, Posted):
        run.say(EventKind.FOUND, "Found a post that an earlier run made.", key.story, address=found.address)
        return run.settle(snapshot, key, as_posted(entry, found, now))
    if isinstance(found, Unsure):
        run.stopped = True
        what = f"{key.story} is perhaps posted, and can't be looked for: {found.why}"
        run.say(EventKind.TROUBLE, what, key.story, needs_person=True)
        return snapshot
    held = _reason_to_hold(run, entry, story, found, now)
    if held:
        return run.settle(snapshot, key, entry.changed(state=State.HELD, updated_at=now, reason=held))
    if story is None or not is_wanted(story, run.network.name):
        return run.settle(
            snapshot, key, as_waiting(entry, now, "It never went out, and is no longer wanted.")
        )
    return _again(run, snapshot, key, entry, story)


def _again(
    run: NetworkRun, snapshot: Snapshot, key: RecordKey, entry: Record, story: Announcement
) -> Snapshot:
    """Certainly not there: once more, the same bytes."""
    if run.reason_to_wait():
        return snapshot
    try:
        run.site.check_page(story)
    except NotLive as error:
        run.say(EventKind.TROUBLE, f"“{story.title}” is not posted: {error}", story.id, needs_person=True)
        return snapshot
    job = PendingPost(key, story.url, story.title, entry.request, entry.text, entry)
    return attempt(run, snapshot, [job])


def _reason_to_hold(
    run: NetworkRun, entry: Record, story: Announcement | None, found: Absent | CannotTell, now: datetime
) -> str:
    if isinstance(found, CannotTell):
        return f"Nobody can say if it went out. {found.why}"
    if entry.reported_duplicate:
        return f"{run.network.label} calls it a duplicate, but it can't be found there."
    if entry.attempts >= run.policy.tries:
        return f"It was tried {entry.attempts} times without a clear answer. {entry.reason}".strip()
    if story and now - counts_from(story, entry) > run.policy.max_age:
        return "It never went out, and is too old to post now."
    return ""
