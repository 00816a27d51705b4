"""How long an announcing run takes, on a real git remote and over real HTTP on this machine."""

import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.report import Table
from goodnews.announce.git_branch import GitBranch, make_bare
from goodnews.announce.ledger import Ledger
from goodnews.announce.live_site import LiveSite
from goodnews.announce.network import Network, Posted
from goodnews.announce.networks.x import X
from goodnews.announce.policy import Clock, Policy
from goodnews.announce.practice.server import PRACTICE_KEYS, PracticeServer
from goodnews.announce.report import AnnounceReport
from goodnews.announce.run import announce_site
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement
from goodnews.publish.headers import LoopbackSite

STORIES, NETWORKS = 2_500, 5
SITE = "https://stories.merrowdale.example"


def run() -> Table:
    """Seconds of the clock on the wall, and of the processor with git's included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        public = folder / "public"
        _publish(public, STORIES)
        make_bare(folder / "remote.git", os.environ)
        with LoopbackSite(public) as site, PracticeServer(folder / "practice") as practice:
            begin, _ = _time(lambda: _announce(folder, site.url, practice.url))
            nothing, _ = _time(lambda: _announce(folder, site.url, practice.url))
            _publish(public, STORIES + 1)
            one, report = _time(lambda: _announce(folder, site.url, practice.url))
            push, _ = _time(lambda: _bare_push(folder))
    posted = report.posted
    rows = (
        (f"first run: {STORIES:,} stories recorded on {NETWORKS} networks", begin),
        (f"nothing to do: {STORIES:,} stories, {NETWORKS} networks", nothing),
        (f"one new story, {posted} posts", one),
        ("one commit and push, by hand", push),
    )
    return Table(
        f"Announcing: {STORIES:,} stories on {NETWORKS} networks",
        ("what", "s", "processor s", "ratio to one push"),
        tuple(
            (message, f"{wall:.2f}", f"{busy:.2f}", f"{busy / push[1]:.0f}") for message, (wall, busy) in rows
        ),
    )


def _publish(public: Path, count: int) -> None:
    newest = datetime.now(UTC)
    stories = []
    for number in reversed(range(count)):
        slug = f"story-{number}"
        url = f"{SITE}/stories/2026/{slug}/"
        published = newest - timedelta(hours=count - number)
        stories.append(
            Announcement(
                id=f"2026/{slug}",
                title=f"Story {number}",
                summary="What it was like.",
                url=url,
                published=published,
            )
        )
        if number >= STORIES:
            page = public / f"stories/2026/{slug}/index.html"
            page.parent.mkdir(parents=True)
            page.write_text(f'<!DOCTYPE html><title>A story</title><link rel="canonical" href="{url}">')
    public.mkdir(exist_ok=True)
    (public / "feed.xml").write_text("<rss version='2.0'/>")
    found = AnnounceManifest(site=SITE, feed=f"{SITE}/feed.xml", build="build", stories=tuple(stories))
    (public / "announce.json").write_bytes(found.to_json())


def _announce(folder: Path, site: str, practice: str) -> AnnounceReport:
    """A run as a fresh process would make it: a new clone each time."""
    clone = make_bare(folder / f"clone-{time.monotonic_ns()}.git", os.environ)
    ledger = Ledger(GitBranch(clone, str(folder / "remote.git"), os.environ), Clock())
    networks: list[Network] = [_network(number, practice) for number in range(NETWORKS)]
    return announce_site(LiveSite(SITE, site), networks, ledger, Clock(), Policy())


def _network(number: int, practice: str) -> Network:
    """X's client five times over, each with a name and words of its own."""
    network = _Named(PRACTICE_KEYS, base=practice)
    network.name, network.label = f"network-{number}", f"Network {number}"
    return network


class _Named(X):
    def post(self, request: str) -> Posted:
        return super().post(request.replace("Story", f"Story for {self.name}", 1))


def _bare_push(folder: Path) -> None:
    branch = GitBranch(folder / "remote.git", str(folder / "remote.git"), os.environ)
    tip = branch.tip()
    branch.push(tip, branch.commit(tip, {"x/2026/a.json": b"{}\n"}, "One"))


def _time(message: Callable[[], object]) -> tuple[tuple[float, float], AnnounceReport]:
    wall, busy = time.perf_counter(), sum(os.times()[:4])
    found = message()
    spent = (time.perf_counter() - wall, sum(os.times()[:4]) - busy)
    return spent, found if isinstance(found, AnnounceReport) else AnnounceReport()
