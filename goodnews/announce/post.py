"""Claim, check the deadline, post once, record: the one place where anything is posted."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from goodnews.announce.ledger import LedgerChanges, LedgerSnapshot
from goodnews.announce.network import AlreadyPosted, NetworkError, Posted, Rejected
from goodnews.announce.network_run import NetworkRun, claim_of
from goodnews.announce.policy import local_time_of_expiry
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind


@dataclass(frozen=True, slots=True)
class PendingPost:
    """One post to be made.

    Attributes:
        key: of the story on the network, or of one recipient.
        story_url: the story's address.
        title: the story's, for people.
        request: the exact bytes.
        text: the words among them.
        before: what the ledger says now.
    """

    key: RecordKey
    story_url: str
    title: str
    request: str
    text: str
    before: Record | None


def post_once(run: NetworkRun, snapshot: LedgerSnapshot, pending: Sequence[PendingPost]) -> LedgerSnapshot:
    """Make these posts (one story's), each at most once, and record what came of each."""
    wall, steady = run.clock.now(), run.clock.monotonic()
    claims: dict[RecordKey, Record | None] = {post.key: _claim(run, post, wall) for post in pending}
    where = f"{pending[0].key.story} on {pending[0].key.network}"
    claimed = run.ledger.compare_and_swap(snapshot, LedgerChanges(claims), f"Claim {where}")
    if claimed is None:
        run.say(EventKind.NOTE, "Another run is posting this story.", pending[0].key.story)
        return run.ledger.read()
    run.posts += 1
    results: dict[RecordKey, Record | None] = {}
    for post in pending:
        results[post.key] = _result(run, post, claimed.records[post.key], wall, steady)
    after = run.ledger.compare_and_swap(claimed, LedgerChanges(results), f"Result for {where}")
    if after is not None:
        return after
    after = run.ledger.read()
    for key, record in results.items():
        current = after.records.get(key)
        if record and record.state is State.POSTED and not (current and current.id == record.id):
            message = "Posted, but another run took it over meanwhile: see that it stands there once."
            run.trouble(message, key.story, url=record.post_url)
    return after


def _claim(run: NetworkRun, post: PendingPost, now: datetime) -> Record:
    before = post.before
    return Record(
        state=State.CLAIMED,
        updated_at=now,
        story_url=post.story_url,
        claim_id=run.clock.nonce(),
        lease_expires_at=now + run.policy.lease,
        first_claimed_at=(before.first_claimed_at if before else None) or now,
        attempts=(before.attempts if before else 0) + 1,
        request=post.request,
        text=post.text,
        counts_from=before.counts_from if before else None,
    )


def _result(
    run: NetworkRun, post: PendingPost, claim: Record, wall: datetime, steady: float
) -> Record | None:
    """Post, say what came of it, and give what the ledger is to say; None to forget the claim."""
    story, now = post.key.story, run.clock.now
    try:
        posted = _send(run, post, claim, wall, steady)
    except Rejected as error:
        run.stopped = run.stopped or error.stops_run
        run.trouble(f"“{post.title}” is not posted: {error.reason}", story)
        if not post.key.recipient:
            return as_waiting(claim, now(), error.reason)
        # A wrong address stays wrong; what the network could not do just now is given back.
        held = Record(state=State.HELD, updated_at=now(), story_url=post.story_url, reason=error.reason)
        return None if error.stops_run else held
    except NetworkError as error:
        run.stopped = True
        if not run.network.capabilities.can_find:
            return as_unknown(claim, now(), error.reason)
        unclear = claim.changed(reason=error.reason, reported_duplicate=isinstance(error, AlreadyPosted))
        looks = f"The first run after {local_time_of_expiry(unclear)} looks."
        run.trouble(f"“{post.title}” is perhaps posted: {error.reason} {looks}", story)
        return unclear
    if not post.key.recipient:
        run.say(EventKind.POSTED, f"Posted “{post.title}”.", story, url=posted.url)
    return as_posted(claim, posted, now())


def _send(run: NetworkRun, post: PendingPost, claim: Record, wall: datetime, steady: float) -> Posted:
    """Post, unless the claim has become too old to be sure that nobody else will take it over."""
    if run.stopped:
        raise Rejected(f"{run.network.label} had trouble just before.", stops_run=True)
    # Two clocks, because one stands still while a laptop sleeps and the other can be set back.
    late = max(run.clock.monotonic() - steady, (run.clock.now() - wall).total_seconds())
    if late > run.policy.post_by.total_seconds():
        raise Rejected("It took too long to claim it; the next run tries again.", stops_run=True)
    try:
        return run.network.post(post.request)
    except AlreadyPosted:
        with suppress(NetworkError):
            found = run.network.find(claim_of(post.key, claim))
            if isinstance(found, Posted):
                return found
        raise


def as_posted(claim: Record, posted: Posted, now: datetime) -> Record:
    """The claim came true. The bytes are no longer needed; the words are kept for people."""
    return Record(
        state=State.POSTED,
        updated_at=now,
        story_url=claim.story_url,
        first_claimed_at=claim.first_claimed_at,
        attempts=claim.attempts,
        text=claim.text,
        id=posted.id,
        post_url=posted.url,
    )


def as_waiting(claim: Record, now: datetime, reason: str) -> Record:
    """Certainly not there: the claim is given back, and the bytes with it, for they may have been wrong."""
    return Record(
        state=State.WAITING,
        updated_at=now,
        story_url=claim.story_url,
        reason=reason,
        counts_from=claim.counts_from,
    )


def as_unknown(claim: Record, now: datetime, reason: str) -> Record:
    """It may be there, and this network can't be asked: a person has to look."""
    reason = f"Nobody can say if it went out. {reason}".strip()
    return claim.changed(state=State.HELD, updated_at=now, reason=reason)
