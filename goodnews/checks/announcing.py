"""Posts: the exact words, counted as each network counts them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.config import SiteConfig
from goodnews.posts import NETWORKS, PostText, compose
from goodnews.problems import Severity
from goodnews.story import Story

EVERYWHERE = ("x", "bluesky", "mastodon")
"""The networks that count characters, for a story that is announced wherever it can be."""

SURELY_SHORT = 120
"""Characters that fit everywhere, each of them counted twice and a link behind: no need to count exactly."""

_LIKE_A_LINK = re.compile(r"\w\.\w")


class Preview(NamedTuple):
    """What would be posted on one network: its name for people, and the exact words."""

    network: str
    post: PostText


def previews(story: Story, config: SiteConfig) -> list[Preview]:
    """The posts that would announce a story, one a network; none when it is not announced."""
    announce = story.meta.announce
    networks = EVERYWHERE if announce is True else announce or ()
    words, link = story.meta.post or story.meta.title, config.url(story.address)
    asked_for = dict.fromkeys("x" if network == "practice" else network for network in networks)
    return [Preview(NETWORKS.get(network, network), compose(words, link, network)) for network in asked_for]


@rule(
    "post-length",
    Severity.WARNING,
    summary="A post fits into every network it goes to, link and all.",
    hint="Say it shorter under post:, or announce the story on networks with more room.",
    passing=("post: 'Knackered, happy, proud. A night on Ward 7:'",),
    failing=("post: " + "Knackered and happy and proud. " * 9, "announce: [x]\npost: " + "👏" * 130),
)
def post_length(context: StoryContext) -> Iterator[Found]:
    """It would be cut at the end of a word, which reads as if nobody had looked."""
    post = context.story.meta.post or context.story.meta.title
    if len(post) <= SURELY_SHORT and not _LIKE_A_LINK.search(post):
        return
    for preview in previews(context.story, context.config):
        if preview.post.shortened:
            room = preview.post.limit
            message = (
                f"The post is too long for {preview.network}, which has room for {room}; it would be cut off."
            )
            yield Found(context.story.lines("post"), message)
            return


@rule(
    "post-link",
    Severity.WARNING,
    summary="A post has no link of its own: the story's is put at its end.",
    hint="Take the link out of post:.",
    passing=("post: 'A night on Ward 7:'",),
    failing=("post: 'A night on Ward 7: https://stories.merrowdale.example/stories/2026/a-night/'",),
)
def post_link(context: StoryContext) -> Iterator[Found]:
    """Two links, and networks show the card of the wrong one."""
    post = context.story.meta.post
    if post and "://" in post:
        yield Found(context.story.lines("post"), "The post has a link in it.")


RULES = (post_length, post_link)
