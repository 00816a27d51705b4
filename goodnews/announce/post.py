"""Claim, check the deadline, post once, record: the one place where anything is posted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from goodnews.announce.ledger import Changes, Snapshot
from goodnews.announce.network import Claimed
from goodnews.announce.network_run import Run
from goodnews.announce.outcome import Duplicate, Posted, PostOutcome, Refused, Unsure
from goodnews.announce.record import Entry, Key, State
from goodnews.announce.report import Kind
from goodnews.story import LONDON

MARGIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Job:
    """One post to be made.

    Attributes:
        key: of the story on the network, or of one recipient.
        url: the story's address.
        title: the story's, for people.
        request: the exact bytes.
        text: the words among them.
        before: what the ledger says now.
    """

    key: Key
    url: str
    title: str
    request: str
    text: str
    before: Entry | None


def attempt(run: Run, snapshot: Snapshot, jobs: Sequence[Job]) -> Snapshot:
    """Make these posts (one story's), each at most once, and record what came of each."""
    wall, steady = run.clock.now(), run.clock.monotonic()
    claims = {job.key: _claim(run, job, wall) for job in jobs}
    first = jobs[0].key
    claimed = run.ledger.swap(snapshot, Changes(claims), f"Claim {first.story} on {first.network}")
    if claimed is None:
        run.say(Kind.NOTE, "Another run is posting this story.", first.story)
        return run.ledger.read()
    run.attempts += 1
    results: dict[Key, Entry | None] = {}
    outcomes: dict[Key, PostOutcome] = {}
    for job in jobs:
        outcome = _post(run, job, claims[job.key], wall, steady)
        outcomes[job.key] = outcome
        results[job.key] = _result(run, job, claims[job.key], outcome)
    return _record(run, claimed, jobs, results, outcomes)


def _claim(run: Run, job: Job, now: datetime) -> Entry:
    before = job.before
    return Entry(
        state=State.CLAIMED,
        since=now,
        url=job.url,
        nonce=run.clock.nonce(),
        until=now + run.policy.lease,
        first=before.first if before and before.first else now,
        tries=(before.tries if before else 0) + 1,
        request=job.request,
        text=job.text,
        fresh=before.fresh if before else None,
    )


def _post(run: Run, job: Job, claim: Entry, wall: datetime, steady: float) -> PostOutcome:
    """Post, unless the claim has become too old to be sure that nobody else will take it over."""
    if run.stopped:
        return Refused(f"{run.network.label} had trouble just before.", stop=True)
    # Two clocks, because one stands still while a laptop sleeps and the other can be set back.
    late = max(run.clock.monotonic() - steady, (run.clock.now() - wall).total_seconds())
    if late > run.policy.post_by.total_seconds():
        return Refused("It took too long to claim it; the next run tries again.", stop=True)
    outcome = run.network.post(job.request)
    if isinstance(outcome, Duplicate):
        found = run.network.find(as_claimed(job.key, claim))
        outcome = found if isinstance(found, Posted) else outcome
    if isinstance(outcome, Unsure | Duplicate) or (isinstance(outcome, Refused) and outcome.stop):
        run.stopped = True
    return outcome


def _result(run: Run, job: Job, claim: Entry, outcome: PostOutcome) -> Entry | None:
    """What the ledger will say."""
    now = run.clock.now()
    if isinstance(outcome, Posted):
        return as_posted(claim, outcome, now)
    if isinstance(outcome, Refused) and not job.key.part:
        return as_waiting(claim, now, outcome.why)
    if isinstance(outcome, Refused):
        # A wrong address stays wrong; what the network could not do just now is given back.
        return None if outcome.stop else Entry(state=State.HELD, since=now, url=job.url, why=outcome.why)
    if not run.network.limits.can_find:
        why = f"Nobody can say if it went out. {outcome.why}"
        return replace(claim, state=State.HELD, since=now, why=why)
    return replace(claim, why=outcome.why, doubted=isinstance(outcome, Duplicate))


def _record(
    run: Run,
    snapshot: Snapshot,
    jobs: Sequence[Job],
    results: dict[Key, Entry | None],
    outcomes: dict[Key, PostOutcome],
) -> Snapshot:
    for job in jobs:
        _tell(run, job, outcomes[job.key], results[job.key])
    first = jobs[0].key
    after = run.ledger.swap(snapshot, Changes(results), f"Result for {first.story} on {first.network}")
    if after is not None:
        return after
    after = run.ledger.read()
    for key, outcome in outcomes.items():
        current = after.entries.get(key)
        if isinstance(outcome, Posted) and not (current and current.id == outcome.id):
            what = "Posted, but another run took it over meanwhile: see that it stands there once."
            run.say(Kind.TROUBLE, what, key.story, address=outcome.address, needs_person=True)
    return after


def _tell(run: Run, job: Job, outcome: PostOutcome, entry: Entry | None) -> None:
    story = job.key.story
    if isinstance(outcome, Posted):
        if not job.key.part:
            run.say(Kind.POSTED, f"Posted “{job.title}”.", story, address=outcome.address)
    elif isinstance(outcome, Refused):
        run.say(Kind.TROUBLE, f"“{job.title}” is not posted: {outcome.why}", story, needs_person=True)
    elif entry and entry.state is State.CLAIMED and entry.until:
        after = (entry.until + MARGIN).astimezone(LONDON)
        what = f"“{job.title}” is perhaps posted: {outcome.why} The first run after {after:%H:%M} looks."
        run.say(Kind.TROUBLE, what, story, needs_person=True)


def as_claimed(key: Key, entry: Entry) -> Claimed:
    """What a network needs for looking."""
    return Claimed(key.story, key.part, entry.url, entry.request, entry.first or entry.since)


def as_posted(claim: Entry, posted: Posted, now: datetime) -> Entry:
    """The claim came true. The bytes are no longer needed; the words are kept for people."""
    return Entry(
        state=State.POSTED,
        since=now,
        url=claim.url,
        first=claim.first,
        tries=claim.tries,
        text=claim.text,
        id=posted.id,
        address=posted.address,
    )


def as_waiting(claim: Entry, now: datetime, why: str) -> Entry:
    """Certainly not there: the claim is given back, and the bytes with it, for they may have been wrong."""
    return Entry(state=State.WAITING, since=now, url=claim.url, why=why, fresh=claim.fresh)
