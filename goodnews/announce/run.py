"""One run over one network: claim, post once, record; never blindly again.

The order of things is the whole point: `docs/announcing.md` says why, `tests/announce` proves it.
"""

from collections.abc import Container

from goodnews.announce.baseline import begin
from goodnews.announce.batch import announce_in_batches
from goodnews.announce.clock import Clock
from goodnews.announce.delete import delete_posts
from goodnews.announce.ledger import Ledger, Snapshot
from goodnews.announce.live_site import NotLive, Site
from goodnews.announce.network import Draft, Network
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.outcome import Unsure
from goodnews.announce.policy import Action, Policy, is_expired, is_wanted, next_action
from goodnews.announce.post import PendingPost, attempt
from goodnews.announce.reconcile import reconcile
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import Event, EventKind
from goodnews.feeds.announcements import Announcement, Announcements
from goodnews.problems import Trouble


def run_network(
    network: Network,
    ledger: Ledger,
    site: Site,
    clock: Clock,
    policy: Policy,
    found: Announcements,
    *,
    baseline: bool = False,
) -> tuple[Event, ...]:
    """Do everything there is to do on one network now. Trouble with the ledger is reported, not raised."""
    run = NetworkRun(network, ledger, site, clock, policy)
    try:
        _run(run, found, baseline=baseline)
    except Trouble as trouble:
        run.say(EventKind.TROUBLE, f"{trouble.what} {trouble.fix}", needs_person=True)
    return tuple(run.events)


def _run(run: NetworkRun, found: Announcements, *, baseline: bool) -> None:
    snapshot = run.ledger.known()
    if baseline or run.network.name not in snapshot.markers:
        started = begin(run, snapshot, found.stories, everything=baseline)
        if baseline or started is None:
            return
        snapshot = started
    if snapshot.notes.get(run.network.name, "") != run.network.capabilities.seal:
        raise Trouble(
            f"The key that {run.network.label}'s recipients are recorded with has changed.",
            "Put the old one back (NOTIFY_HASH_KEY): with another, everybody would be written to again.",
        )
    # What people asked to have taken back comes before anything new.
    for gone in found.withdrawn:
        snapshot = delete_posts(run, snapshot, gone)
    for story in sorted(found.stories, key=lambda each: (each.published, each.id)):
        snapshot = _step(run, snapshot, story)
    known = {story.id for story in found.stories} | {story.id for story in found.withdrawn}
    for key in sorted(_left_behind(run, snapshot, known)):
        snapshot = reconcile(run, snapshot, key, snapshot.entries[key], None)
    run.write_notes(snapshot)
    _report_held(run, snapshot, frozenset(story.id for story in found.withdrawn))


def _left_behind(run: NetworkRun, snapshot: Snapshot, known: Container[str]) -> list[RecordKey]:
    """Claims for stories that are no longer on the site, which still have to be cleared up."""
    now = run.clock.now()
    return [
        key
        for key, entry in snapshot.of_network(run.network.name).items()
        if key.story not in known and entry.state is State.CLAIMED and is_expired(entry, now, run.policy)
    ]


def _step(run: NetworkRun, snapshot: Snapshot, story: Announcement) -> Snapshot:
    key = run.key(story.id)
    entry = snapshot.entries.get(key)
    step = next_action(story, entry, run.clock.now(), run.policy)
    if step is Action.RECONCILE and entry is not None:
        return reconcile(run, snapshot, key, entry, story)
    if not is_wanted(story, run.network.name):
        return snapshot
    if step is Action.TOO_OLD:
        run.note(key, State.BASELINE, story.url, "It was older than a week when it was first seen.")
    elif step is Action.HOLD and entry is not None:
        why = f"It waited until it was too old to post. {entry.reason}".strip()
        run.notes[key] = entry.changed(state=State.HELD, updated_at=run.clock.now(), reason=why)
    elif step is Action.ATTEMPT:
        return _announce(run, snapshot, story, key, entry)
    return snapshot


def _announce(
    run: NetworkRun, snapshot: Snapshot, story: Announcement, key: RecordKey, entry: Record | None
) -> Snapshot:
    reason = run.reason_to_wait()
    if reason:
        _wait(run, key, story, entry, reason)
        run.say(EventKind.WAITING, f"“{story.title}” waits. {reason}", story.id)
        return snapshot
    try:
        draft = draft_post(run, story)
    except NotLive as error:
        return _not_now(run, snapshot, story, entry, str(error))
    if run.network.capabilities.batch > 1:
        return announce_in_batches(run, snapshot, draft)
    request = run.network.build_request(draft, "")
    if not isinstance(request, str):
        run.stopped = run.stopped or isinstance(request, Unsure) or request.stop
        return _not_now(run, snapshot, story, entry, request.why)
    job = PendingPost(key, story.url, story.title, request, draft.words.text, entry)
    return attempt(run, snapshot, [job])


def draft_post(run: NetworkRun, story: Announcement) -> Draft:
    """Write the post, from the live site.

    Raises:
        NotLive: the feed, the page or a picture does not answer.
    """
    run.site.check_page(story)
    today = run.clock.now().date()
    capabilities = run.network.capabilities
    image = run.site.picture(story.image, today) if capabilities.alt else None
    card = run.site.picture(story.card, today) if capabilities.cards else None
    return Draft(story, run.network.compose(story), image, card)


def _not_now(
    run: NetworkRun, snapshot: Snapshot, story: Announcement, entry: Record | None, why: str
) -> Snapshot:
    _wait(run, run.key(story.id), story, entry, why)
    run.say(EventKind.TROUBLE, f"“{story.title}” is not posted: {why}", story.id, needs_person=True)
    return snapshot


def _wait(run: NetworkRun, key: RecordKey, story: Announcement, entry: Record | None, why: str) -> None:
    """Remember that it was seen, once, so that it can't grow old without a word."""
    if entry is None:
        run.note(key, State.WAITING, story.url, why)


def _report_held(run: NetworkRun, snapshot: Snapshot, withdrawn: frozenset[str]) -> None:
    everything = {**snapshot.of_network(run.network.name), **run.notes}
    held = {key: entry for key, entry in everything.items() if entry.state is State.HELD and not key.part}
    for key, entry in sorted(held.items()):
        if key.story not in withdrawn:
            what = (
                f"{key.story} is held. {entry.reason} Look there, then say `./inv announce --mark-posted "
                f"{key.story} {key.network}` or `./inv announce --release {key.story} {key.network}`."
            )
            run.say(EventKind.HELD, what, key.story, needs_person=True)
