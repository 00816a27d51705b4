"""A virtual network: drops before and after posting, late arrivals, lag, refusals, duplicates."""

from dataclasses import dataclass, field

from goodnews.announce.network import (
    AlreadyPosted,
    Claim,
    Network,
    NotFound,
    OutcomeUnknown,
    PostDraft,
    Posted,
    Rejected,
)
from goodnews.feeds.announce_manifest import Announcement
from goodnews.posts import PostText
from tests.announce.simulator.world import Killed, VirtualClock, World

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


class VirtualNetwork(Network):
    """One runner's client."""

    name = "x"
    label = "X"

    def __init__(self, world: World, service: Service, clock: VirtualClock) -> None:
        self._world = world
        self._service = service
        self._clock = clock
        self.can_find = service.can_find

    def account(self) -> str:
        return "made up; may do everything"

    def compose(self, story: Announcement) -> PostText:
        return PostText(story.url, len(story.url), 280)

    def build_request(self, draft: PostDraft) -> str:
        self._clock.stumble("build request")
        return draft.words.text

    def post(self, request: str) -> Posted:
        world, service, faults = self._world, self._service, self._world.faults
        fault = faults.choose(
            "post",
            ("lost before", "lost after", "late", "no money", "bad request", "false duplicate", "kill"),
        )
        # From here to the server, time is bounded: this is what `post_by` and `LATEST` leave room for.
        world.wait(faults.number("way there", 0.05, 5))
        if fault == "no money":
            raise Rejected("no money", stops_run=True)
        if fault == "bad request":
            raise Rejected("bad request")
        if fault == "false duplicate":
            raise AlreadyPosted("it says duplicate, and is wrong")
        if fault == "lost before":
            world.wait(30)
            raise OutcomeUnknown("timed out")
        lag = 0.0 if service.one_for_each else faults.number("lag", 0, LONGEST_LAG)
        if fault == "late":
            when = world.now + faults.number("late", 1, LATEST)
            world.at(when, lambda: service.accept(request, when + lag))
            world.wait(30)
            raise OutcomeUnknown("timed out")
        kept = service.accept(request, world.now + lag)
        if fault == "kill":
            raise Killed
        world.wait(faults.number("way back", 0.05, 5))
        if fault == "lost after":
            raise OutcomeUnknown("reset")
        self._clock.stumble("after post")
        if kept is None:
            raise AlreadyPosted("you said that")
        return Posted(kept, f"https://network.example/{kept}")

    def find(self, claim: Claim) -> Posted | NotFound:
        self._clock.stumble("find")
        self._world.wait(self._world.faults.number("find", 0.05, 5))
        assert self._service.can_find, "a network that can't be asked is not asked"
        if self._world.faults.choose("find", ("unknown",)):
            raise OutcomeUnknown("503")
        for post in self._service.posts:
            if post.text == claim.story_url and not post.deleted and post.seen_from <= self._world.now:
                return Posted(post.id, f"https://network.example/{post.id}")
        return NotFound()

    def delete(self, post_id: str) -> None:
        self._clock.stumble("delete")
        fault = self._world.faults.choose("delete", ("lost before", "lost after", "refused"))
        if fault == "lost before":
            raise OutcomeUnknown("timed out")
        if fault == "refused":
            raise Rejected("429", stops_run=True)
        for post in self._service.posts:
            post.deleted = post.deleted or post.id == post_id
        if fault == "lost after":
            raise OutcomeUnknown("timed out")
