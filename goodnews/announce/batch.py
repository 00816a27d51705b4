"""One story to many recipients: a claim for each, in batches, then one line that it is done.

While a story is on its way its recipients are files of their own, named by hashes; once every one of them
is settled they are folded into the story's own record, so that the ledger stays small.
"""

from goodnews.announce.ledger import LedgerChanges
from goodnews.announce.network import NetworkError, PostDraft, Posted
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import is_expired
from goodnews.announce.post import PendingPost, as_unknown, post_once
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind

FINAL = frozenset({State.POSTED, State.HELD, State.BASELINE})


def announce_in_batches(run: NetworkRun, draft: PostDraft) -> None:
    """Send one story to every recipient who has not had it."""
    keys = [run.key(draft.story.id, recipient) for recipient in run.network.recipients(draft.story)]
    _clear_up(run, keys)
    to_do = [key for key in keys if key not in run.snapshot.records]
    size, posts = run.network.capabilities.batch, run.posts
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
        return [PendingPost(key, story, build(draft, key.recipient), text, None) for key in keys]
    except NetworkError as error:
        run.stopped = True
        run.trouble(f"Not sent: {error.reason}", story.id)
        return []


def _clear_up(run: NetworkRun, keys: list[RecordKey]) -> None:
    """Look for messages whose claim ran out; what was never sent is given back."""
    changes: dict[RecordKey, Record | None] = {}
    now = run.clock.now()
    for key in keys:
        claim = run.snapshot.records.get(key)
        if claim is None or claim.state is not State.CLAIMED or not is_expired(claim, now, run.policy):
            continue
        if not run.network.capabilities.can_find:
            changes[key] = as_unknown(claim, now, claim.reason)
            continue
        outcome = run.find(key, claim)
        if outcome is None:
            break
        changes[key] = claim.as_posted(outcome.id, outcome.url, now) if isinstance(outcome, Posted) else None
    if changes:
        run.change(LedgerChanges(changes), f"Look for messages: {keys[0].story}")


def _fold(run: NetworkRun, draft: PostDraft, keys: list[RecordKey]) -> None:
    """When everybody is settled, say so in one record; else remember that it is under way."""
    story, now, records = draft.story, run.clock.now(), run.snapshot.records
    states = [records[key].state if key in records else None for key in keys]
    whole = run.key(story.id)
    if not all(state in FINAL for state in states):
        if whole not in records:
            run.note(whole, State.WAITING, story.url, "Some recipients have not had it yet.")
        return
    sent = states.count(State.POSTED)
    lost = len(keys) - sent
    text = f"{sent} sent" + (f", {lost} not" if lost else "")
    record = Record(state=State.POSTED, updated_at=now, story_url=story.url, id=f"{sent} messages", text=text)
    parts = {key: None for key in run.snapshot.of_story(run.network.name, story.id) if key.recipient}
    run.change(LedgerChanges({**parts, whole: record}), f"Sent: {story.id}")
    run.say(EventKind.POSTED, f"“{story.title}”: {text}.", story.id)
    if lost:
        run.trouble(f"“{story.title}” did not reach {lost} of its recipients.", story.id)
