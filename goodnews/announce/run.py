"""Announce a site: every network in turn, none stopped by another, and nothing blindly a second time.

The order of things is the whole point: `docs/announcing.md` says why, `tests/announce` proves it.
"""

from collections.abc import Sequence

from goodnews.announce.baseline import begin
from goodnews.announce.delete import delete_posts
from goodnews.announce.ledger import Ledger
from goodnews.announce.live_site import LiveSite, NotLive
from goodnews.announce.network import Network, NetworkError, PostDraft
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import (
    Action,
    Clock,
    Policy,
    is_expired,
    is_wanted,
    local_time_of_expiry,
    next_action,
)
from goodnews.announce.post import PendingPost, announce_in_batches, post_once, reconcile
from goodnews.announce.record import Record, RecordKey, State
from goodnews.announce.report import AnnounceEvent, AnnounceReport
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement
from goodnews.problems import CommandError

LATE = "It was older than a week when it was first seen."
NAMED = 3


def announce_site(
    site: LiveSite,
    networks: Sequence[Network],
    ledger: Ledger,
    clock: Clock,
    policy: Policy,
    *,
    baseline: bool = False,
) -> AnnounceReport:
    """Announce what is new on the live site. Trouble with one network is reported, not raised.

    CommandError when the live site or the ledger can't be read; nothing was posted then.
    """
    manifest, snapshot, events = site.announcements(), ledger.read(), list[AnnounceEvent]()
    for network in networks:
        run = NetworkRun(network, ledger, site, clock, policy, snapshot)
        try:
            _run(run, manifest, baseline=baseline)
        except CommandError as error:
            run.trouble(f"{error.message} {error.hint}")
        except Exception as error:  # noqa: BLE001 - whatever breaks here, the other networks get their turn
            kind = type(error).__name__
            run.events = []
            run.trouble(f"Something unexpected happened ({kind}). The next run looks what became of it.")
        events += run.events
        # It may be out of date, which costs nothing but a lost race: each change is compared when it is made.
        snapshot = run.snapshot
    return AnnounceReport(tuple(events))


def _run(run: NetworkRun, manifest: AnnounceManifest, *, baseline: bool) -> None:
    if baseline or run.network.name not in run.snapshot.markers:
        has_begun = begin(run, manifest.stories, everything=baseline)
        if baseline or not has_begun:
            return
    if run.snapshot.notes.get(run.network.name, "") != run.network.key_fingerprint:
        raise CommandError(
            f"The key that {run.network.label}'s recipients are recorded with has changed.",
            "Put the old one back (NOTIFY_HASH_KEY): with another, everybody would be written to again.",
        )
    # What people asked to have taken back comes before anything new.
    for gone in manifest.withdrawn:
        delete_posts(run, gone)
    for story in sorted(manifest.stories, key=lambda story: (story.published, story.id)):
        _announce_next(run, story)
    withdrawn = {story.id for story in manifest.withdrawn}
    on_site = {story.id for story in manifest.stories} | withdrawn
    for key, record in run.snapshot.in_state(run.network.name, State.CLAIMED).items():
        if key.story not in on_site and is_expired(record, run.clock.now(), run.policy):
            reconcile(run, key, record, None)
    _report_late(run)
    _report_unclear(run)
    _report_held(run, withdrawn)
    run.write_deferred()


def _announce_next(run: NetworkRun, story: Announcement) -> None:
    key = run.key(story.id)
    record = run.snapshot.records.get(key)
    action = next_action(story, record, run.clock.now(), run.policy)
    if action is Action.RECONCILE and record:
        reconcile(run, key, record, story)
    elif not is_wanted(story, run.network.name):
        return
    elif action is Action.HOLD and record:
        reason = f"It waited until it was too old to post. {record.reason}".strip()
        run.deferred[key] = record.as_held(reason, run.clock.now())
        run.trouble(f"“{story.title}” is held. {reason} {_how_to_release(key)}", story.id)
    elif action is Action.HOLD:
        run.defer(key, State.HELD, story.url, LATE)
    elif action is Action.ANNOUNCE:
        _announce(run, story, record)


def _announce(run: NetworkRun, story: Announcement, record: Record | None) -> None:
    if reason := run.reason_to_wait():
        run.say(f"“{story.title}” waits. {reason}", story.id)
    elif reason := _post(run, story, record):
        run.trouble(f"“{story.title}” is not posted: {reason}", story.id)
    if reason and record is None:
        # Remember that it was seen, once, so that it can't grow old without a word.
        run.defer(run.key(story.id), State.WAITING, story.url, reason)


def _post(run: NetworkRun, story: Announcement, record: Record | None) -> str:
    """Post it; why not, when something failed before anything was sent."""
    is_batch = run.network.batch > 1
    try:
        draft = _draft_post(run, story)
        request = "" if is_batch else run.network.build_request(draft)
    except NotLive as error:
        return str(error)
    except NetworkError as error:
        run.stopped = run.stopped or error.stops_run
        return error.reason
    if is_batch:
        announce_in_batches(run, draft)
    else:
        post_once(run, [PendingPost(run.key(story.id), story, request, draft.words.text, record)])
    return ""


def _draft_post(run: NetworkRun, story: Announcement) -> PostDraft:
    """Write the post, from the live site; NotLive when the feed, the page or a picture does not answer."""
    run.site.check_page(story)
    network, today = run.network, run.clock.now().date()
    image = run.site.picture(story.image, today) if network.longest_alt else None
    card = run.site.picture(story.card, today) if network.makes_card else None
    return PostDraft(story, network.compose(story), image, card)


def _report_late(run: NetworkRun) -> None:
    """Say once what was too old when it was first seen; an import may bring thousands."""
    late = sorted(key for key, record in run.deferred.items() if record.reason == LATE)
    if late:
        names = ", ".join(key.story for key in late[:NAMED])
        more = f" and {len(late) - NAMED} more" if len(late) > NAMED else ""
        message = f"Not posted, and held: {names}{more}. More than a week old when first seen."
        run.say(f"{message} {_how_to_release(late[0])}", late[0].story)


def _how_to_release(key: RecordKey) -> str:
    return f"To post it all the same, say `./inv announce --release {key.story} {key.network}`."


def _report_unclear(run: NetworkRun) -> None:
    """Say what is claimed and has no clear end yet, unless this run has said so already."""
    reported = {event.story for event in run.events}
    for key, record in run.snapshot.in_state(run.network.name, State.CLAIMED).items():
        if key.story in reported:
            continue
        if not record.reason and run.clock.now() - record.updated_at < run.policy.in_flight:
            run.say("Another run is posting this story.", key.story)
            continue
        reported.add(key.story)
        reason = record.reason or "A run broke off."
        looks = f"The first run after {local_time_of_expiry(record)} looks."
        run.trouble(f"{key.story} is perhaps posted. {reason} {looks}", key.story)


def _report_held(run: NetworkRun, withdrawn: set[str]) -> None:
    """Say what may be posted and needs somebody to look, in every run until somebody has."""
    for key, record in run.snapshot.in_state(run.network.name, State.HELD).items():
        if record.was_claimed and not key.recipient and key.story not in withdrawn:
            where = f"{key.story} {key.network}"
            run.trouble(
                f"{key.story} is held. {record.reason} Look there, then say "
                f"`./inv announce --mark-posted {where}` or `./inv announce --release {where}`.",
                key.story,
            )
