"""Claim, check the deadline, post once, record: the one place where anything is posted.

A claim that nobody finished is cleared up here too: look first, and post again only what is certainly not
there, byte for byte. A story for many recipients has a claim for each, in batches. These are files of their
own, named by hashes, until every one is settled; then they are folded into the story's own record.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from goodnews.announce.ledger import LedgerChanges
from goodnews.announce.live_site import NotLive
from goodnews.announce.network import AlreadyPosted, NetworkError, PostDraft, Posted, Rejected
from goodnews.announce.network_run import NetworkRun, claim_of
from goodnews.announce.policy import counts_from, is_expired, is_wanted, local_time_of_expiry
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind
from goodnews.feeds.announce_manifest import Announcement

FINAL = frozenset({State.POSTED, State.HELD, State.BASELINE})


@dataclass(frozen=True, slots=True)
class PendingPost:
    """One post to be made: the exact bytes, the words among them, and what the ledger says now."""

    key: RecordKey
    story: Announcement
    request: str
    text: str
    before: Record | None


def post_once(run: NetworkRun, pending: Sequence[PendingPost]) -> None:
    """Make these posts (one story's), each at most once, and record what came of each."""
    wall, steady = run.clock.now(), run.clock.monotonic()
    claims: dict[RecordKey, Record | None] = {post.key: _claim(run, post, wall) for post in pending}
    where = f"{pending[0].key.story} on {pending[0].key.network}"
    if not run.change(LedgerChanges(claims), f"Claim {where}"):
        run.say("Another run is posting this story.", pending[0].key.story)
        return
    run.posts += 1
    results = {post.key: _result(run, post, run.snapshot.records[post.key], steady) for post in pending}
    if run.change(LedgerChanges(results), f"Result for {where}"):
        return
    for key, record in results.items():
        current = run.snapshot.records.get(key)
        if record and record.state is State.POSTED and not (current and current.id == record.id):
            message = "Posted, but another run took it over meanwhile: see that it stands there once."
            run.trouble(message, key.story, url=record.post_url)


def _claim(run: NetworkRun, post: PendingPost, now: datetime) -> Record:
    before = post.before
    return Record(
        state=State.CLAIMED,
        updated_at=now,
        story_url=post.story.url,
        claim_id=run.clock.nonce(),
        lease_expires_at=now + run.policy.lease,
        first_claimed_at=(before.first_claimed_at if before else None) or now,
        attempts=(before.attempts if before else 0) + 1,
        request=post.request,
        text=post.text,
        counts_from=before.counts_from if before else None,
    )


def _result(run: NetworkRun, post: PendingPost, claim: Record, steady: float) -> Record | None:
    """Post, say what came of it, and give what the ledger is to say; None to forget the claim."""
    story, title, now = post.story.id, post.story.title, run.clock.now
    try:
        posted = _send(run, post, claim, steady)
    except Rejected as error:
        run.stopped = run.stopped or error.stops_run
        run.trouble(f"“{title}” is not posted: {error.reason}", story)
        if not post.key.recipient:
            return claim.as_waiting(error.reason, now())
        # A wrong address stays wrong; what the network could not do just now is given back.
        held = Record(state=State.HELD, updated_at=now(), story_url=post.story.url, reason=error.reason)
        return None if error.stops_run else held
    except NetworkError as error:
        run.stopped = True
        if not run.network.can_find:
            return claim.as_unknown(error.reason, now())
        unclear = claim.changed(reason=error.reason, reported_duplicate=isinstance(error, AlreadyPosted))
        looks = f"The first run after {local_time_of_expiry(unclear)} looks."
        run.trouble(f"“{title}” is perhaps posted: {error.reason} {looks}", story)
        return unclear
    if not post.key.recipient:
        run.say(f"Posted “{title}”.", story, url=posted.url, kind=EventKind.POSTED)
    return claim.as_posted(posted.id, posted.url, now())


def _send(run: NetworkRun, post: PendingPost, claim: Record, steady: float) -> Posted:
    """Post, unless the claim has become too old to be sure that nobody else will take it over."""
    if run.stopped:
        raise Rejected(f"{run.network.label} had trouble just before.", stops_run=True)
    # Two clocks, because one stands still while a laptop sleeps and the other can be set back.
    wall = (run.clock.now() - claim.updated_at).total_seconds()
    if max(run.clock.monotonic() - steady, wall) > run.policy.post_by.total_seconds():
        raise Rejected("It took too long to claim it; the next run tries again.", stops_run=True)
    try:
        return run.network.post(post.request)
    except AlreadyPosted:
        with suppress(NetworkError):
            outcome = run.network.find(claim_of(post.key, claim))
            if isinstance(outcome, Posted):
                return outcome
        raise


def reconcile(run: NetworkRun, key: RecordKey, claim: Record, story: Announcement | None) -> None:
    """Clear up one claim whose lease is over; `story` when it is live and its posts may still go out."""
    now, outcome = run.clock.now(), run.find(key, claim)
    if outcome is None:
        return
    if isinstance(outcome, Record):
        if outcome.state is State.POSTED:
            run.say("Found a post that an earlier run made.", key.story, url=outcome.post_url)
        run.save(key, outcome)
    elif reason := _reason_to_hold(run, claim, story, now):
        run.save(key, claim.as_held(reason, now))
    elif story is None or not is_wanted(story, run.network.name):
        run.save(key, claim.as_waiting("It never went out, and is no longer wanted.", now))
    elif reason := run.reason_to_wait():
        run.say(f"“{story.title}” waits. {reason}", story.id)
    else:
        try:
            run.site.check_page(story)
        except NotLive as error:
            run.trouble(f"“{story.title}” is not posted: {error}", story.id)
        else:
            post_once(run, [PendingPost(key, story, claim.request, claim.text, claim)])


def _reason_to_hold(run: NetworkRun, claim: Record, story: Announcement | None, now: datetime) -> str:
    if claim.reported_duplicate:
        return f"{run.network.label} calls it a duplicate, but it can't be found there."
    if claim.attempts >= run.policy.tries:
        return f"It was tried {claim.attempts} times without a clear answer. {claim.reason}".strip()
    if story and now - counts_from(story, claim) > run.policy.max_age:
        return "It never went out, and is too old to post now."
    return ""


def announce_in_batches(run: NetworkRun, draft: PostDraft) -> None:
    """Send one story to every recipient who has not had it."""
    keys = [run.key(draft.story.id, recipient) for recipient in run.network.recipients(draft.story)]
    _clear_up(run, keys)
    to_do = [key for key in keys if key not in run.snapshot.records]
    size, posts = run.network.batch, run.posts
    for start in range(0, len(to_do), size):
        pending = _pending(run, draft, to_do[start : start + size])
        if run.stopped or not pending:
            break
        post_once(run, pending)
    # However many recipients it has, it is one story.
    run.posts = posts + 1
    _fold(run, draft, keys)


def _pending(run: NetworkRun, draft: PostDraft, keys: list[RecordKey]) -> list[PendingPost]:
    story, text, build = draft.story, draft.words.text, run.network.build_request
    try:
        requests = {key: build(replace(draft, recipient=key.recipient)) for key in keys}
    except NetworkError as error:
        run.stopped = True
        run.trouble(f"Not sent: {error.reason}", story.id)
        return []
    return [PendingPost(key, story, request, text, None) for key, request in requests.items()]


def _clear_up(run: NetworkRun, keys: list[RecordKey]) -> None:
    """Look for messages whose claim ran out; what was never sent is given back."""
    changes: dict[RecordKey, Record | None] = {}
    now = run.clock.now()
    for key in keys:
        claim = run.snapshot.records.get(key)
        if claim is None or claim.state is not State.CLAIMED or not is_expired(claim, now, run.policy):
            continue
        outcome = run.find(key, claim)
        if outcome is None:
            break
        changes[key] = outcome if isinstance(outcome, Record) else None
    if changes:
        run.change(LedgerChanges(changes), f"Look for messages: {keys[0].story}")


def _fold(run: NetworkRun, draft: PostDraft, keys: list[RecordKey]) -> None:
    """When everybody is settled, say so in one record; else remember that it is under way."""
    story, now, records = draft.story, run.clock.now(), run.snapshot.records
    states = [records[key].state if key in records else None for key in keys]
    whole = run.key(story.id)
    if not all(state in FINAL for state in states):
        if whole not in records:
            run.defer(whole, State.WAITING, story.url, "Some recipients have not had it yet.")
        return
    sent = states.count(State.POSTED)
    lost = len(keys) - sent
    text = f"{sent} sent" + (f", {lost} not" if lost else "")
    record = Record(state=State.POSTED, updated_at=now, story_url=story.url, id=f"{sent} messages", text=text)
    parts = {key: None for key in run.snapshot.of_story(run.network.name, story.id) if key.recipient}
    run.change(LedgerChanges({**parts, whole: record}), f"Sent: {story.id}")
    run.say(f"“{story.title}”: {text}.", story.id, kind=EventKind.POSTED)
    if lost:
        run.trouble(f"“{story.title}” did not reach {lost} of its recipients.", story.id)
