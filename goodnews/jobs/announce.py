"""Announce what is new on the live site, or rehearse it on the practice network."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from subprocess import run

from goodnews.announce.announce import announce_site
from goodnews.announce.clock import Clock, SystemClock
from goodnews.announce.credentials import enabled_networks
from goodnews.announce.decide import PRACTICE, Policy
from goodnews.announce.git_branch import GitBranch, make_bare
from goodnews.announce.hours import parse_hours
from goodnews.announce.ledger import Ledger
from goodnews.announce.live import LiveSite
from goodnews.announce.network import Network
from goodnews.announce.networks.x import X
from goodnews.announce.practice import PRACTICE_KEYS, PracticeServer
from goodnews.announce.report import AnnounceReport
from goodnews.problems import Trouble

FOLDER = ".practice"


def run_announce(
    root: Path,
    site_url: str,
    environ: Mapping[str, str],
    *,
    fetch_base: str = "",
    served: Path | None = None,
    baseline: bool = False,
    clock: Clock | None = None,
) -> AnnounceReport:
    """Announce the live site on every network that has credentials; with none, rehearse.

    Args:
        root: the project.
        site_url: the site's public address, which posts carry.
        environ: where credentials, `ANNOUNCE_HOURS` and `LEDGER_REMOTE` come from.
        fetch_base: where the site is really read while rehearsing; empty for its public address.
        served: a folder to serve on loopback for the rehearsal, when nobody serves it yet: `public/`.
        baseline: record everything live as announced, and post nothing.
        clock: the machine's, unless a test brings its own.

    Raises:
        Trouble: there is nowhere to keep the record, or the live site can't be read. Nothing was posted.
    """
    clock = clock or SystemClock()
    policy = Policy(hours=parse_hours(environ.get("ANNOUNCE_HOURS", "")))
    networks = enabled_networks(environ, clock, root)
    with ExitStack() as stack:
        if networks:
            site = LiveSite(site_url, fetch_base)
            ledger = Ledger(real_branch(root, environ), clock)
            return announce_site(site, networks, ledger, clock, policy, baseline=baseline)
        if served is not None and not fetch_base:
            fetch_base = _serve(stack, served)
        site = LiveSite(site_url, fetch_base)
        practice = stack.enter_context(PracticeServer(root / FOLDER))
        ledger = Ledger(practice_branch(root, environ), clock)
        report = announce_site(
            site, [practice_network(practice.url)], ledger, clock, policy, baseline=baseline
        )
        return replace(report, rehearsal=True, look=f"{FOLDER}/timeline.html")


def practice_network(base: str) -> Network:
    """X's own client, talking to the practice server; its posts are looked at in a file."""
    return X(
        PRACTICE_KEYS,
        base=base,
        name=PRACTICE,
        label="Practice",
        address=lambda post: f"{FOLDER}/timeline.html#post-{post}",
    )


def practice_branch(root: Path, environ: Mapping[str, str]) -> GitBranch:
    """The rehearsal's ledger: a bare repository in the ignored folder, its own remote."""
    bare = make_bare(root / FOLDER / "ledger.git")
    return GitBranch(bare, str(bare), environ)


def real_branch(root: Path, environ: Mapping[str, str]) -> GitBranch:
    """The ledger on the site's own remote.

    Raises:
        Trouble: this is no git repository, or it has no such remote.
    """
    remote = environ.get("LEDGER_REMOTE", "").strip() or "origin"
    asked = run(
        ["git", "-C", str(root), "rev-parse", "--absolute-git-dir"],
        capture_output=True,
        text=True,
        check=False,
    )
    known = run(["git", "-C", str(root), "remote"], capture_output=True, text=True, check=False)
    is_address = "/" in remote or ":" in remote
    if asked.returncode or not (is_address or remote in known.stdout.split()):
        raise Trouble(
            f"There is no git remote “{remote}” to keep the record of announcements on.",
            "Nothing was posted. Add the remote, or set LEDGER_REMOTE to another one.",
        )
    return GitBranch(Path(asked.stdout.strip()), remote, environ)


def _serve(stack: ExitStack, folder: Path) -> str:
    from goodnews.publish import LoopbackSite

    if not (folder / "announce.json").is_file():
        raise Trouble("There is no published site to announce from.", "Run `./inv publish` first.")
    return stack.enter_context(LoopbackSite(folder)).url
