"""Announce what is new on the live site, or rehearse it on the practice network."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from goodnews.announce.announce import announce_site
from goodnews.announce.clock import Clock, SystemClock
from goodnews.announce.credentials import enabled_networks, has_credentials
from goodnews.announce.git_branch import GitBranch, check_not_lost, make_bare, real_branch
from goodnews.announce.ledger import Ledger
from goodnews.announce.live_site import LiveSite
from goodnews.announce.network import Network
from goodnews.announce.networks.x import X
from goodnews.announce.policy import PRACTICE, Policy
from goodnews.announce.post_links import write_post_links
from goodnews.announce.posting_hours import parse_posting_hours
from goodnews.announce.practice import PRACTICE_KEYS, PracticeServer
from goodnews.announce.preview import first_run_note, preview
from goodnews.announce.report import AnnounceReport, Event, EventKind
from goodnews.problems import Trouble
from goodnews.publish import LoopbackSite

FOLDER = ".practice"
Confirm = Callable[[str], bool]


@dataclass(frozen=True)
class Stage:
    """Everything a run needs: networks, ledger, live site, time, bounds."""

    networks: list[Network]
    ledger: Ledger
    branch: GitBranch
    site: LiveSite
    clock: Clock
    policy: Policy
    rehearsal: bool


def nobody_to_ask(question: str) -> bool:  # noqa: ARG001 - there is nobody
    """Where nobody sits at a terminal, nothing is confirmed."""
    return False


def is_idle_runner(environ: Mapping[str, str]) -> bool:
    """Whether this is GitHub's machine and no network is on: nobody would see a rehearsal there."""
    return bool(environ.get("GITHUB_ACTIONS")) and not has_credentials(environ)


def run_announce(
    root: Path,
    site_url: str,
    environ: Mapping[str, str],
    *,
    fetch_base: str = "",
    served: Path | None = None,
    baseline: bool = False,
    yes: bool = False,
    confirm: Confirm = nobody_to_ask,
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
        yes: messages that cost money go out without being asked about.
        confirm: asks a person; not called with `yes`.
        clock: the machine's, unless a test brings its own.

    Raises:
        Trouble: there is nowhere to keep the record, or the live site can't be read. Nothing was posted.
    """
    with _stage(root, site_url, environ, fetch_base, served, clock or SystemClock()) as stage:
        if not baseline:
            check_not_lost(stage.branch)
        networks = stage.networks
        declined: list[Event] = []
        if not (yes or baseline):
            networks, declined = _confirmed(stage, confirm)
        report = announce_site(
            stage.site, networks, stage.ledger, stage.clock, stage.policy, baseline=baseline
        )
        if stage.rehearsal:
            return replace(report, rehearsal=True, look=f"{FOLDER}/timeline.html")
        write_post_links(root, stage.ledger.known())
        return replace(report, events=(*report.events, *declined))


def run_preview(
    root: Path,
    site_url: str,
    environ: Mapping[str, str],
    *,
    fetch_base: str = "",
    served: Path | None = None,
    clock: Clock | None = None,
) -> tuple[str, ...]:
    """`--dry-run`: the lines that say exactly what a run would post. Nothing is posted or written.

    Raises:
        Trouble: as `run_announce`.
    """
    with _stage(root, site_url, environ, fetch_base, served, clock or SystemClock()) as stage:
        found, snapshot = stage.site.announcements(), stage.ledger.read()
        lines: list[str] = []
        for network in stage.networks:
            note = first_run_note(network, snapshot)
            posts = list(preview(network, snapshot, stage.site, found, stage.clock, stage.policy))
            lines += [note] if note else [line for post in posts for line in post.lines]
            if not note and not posts:
                lines.append(f"{network.label}: nothing new.")
        return (*lines, "Nothing was posted.")


def _confirmed(stage: Stage, confirm: Confirm) -> tuple[list[Network], list[Event]]:
    """Ask before messages go out to people; what is declined stays for another day."""
    kept, declined = [], []
    for network in stage.networks:
        if network.capabilities.batch == 1:
            kept.append(network)
            continue
        found, snapshot = stage.site.announcements(), stage.ledger.read()
        due = [
            each
            for each in preview(network, snapshot, stage.site, found, stage.clock, stage.policy)
            if not each.why_not
        ]
        asked = "; ".join(f"{each.story} to {each.count}" for each in due)
        if not due or confirm(f"{network.label}: send {asked}?"):
            kept.append(network)
        else:
            what = f"Nothing is sent, because nobody confirmed it: {asked}. Say --yes to send it."
            declined.append(Event(network.label, EventKind.WAITING, what, needs_person=True))
    return kept, declined


@contextmanager
def _stage(
    root: Path,
    site_url: str,
    environ: Mapping[str, str],
    fetch_base: str,
    served: Path | None,
    clock: Clock,
) -> Iterator[Stage]:
    policy = Policy(hours=parse_posting_hours(environ.get("ANNOUNCE_HOURS", "")))
    networks = enabled_networks(environ, clock, root)
    with ExitStack() as stack:
        if networks:
            branch = real_branch(root, environ)
            site = LiveSite(site_url, fetch_base)
            yield Stage(networks, Ledger(branch, clock), branch, site, clock, policy, rehearsal=False)
            return
        if served is not None and not fetch_base:
            fetch_base = _serve(stack, served)
        practice = stack.enter_context(PracticeServer(root / FOLDER))
        branch = practice_branch(root, environ)
        yield Stage(
            [practice_network(practice.url)],
            Ledger(branch, clock),
            branch,
            LiveSite(site_url, fetch_base),
            clock,
            policy,
            rehearsal=True,
        )


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
    bare = make_bare(root / FOLDER / "ledger.git", environ)
    return GitBranch(bare, os.fspath(bare), environ)


def _serve(stack: ExitStack, folder: Path) -> str:
    if not (folder / "announce.json").is_file():
        raise Trouble("There is no published site to announce from.", "Run `./inv publish` first.")
    return stack.enter_context(LoopbackSite(folder)).url
