"""Claim, check the deadline, post once, record: the one place where anything is posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodnews.announce.ledger import Changes, Snapshot
from goodnews.announce.network import Claim
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.outcome import Duplicate, Posted, PostOutcome, Refused, Unsure
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.story import LONDON

MARGIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class PendingPost:
    """One post to be made.

    Attributes:
        key: of the story on the network, or of one recipient.
        url: the story's address.
        title: the story's, for people.
        request: the exact bytes.
        text: the words among them.
        before: what the ledger says now.
    """

    key: RecordKey
    url: str
    title: str
    request: str
    text: str
    before: Record | None


def attempt(run: NetworkRun, snapshot: Snapshot, jobs: Sequence[PendingPost]) -> Snapshot:
    """Make these posts (one story's), each at most once, and record what came of each."""
    wall, steady = run.clock.now(), run.clock.monotonic()
    claims = {job.key: _claim(run, job, wall) for job in jobs}
    first = jobs[0].key
    claimed = run.ledger.compare_and_swap(
        snapshot, Changes(claims), f"Claim {first.story} on {first.network}"
    )
    if claimed is None:
        run.say(EventKind.NOTE, "Another run is posting this story.", first.story)
        return run.ledger.read()
    run.attempts += 1
    results: dict[RecordKey, Record | None] = {}
    outcomes: dict[RecordKey, PostOutcome] = {}
    for job in jobs:
        outcome = _post(run, job, claims[job.key], wall, steady)
        outcomes[job.key] = outcome
        results[job.key] = _result(run, job, claims[job.key], outcome)
    return _record(run, claimed, jobs, results, outcomes)


def _claim(run: NetworkRun, job: PendingPost, now: datetime) -> Record:
    before = job.before
    return Record(
        state=State.CLAIMED,
        updated_at=now,
        story_url=job.url,
        claim_id=run.clock.nonce(),
        lease_expires_at=now + run.policy.lease,
        first_claimed_at=before.first_claimed_at if before and before.first_claimed_at else now,
        attempts=(before.attempts if before else 0) + 1,
        request=job.request,
        text=job.text,
        counts_from=before.counts_from if before else None,
    )


def _post(run: NetworkRun, job: PendingPost, claim: Record, wall: datetime, steady: float) -> PostOutcome:
    """Post, unless the claim has become too old to be sure that nobody else will take it over."""
    if run.stopped:
        return Refused(f"{run.network.label} had trouble just before.", stop=True)
    # Two clocks, because one stands still while a laptop sleeps and the other can be set back.
    late = max(run.clock.monotonic() - steady, (run.clock.now() - wall).total_seconds())
    if late > run.policy.post_by.total_seconds():
        return Refused("It took too long to claim it; the next run tries again.", stop=True)
    outcome = run.network.post(job.request)
    if isinstance(outcome, Duplicate):
        found = run.network.find(claim_of(job.key, claim))
        outcome = found if isinstance(found, Posted) else outcome
    if isinstance(outcome, Unsure | Duplicate) or (isinstance(outcome, Refused) and outcome.stop):
        run.stopped = True
    return outcome


def _result(run: NetworkRun, job: PendingPost, claim: Record, outcome: PostOutcome) -> Record | None:
    """What the ledger will say."""
    now = run.clock.now()
    if isinstance(outcome, Posted):
        return as_posted(claim, outcome, now)
    if isinstance(outcome, Refused) and not job.key.part:
        return as_waiting(claim, now, outcome.why)
    if isinstance(outcome, Refused):
        # A wrong address stays wrong; what the network could not do just now is given back.
        return (
            None
            if outcome.stop
            else Record(state=State.HELD, updated_at=now, story_url=job.url, reason=outcome.why)
        )
    if not run.network.capabilities.can_find:
        why = f"Nobody can say if it went out. {outcome.why}"
        return claim.changed(state=State.HELD, updated_at=now, reason=why)
    return claim.changed(reason=outcome.why, reported_duplicate=isinstance(outcome, Duplicate))


def _record(
    run: NetworkRun,
    snapshot: Snapshot,
    jobs: Sequence[PendingPost],
    results: dict[RecordKey, Record | None],
    outcomes: dict[RecordKey, PostOutcome],
) -> Snapshot:
    for job in jobs:
        _tell(run, job, outcomes[job.key], results[job.key])
    first = jobs[0].key
    after = run.ledger.compare_and_swap(
        snapshot, Changes(results), f"Result for {first.story} on {first.network}"
    )
    if after is not None:
        return after
    after = run.ledger.read()
    for key, outcome in outcomes.items():
        current = after.entries.get(key)
        if isinstance(outcome, Posted) and not (current and current.id == outcome.id):
            what = "Posted, but another run took it over meanwhile: see that it stands there once."
            run.say(EventKind.TROUBLE, what, key.story, address=outcome.address, needs_person=True)
    return after


def _tell(run: NetworkRun, job: PendingPost, outcome: PostOutcome, entry: Record | None) -> None:
    story = job.key.story
    if isinstance(outcome, Posted):
        if not job.key.part:
            run.say(EventKind.POSTED, f"Posted “{job.title}”.", story, address=outcome.address)
    elif isinstance(outcome, Refused):
        run.say(EventKind.TROUBLE, f"“{job.title}” is not posted: {outcome.why}", story, needs_person=True)
    elif entry and entry.state is State.CLAIMED and entry.lease_expires_at:
        after = (entry.lease_expires_at + MARGIN).astimezone(LONDON)
        what = f"“{job.title}” is perhaps posted: {outcome.why} The first run after {after:%H:%M} looks."
        run.say(EventKind.TROUBLE, what, story, needs_person=True)


def claim_of(key: RecordKey, entry: Record) -> Claim:
    """What a network needs for looking."""
    return Claim(
        key.story, key.part, entry.story_url, entry.request, entry.first_claimed_at or entry.updated_at
    )


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
        post_url=posted.address,
    )


def as_waiting(claim: Record, now: datetime, why: str) -> Record:
    """Certainly not there: the claim is given back, and the bytes with it, for they may have been wrong."""
    return Record(
        state=State.WAITING,
        updated_at=now,
        story_url=claim.story_url,
        reason=why,
        counts_from=claim.counts_from,
    )
