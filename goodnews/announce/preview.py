"""Look first: exactly what a run would post, without posting it or writing anything down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goodnews.announce.baseline import newest
from goodnews.announce.clock import Clock
from goodnews.announce.ledger import LedgerSnapshot
from goodnews.announce.live_site import LiveSite, NotLive
from goodnews.announce.network import Network
from goodnews.announce.policy import PRACTICE, Action, Policy, is_wanted, next_action, reason_to_wait
from goodnews.announce.record import RecordKey
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement


@dataclass(frozen=True, slots=True)
class PostPreview:
    """One post that would be made, or the reason why not yet.

    Attributes:
        image: the photo's address, if one goes along.
        why_not: why it would not go out in this run.
        estimate: to how many, and what it costs, on networks with recipients.
    """

    network: str
    story: str
    text: str
    length: int
    limit: int
    image: str = ""
    alt: str = ""
    why_not: str = ""
    estimate: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What to print."""
        photo = (f"  photo: {self.image}", f"  described as: {self.alt}") if self.image else ("  no photo",)
        return (
            f"{self.network}: {self.story} ({self.length} of {self.limit})",
            f"  {self.text}",
            *photo,
            *((f"  to: {self.estimate}",) if self.estimate else ()),
            *((f"  not now: {self.why_not}",) if self.why_not else ()),
        )


def preview(
    network: Network,
    snapshot: LedgerSnapshot,
    site: LiveSite,
    manifest: AnnounceManifest,
    clock: Clock,
    policy: Policy,
) -> Iterator[PostPreview]:
    """What a run over one network would post now, oldest story first."""
    now, made = clock.now(), 0
    for story in sorted(
        _due(network, snapshot, manifest, now, policy), key=lambda story: (story.published, story.id)
    ):
        words = network.compose(story)
        picture = story.image if network.capabilities.alt and _may_share(story, now.date()) else None
        why = reason_to_wait(network.capabilities, policy, now, made)
        if not why:
            why = _not_live(site, story)
        made += not why
        yield PostPreview(
            network.label,
            story.id,
            words.text,
            words.length,
            words.limit,
            picture.url if picture else "",
            picture.alt[: network.capabilities.alt] if picture else "",
            why,
            network.estimate(story),
        )


def _due(
    network: Network, snapshot: LedgerSnapshot, manifest: AnnounceManifest, now: datetime, policy: Policy
) -> Iterator[Announcement]:
    if network.name not in snapshot.markers:
        shown = newest(manifest.stories, now) if network.name == PRACTICE else None
        if shown:
            yield shown
        return
    for story in manifest.stories:
        record = snapshot.records.get(RecordKey(network.name, story.id))
        if is_wanted(story, network.name) and next_action(story, record, now, policy) is Action.ANNOUNCE:
            yield story


def _may_share(story: Announcement, today: date) -> bool:
    return story.image is not None and (
        story.image.announce_until is None or today <= story.image.announce_until
    )


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
