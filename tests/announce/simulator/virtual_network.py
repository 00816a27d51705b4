"""A virtual network: drops before and after posting, late arrivals, lag, refusals, duplicates."""

from dataclasses import dataclass, field

from goodnews.announce.network import Capabilities, Claim, Draft
from goodnews.announce.outcome import (
    Absent,
    CannotTell,
    DeleteOutcome,
    Duplicate,
    FindOutcome,
    Gone,
    Posted,
    PostOutcome,
    Refused,
    Unsure,
)
from goodnews.feeds.announcements import Announcement
from goodnews.posts import PostText
from tests.announce.simulator.world import VirtualClock, World

LONGEST_LAG = 600.0
LATEST = 120.0


@dataclass
class Post:
    text: str
    id: str
    seen_from: float
    deleted: bool = False


@dataclass
class Service:
    """What is on the network's servers.

    Attributes:
        refuses_duplicates: as X does; without it only the ledger stands between us and a double.
        one_for_each: as Bluesky does: a key can be written once.
        can_find: False for a webhook.
    """

    refuses_duplicates: bool = False
    one_for_each: bool = False
    can_find: bool = True
    posts: list[Post] = field(default_factory=list)

    def accept(self, text: str, seen_from: float) -> str | None:
        """Keep a post, or None when it is a duplicate."""
        there = [post for post in self.posts if post.text == text and not post.deleted]
        if there and (self.refuses_duplicates or self.one_for_each):
            return None
        post = Post(text, str(len(self.posts) + 1), seen_from)
        self.posts.append(post)
        return post.id


class VirtualNetwork:
    """One runner's client."""

    name = "x"
    label = "X"

    def __init__(self, world: World, service: Service, clock: VirtualClock) -> None:
        self._world = world
        self._service = service
        self._clock = clock
        self.capabilities = Capabilities(can_find=service.can_find)

    def compose(self, story: Announcement) -> PostText:
        return PostText(story.url, len(story.url), 280)

    def recipients(self, story: Announcement) -> tuple[str, ...]:
        return ("",)

    def estimate(self, story: Announcement) -> str:
        return ""

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:
        self._clock.stumble("prepare")
        return draft.words.text

    def post(self, request: str) -> PostOutcome:
        world, service, faults = self._world, self._service, self._world.faults
        fault = faults.choose(
            "post",
            ("lost before", "lost after", "late", "no money", "bad request", "false duplicate", "kill"),
        )
        # From here to the server, time is bounded: this is what `post_by` and `LATEST` leave room for.
        world.wait(faults.number("way there", 0.05, 5))
        if fault == "no money":
            return Refused("no money", stop=True)
        if fault == "bad request":
            return Refused("bad request")
        if fault == "false duplicate":
            return Duplicate("it says duplicate, and is wrong")
        if fault == "lost before":
            world.wait(30)
            return Unsure("timed out")
        lag = 0.0 if service.one_for_each else faults.number("lag", 0, LONGEST_LAG)
        if fault == "late":
            when = world.now + faults.number("late", 1, LATEST)
            world.at(when, lambda: service.accept(request, when + lag))
            world.wait(30)
            return Unsure("timed out")
        kept = service.accept(request, world.now + lag)
        if fault == "kill":
            self._clock.stumble_dead()
        world.wait(faults.number("way back", 0.05, 5))
        if fault == "lost after":
            return Unsure("reset")
        self._clock.stumble("after post")
        return Posted(kept, f"https://network.example/{kept}") if kept else Duplicate("you said that")

    def find(self, claimed: Claim) -> FindOutcome:
        self._clock.stumble("find")
        self._world.wait(self._world.faults.number("find", 0.05, 5))
        if not self._service.can_find:
            return CannotTell("There is no way of looking.")
        if self._world.faults.choose("find", ("unsure",)):
            return Unsure("503")
        for post in self._service.posts:
            if post.text == claimed.url and not post.deleted and post.seen_from <= self._world.now:
                return Posted(post.id, f"https://network.example/{post.id}")
        return Absent()

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002
        self._clock.stumble("delete")
        fault = self._world.faults.choose("delete", ("lost before", "lost after", "refused"))
        if fault == "lost before":
            return Unsure("timed out")
        if fault == "refused":
            return Refused("429", stop=True)
        for post in self._service.posts:
            post.deleted = post.deleted or post.id == id
        return Unsure("timed out") if fault == "lost after" else Gone()
