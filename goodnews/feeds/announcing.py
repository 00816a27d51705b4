"""`/announce.json` as a file to write, known before it is made."""

import hashlib
from collections.abc import Sequence
from functools import partial

from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .announcements import ADDRESS, dump_announcements
from .plan import FeedFile


def plan_announcements(
    public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust, build: str
) -> FeedFile:
    """Give the file with its fingerprint: ten thousand stories are told only when one of them changed.

    Args:
        public: the stories everybody may see, newest first.
        withdrawn: those taken back.
        trust: whose site it is.
        build: the digest of all other files, so of every photo and card too.
    """
    told = "\n".join([rendered.fingerprint for rendered in public])
    gone = "\n".join([f"{story.identity} {story.key}" for story in withdrawn])
    said = f"{build}\n{trust.site_url}\n\n{told}\n\n{gone}"
    fingerprint = hashlib.sha256(said.encode()).hexdigest()
    return FeedFile(ADDRESS, fingerprint, partial(dump_announcements, public, withdrawn, trust, build))
