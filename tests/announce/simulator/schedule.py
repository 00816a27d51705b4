"""One schedule: runners at their times, trouble on the way, then calm; and the laws that must hold."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from goodnews.announce.ledger import Ledger, LedgerSnapshot
from goodnews.announce.network import PostImage
from goodnews.announce.policy import Policy
from goodnews.announce.record import State
from goodnews.announce.report import AnnounceReport
from goodnews.announce.run import announce_site
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement, ManifestImage, WithdrawnStory
from goodnews.problems import CommandError
from tests.announce.simulator.faults import Chance, Plan
from tests.announce.simulator.remote import Remote, VirtualBranch
from tests.announce.simulator.virtual_network import Service, VirtualNetwork
from tests.announce.simulator.world import BEGINNING, VirtualClock, World

SITE = "https://stories.merrowdale.example"
CALM_EVERY = 26 * 60.0
CALM_RUNS = 8


@dataclass
class Scene:
    """What a schedule starts from.

    Attributes:
        faults: what goes wrong.
        service: the network.
        runners: (start, clock skew) of each, in seconds.
        stories: how many go live after the baseline.
        withdrawn_at: when the first of them is withdrawn, if it is.
        policy: the bounds.
    """

    faults: Chance | Plan
    service: Service
    runners: list[tuple[float, float]]
    stories: int = 1
    withdrawn_at: float | None = None
    policy: Policy = field(default_factory=Policy)


@dataclass
class Ending:
    """How it came out."""

    snapshot: LedgerSnapshot
    killed: int
    broken: list[str]


class _Site:
    """The live site: always there, always the same, but for what is withdrawn."""

    def __init__(self, world: World, scene: Scene) -> None:
        self._world = world
        self._scene = scene

    def announcements(self) -> AnnounceManifest:
        at = self._scene.withdrawn_at
        gone = at is not None and self._world.now >= at
        stories = [_story(number) for number in range(self._scene.stories)]
        withdrawn = (WithdrawnStory(id=stories[0].id, url=stories[0].url),) if gone else ()
        return AnnounceManifest(
            site=SITE,
            feed=f"{SITE}/feed.xml",
            build="b",
            stories=tuple(stories[1:] if gone else stories),
            withdrawn=withdrawn,
        )

    def check_page(self, story: Announcement) -> None:
        pass

    def picture(self, picture: ManifestImage | None, today: object) -> PostImage | None:
        return None


def _story(number: int) -> Announcement:
    slug = f"story-{number}"
    published = BEGINNING - timedelta(hours=5 - number)
    url = f"{SITE}/stories/2026/{slug}/"
    return Announcement(id=f"2026/{slug}", title=slug, summary="S.", url=url, published=published)


def play(scene: Scene) -> Ending:
    """Run the real cycle through a schedule, then calmly until nothing changes, and check the laws."""
    world, remote = World(scene.faults), Remote()
    reports: list[AnnounceReport] = []

    def process(name: str, skew: float) -> None:
        clock = VirtualClock(world, name, skew)
        ledger = Ledger(VirtualBranch(world, remote, clock), clock)
        network = VirtualNetwork(world, scene.service, clock)
        with suppress(CommandError):
            reports.append(announce_site(_Site(world, scene), [network], ledger, clock, scene.policy))

    _begin(world, remote)
    for number, (start, skew) in enumerate(scene.runners):
        world.spawn(start, lambda number=number, skew=skew: process(f"r{number}", skew))
    world.run()
    scene.faults.calm = True
    reports.clear()
    world.now = max(world.now, scene.withdrawn_at or 0.0)
    for number in range(CALM_RUNS):
        world.spawn(world.now + CALM_EVERY, lambda number=number: process(f"calm{number}", 0.0))
        tip = remote.tip
        world.run()
        if remote.tip == tip and number > 1:
            break
    clock = VirtualClock(world, "look", 0.0)
    snapshot = Ledger(VirtualBranch(world, remote, clock), clock)
    ending: list[LedgerSnapshot] = []
    world.spawn(world.now, lambda: ending.append(snapshot.read()))
    world.run()
    return Ending(ending[0], world.killed, _broken(scene, ending[0], reports))


def _begin(world: World, remote: Remote) -> None:
    """The network has been in use for a while: its baseline is recorded."""
    remote.commits["begin"] = {"networks/x.json": b'{"since": "2026-01-01T00:00:00+00:00"}'}
    remote.tip = "begin"


def _broken(scene: Scene, snapshot: LedgerSnapshot, reports: list[AnnounceReport]) -> list[str]:
    """The laws, and which of them are broken."""
    broken = []
    made = Counter(post.text for post in scene.service.posts)
    standing = Counter(post.text for post in scene.service.posts if not post.deleted)
    entries = {key.story: entry for key, entry in snapshot.records.items()}
    told = {event.story for event in reports[-1].events if event.needs_person} if reports else set()
    for number in range(scene.stories):
        story = _story(number)
        entry = entries.get(story.id)
        state = entry.state if entry else None
        if made[story.url] > 1:
            broken.append(f"{story.id} was posted {made[story.url]} times")
        if number == 0 and scene.withdrawn_at is not None:
            if standing[story.url] and not (state is State.HELD and story.id in told):
                broken.append(f"{story.id} is withdrawn and still stands, {state}")
            if state is State.CLAIMED:
                broken.append(f"{story.id} is withdrawn and still claimed")
        elif state is State.POSTED:
            if standing[story.url] != 1:
                broken.append(f"{story.id} is recorded as posted, and is not there")
            elif entry and entry.id not in {
                post.id for post in scene.service.posts if post.text == story.url
            }:
                broken.append(f"{story.id} is recorded with another's id")
        elif state is State.HELD:
            if story.id not in told:
                broken.append(f"{story.id} is held, and nobody is told")
        else:
            broken.append(f"{story.id} is lost: {state}, posted {made[story.url]} times")
    return broken
