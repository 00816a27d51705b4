"""`/announce.json` as a file to write, known before it is made."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .announcements import ADDRESS, dump_announcements, name_build
from .plan import FeedFile


def tell_stories(public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust) -> bytes:
    """What the file will say but for the build's name, which nobody knows before all else is made."""
    return dump_announcements(public, withdrawn, trust, "")


def plan_announcements(
    public: Sequence[Rendered],
    withdrawn: Sequence[Story],
    trust: Trust,
    build: str,
    begun: Callable[[], bytes] | None = None,
) -> FeedFile:
    """Give the file with its fingerprint: ten thousand stories are told only when one of them changed.

    Args:
        public: the stories everybody may see, newest first.
        withdrawn: those taken back.
        trust: whose site it is.
        build: the digest of all other files, so of every photo and card too.
        begun: gives what `tell_stories` does, for whoever has begun with it.
    """
    told = "\n".join([rendered.fingerprint for rendered in public])
    gone = "\n".join([f"{story.identity} {story.key}" for story in withdrawn])
    said = f"{build}\n{trust.site_url}\n\n{told}\n\n{gone}"
    fingerprint = hashlib.sha256(said.encode()).hexdigest()
    tell = begun or partial(tell_stories, public, withdrawn, trust)
    return FeedFile(ADDRESS, fingerprint, partial(_named, tell, build))


def _named(tell: Callable[[], bytes], build: str) -> bytes:
    return name_build(tell(), build)
