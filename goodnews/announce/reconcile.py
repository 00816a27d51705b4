"""Claims that nobody finished: look first; post again only what is certainly not there, byte for byte."""

from datetime import datetime

from goodnews.announce.ledger import LedgerSnapshot
from goodnews.announce.live_site import NotLive
from goodnews.announce.network import Posted
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import counts_from, is_wanted
from goodnews.announce.post import PendingPost, as_posted, as_unknown, as_waiting, post_once
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.feeds.announce_manifest import Announcement


def reconcile(
    run: NetworkRun, snapshot: LedgerSnapshot, key: RecordKey, claim: Record, story: Announcement | None
) -> LedgerSnapshot:
    """Clear up one claim whose lease is over.

    Args:
        run: this run.
        snapshot: the ledger.
        key: whose claim.
        claim: the claim.
        story: the story, when it is live and its posts may still go out.
    """
    now = run.clock.now()
    if not run.network.capabilities.can_find:
        return run.save(snapshot, key, as_unknown(claim, now, claim.reason))
    found = run.find(key, claim)
    if found is None:
        return snapshot
    if isinstance(found, Posted):
        run.say(EventKind.FOUND, "Found a post that an earlier run made.", key.story, url=found.url)
        return run.save(snapshot, key, as_posted(claim, found, now))
    held = _reason_to_hold(run, claim, story, now)
    if held:
        return run.save(snapshot, key, claim.changed(state=State.HELD, updated_at=now, reason=held))
    if story is None or not is_wanted(story, run.network.name):
        return run.save(snapshot, key, as_waiting(claim, now, "It never went out, and is no longer wanted."))
    return _again(run, snapshot, key, claim, story)


def _again(
    run: NetworkRun, snapshot: LedgerSnapshot, key: RecordKey, claim: Record, story: Announcement
) -> LedgerSnapshot:
    """Certainly not there: once more, the same bytes."""
    reason = run.reason_to_wait()
    if reason:
        run.say(EventKind.WAITING, f"“{story.title}” waits. {reason}", story.id)
        return snapshot
    try:
        run.site.check_page(story)
    except NotLive as error:
        run.trouble(f"“{story.title}” is not posted: {error}", story.id)
        return snapshot
    pending = PendingPost(key, story.url, story.title, claim.request, claim.text, claim)
    return post_once(run, snapshot, [pending])


def _reason_to_hold(run: NetworkRun, claim: Record, story: Announcement | None, now: datetime) -> str:
    if claim.reported_duplicate:
        return f"{run.network.label} calls it a duplicate, but it can't be found there."
    if claim.attempts >= run.policy.tries:
        return f"It was tried {claim.attempts} times without a clear answer. {claim.reason}".strip()
    if story and now - counts_from(story, claim) > run.policy.max_age:
        return "It never went out, and is too old to post now."
    return ""
