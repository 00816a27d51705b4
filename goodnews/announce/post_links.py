"""Where people are talking about each story, for the next build. Building asks no network for it."""

import json
from collections.abc import Mapping
from pathlib import Path

from goodnews.announce.git_branch import real_branch
from goodnews.announce.ledger import LedgerSnapshot, Unreachable, read_snapshot
from goodnews.announce.policy import PRACTICE
from goodnews.announce.record import State
from goodnews.files import write_atomically
from goodnews.problems import CommandError

FILE = Path(".cache") / "announced.json"


def post_links(ledger: LedgerSnapshot) -> dict[str, dict[str, str]]:
    """Public addresses of posts, by the story's identity and the network.

    A rehearsal's posts are nobody's conversation, and a deleted post is none any more.
    """
    links: dict[str, dict[str, str]] = {}
    posted = (pair for pair in ledger.records.items() if pair[1].state is State.POSTED and pair[1].post_url)
    for key, record in sorted(posted):
        if key.network != PRACTICE and record.post_url.startswith("https://"):
            links.setdefault(key.story, {})[key.network] = record.post_url
    return links


def write_post_links(root: Path, ledger: LedgerSnapshot) -> bool:
    """Keep them for the next build; says whether anything changed."""
    text = json.dumps(post_links(ledger), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return write_atomically(root / FILE, text)


def read_post_links(root: Path, environ: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """What this machine knows of the ledger: from git's own copy of it, else from what the last run left.

    Nobody is asked over the network, and where nothing is known there are no links.
    """
    try:
        branch = real_branch(root, environ)
        tip = branch.newest_known()
        if tip:
            return post_links(read_snapshot(tip, branch.files(tip)))
    except (CommandError, Unreachable):
        pass
    return _read_file(root)


def _read_file(root: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        stories = json.loads((root / FILE).read_bytes())
        return {
            str(story): {
                str(network): address
                for network, address in posts.items()
                if isinstance(address, str) and address.startswith("https://")
            }
            for story, posts in stories.items()
        }
    except (OSError, ValueError, AttributeError):
        return {}
