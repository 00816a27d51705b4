"""One story to many recipients: a claim for each, in batches, then one line that it is done.

While a story is on its way its recipients are files of their own, named by hashes; once every one of them
is settled they are folded into the story's own entry, so that the ledger stays small.
"""

from collections.abc import Mapping

from goodnews.announce.ledger import Changes, Snapshot
from goodnews.announce.network import Draft
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.outcome import Absent, CannotTell, Posted
from goodnews.announce.policy import is_expired
from goodnews.announce.post import PendingPost, as_posted, attempt, claim_of
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import EventKind

FINAL = frozenset({State.POSTED, State.HELD, State.BASELINE})


def announce_in_batches(run: NetworkRun, snapshot: Snapshot, draft: Draft) -> Snapshot:
    """Send one story to every recipient who has not had it."""
    story = draft.story
    keys = [run.key(story.id, recipient) for recipient in run.network.recipients(story)]
    snapshot = _clear_up(run, snapshot, keys)
    todo = [key for key in keys if key not in snapshot.entries]
    size = run.network.capabilities.batch
    for start in range(0, len(todo), size):
        jobs = _jobs(run, draft, todo[start : start + size])
        if run.stopped or not jobs:
            break
        before = run.attempts
        snapshot = attempt(run, snapshot, jobs)
        # However many recipients it has, it is one story.
        run.attempts = before
    run.attempts += 1
    return _fold(run, snapshot, draft, keys)


def _jobs(run: NetworkRun, draft: Draft, keys: list[RecordKey]) -> list[PendingPost]:
    jobs = []
    for key in keys:
        request = run.network.build_request(draft, key.part)
        if isinstance(request, str):
            jobs.append(PendingPost(key, draft.story.url, draft.story.title, request, draft.words.text, None))
        else:
            run.stopped = True
            run.say(EventKind.TROUBLE, f"Not sent: {request.why}", key.story, needs_person=True)
            break
    return jobs


def _clear_up(run: NetworkRun, snapshot: Snapshot, keys: list[RecordKey]) -> Snapshot:
    """Look for messages whose claim ran out; what was never sent is given back."""
    changes: dict[RecordKey, Record | None] = {}
    for key in keys:
        entry = snapshot.entries.get(key)
        if entry is None or entry.state is not State.CLAIMED:
            continue
        if not is_expired(entry, run.clock.now(), run.policy):
            continue
        found = run.network.find(claim_of(key, entry))
        now = run.clock.now()
        if isinstance(found, Posted):
            changes[key] = as_posted(entry, found, now)
        elif isinstance(found, Absent):
            changes[key] = None
        elif isinstance(found, CannotTell):
            changes[key] = Record(
                state=State.HELD, updated_at=now, story_url=entry.story_url, reason=found.why
            )
        else:
            run.stopped = True
            what = f"Some messages about {key.story} may have been sent, and can't be looked for: {found.why}"
            run.say(EventKind.TROUBLE, what, key.story, needs_person=True)
            break
    if not changes:
        return snapshot
    after = run.ledger.compare_and_swap(snapshot, Changes(changes), f"Look for messages: {keys[0].story}")
    return run.ledger.read() if after is None else after


def _fold(run: NetworkRun, snapshot: Snapshot, draft: Draft, keys: list[RecordKey]) -> Snapshot:
    """When everybody is settled, say so in one entry; else remember that it is under way."""
    story, now = draft.story, run.clock.now()
    mine: Mapping[RecordKey, Record | None] = {key: snapshot.entries.get(key) for key in keys}
    whole = run.key(story.id)
    if not all(entry is not None and entry.state in FINAL for entry in mine.values()):
        if whole not in snapshot.entries:
            run.note(whole, State.WAITING, story.url, "Some recipients have not had it yet.")
        return snapshot
    sent = sum(entry is not None and entry.state is State.POSTED for entry in mine.values())
    lost = len(keys) - sent
    text = f"{sent} sent" + (f", {lost} not" if lost else "")
    entry = Record(state=State.POSTED, updated_at=now, story_url=story.url, id=f"{sent} messages", text=text)
    every = {key: None for key in snapshot.of_network(run.network.name) if key.story == story.id and key.part}
    after = run.ledger.compare_and_swap(snapshot, Changes({**every, whole: entry}), f"Sent: {story.id}")
    run.say(EventKind.POSTED, f"“{story.title}”: {text}.", story.id, needs_person=bool(lost))
    return run.ledger.read() if after is None else after
