"""Look first: what a run would post, exactly, and whether there is anything for a run to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from goodnews.announce.ledger import LedgerSnapshot
from goodnews.announce.live_site import LiveSite, NotLive
from goodnews.announce.network import Network
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import PRACTICE, Action, Policy, is_expired, is_wanted, newest, next_action
from goodnews.announce.record import Record, RecordKey, State
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement, ManifestImage
from goodnews.posts import PostText


@dataclass(frozen=True, slots=True)
class PostPreview:
    """One post that would be made, or the reason why not yet.

    Attributes:
        network: its label.
        photo: the one that goes along, with its description as the network takes it.
        why_not: why it would not go out in this run.
        estimate: to how many, and what it costs, on networks with recipients.
    """

    network: str
    story: str
    words: PostText
    photo: ManifestImage | None
    why_not: str
    estimate: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What to print."""
        photo = ["  no photo"]
        if self.photo:
            photo = [f"  photo: {self.photo.url}", f"  described as: {self.photo.alt}"]
        return (
            f"{self.network}: {self.story} ({self.words.length} of {self.words.limit})",
            f"  {self.words.text}",
            *photo,
            *([f"  to: {self.estimate}"] if self.estimate else []),
            *([f"  not now: {self.why_not}"] if self.why_not else []),
        )


def preview(run: NetworkRun) -> Iterator[PostPreview]:
    """What a run over one network would post now, oldest story first."""
    network, now = run.network, run.clock.now()
    for story in sorted(_due(run, now), key=lambda story: (story.published, story.id)):
        photo = story.image if network.longest_alt else None
        if photo and photo.announce_until and now.date() > photo.announce_until:
            photo = None
        if photo:
            photo = photo.model_copy(update={"alt": photo.alt[: network.longest_alt]})
        why = run.reason_to_wait() or _not_live(run.site, story)
        run.posts += not why
        words, estimate = network.compose(story), network.estimate(story)
        yield PostPreview(network.label, story.id, words, photo, why, estimate)


def _due(run: NetworkRun, now: datetime) -> Iterator[Announcement]:
    name, stories = run.network.name, run.site.announcements().stories
    if name not in run.snapshot.markers:
        shown = newest(stories, now) if name == PRACTICE else None
        if shown:
            yield shown
        return
    for story in stories:
        record = run.snapshot.records.get(run.key(story.id))
        if is_wanted(story, name) and next_action(story, record, now, run.policy) is Action.ANNOUNCE:
            yield story


def _not_live(site: LiveSite, story: Announcement) -> str:
    try:
        site.check_page(story)
    except NotLive as error:
        return str(error)
    return ""


def first_run_note(network: Network, snapshot: LedgerSnapshot) -> str:
    """What a first run does before anything else, in words; empty when it is not the first."""
    if network.name in snapshot.markers or network.name == PRACTICE:
        return ""
    return f"{network.label}: the first run records what is live as already announced, and posts nothing."


def pending_posts(
    live: AnnounceManifest, ledger: LedgerSnapshot, now: datetime, policy: Policy
) -> tuple[str, ...]:
    """Reasons to run the announcer now, as far as they can be told without credentials.

    Networks are those that the ledger knows; one that is new begins with the next publish. `now` is aware.
    """
    networks = sorted(ledger.markers.keys() - {PRACTICE})
    return tuple(reason for name in networks for reason in _reasons(name, live, ledger, now, policy))


def _reasons(
    network: str, live: AnnounceManifest, ledger: LedgerSnapshot, now: datetime, policy: Policy
) -> Iterator[str]:
    may_post = policy.hours is None or policy.hours.allow(now)
    for story in live.stories:
        record = ledger.records.get(RecordKey(network, story.id))
        action = next_action(story, record, now, policy)
        # What was too old when it was first seen can wait until something else is announced.
        is_due = may_post if action is Action.ANNOUNCE else action is Action.HOLD and record is not None
        if action is Action.RECONCILE or (is_due and is_wanted(story, network)):
            yield f"“{story.title}” waits for {network}."
    for gone in live.withdrawn:
        if any(_has_to_go(record, now, policy) for record in ledger.of_story(network, gone.id).values()):
            yield f"{gone.id} has to leave {network}."


def _has_to_go(record: Record, now: datetime, policy: Policy) -> bool:
    is_unclear = record.state is State.CLAIMED and is_expired(record, now, policy)
    return record.state is State.POSTED or is_unclear
