"""Announce what is new on the live site, or rehearse it on the practice network."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from goodnews.announce.baseline import baseline_everywhere
from goodnews.announce.credentials import enabled_networks, has_credentials
from goodnews.announce.git_branch import GitBranch, check_not_lost, known_commits, make_bare, real_branch
from goodnews.announce.ledger import GIVEN_UP, Ledger, LedgerChanges, find_lost
from goodnews.announce.live_site import LiveSite
from goodnews.announce.network import Network, NetworkError
from goodnews.announce.network_run import NetworkRun
from goodnews.announce.policy import Clock, Policy, parse_posting_hours
from goodnews.announce.practice.server import PracticeNetwork, PracticeServer
from goodnews.announce.preview import PostPreview, first_run_note, preview
from goodnews.announce.report import AnnounceEvent, AnnounceReport, EventKind
from goodnews.announce.run import announce_site
from goodnews.problems import CommandError
from goodnews.terminal import Confirm, nobody_is_there

PRACTICE_FOLDER = ".practice"
TIMELINE = f"{PRACTICE_FOLDER}/timeline.html"


@dataclass(frozen=True)
class AnnounceSession:
    """Everything a run needs: networks, ledger, live site, time, bounds."""

    networks: list[Network]
    ledger: Ledger
    branch: GitBranch
    site: LiveSite
    clock: Clock
    policy: Policy
    rehearsal: bool

    def preview(self, network: Network) -> list[PostPreview]:
        """What a run over one of the networks would post."""
        run = NetworkRun(network, self.ledger, self.site, self.clock, self.policy, self.ledger.read())
        return list(preview(run))

    def check_clock(self) -> None:
        """Refuse to run on a machine whose clock is wrong by the live site's."""
        self.site.announcements()
        now = self.clock.now()
        if self.site.clock_error(now) > self.policy.max_clock_error:
            raise CommandError(
                f"This machine's clock says {now:%d %B %Y, %H:%M} UTC; the live site's says otherwise.",
                "Nothing was posted and nothing recorded. Set the clock, then try again.",
            )

    def check_ledger(self) -> None:
        """Refuse a ledger that is gone or set back; the practice network's is nobody's loss."""
        if not self.rehearsal:
            check_not_lost(self.branch, self.ledger.read(), self.site.announcements().ledger)


def is_idle_runner(environ: Mapping[str, str]) -> bool:
    """Whether this is GitHub's machine and no network is on: nobody would see a rehearsal there."""
    return bool(environ.get("GITHUB_ACTIONS")) and not has_credentials(environ)


def run_announce(
    root: Path,
    site_url: str,
    environ: Mapping[str, str],
    *,
    fetch_base: str = "",
    baseline: bool = False,
    confirm: Confirm = nobody_is_there,
    clock: Clock | None = None,
) -> AnnounceReport:
    """Announce the live site on every network that has credentials; with none, rehearse.

    While rehearsing the site is read at `fetch_base`. `baseline` records everything live as announced, and
    posts nothing. `confirm` is asked about messages that cost money. The `clock` is the machine's, unless a
    test brings its own. CommandError when there is nowhere to keep the record, it was lost, the live site
    can't be read, or this machine's clock is wrong. Nothing was posted.
    """
    with _open_session(root, site_url, environ, fetch_base, clock or Clock()) as session:
        # At once: somebody may be asked next, who takes their time.
        session.check_clock()
        networks, declined = session.networks, list[AnnounceEvent]()
        if baseline:
            _give_up_lost(session)
        else:
            session.check_ledger()
            networks, declined = _confirmed(session, confirm)
        report = announce_site(
            session.site, networks, session.ledger, session.clock, session.policy, baseline=baseline
        )
        look = TIMELINE if session.rehearsal else ""
        return replace(report, events=(*report.events, *declined), look=look)


def run_preview(root: Path, site_url: str, environ: Mapping[str, str], *, fetch_base: str) -> tuple[str, ...]:
    """`--dry-run`: the lines that say exactly what a run would post. Nothing is posted or written."""
    with _open_session(root, site_url, environ, fetch_base, Clock()) as session:
        session.check_ledger()
        lines: list[str] = []
        for network in session.networks:
            note, posts = first_run_note(network, session.ledger.read()), session.preview(network)
            lines += [note] if note else [line for post in posts for line in post.lines]
            if not note and not posts:
                lines.append(f"{network.label}: nothing new.")
        return (*lines, "Nothing was posted.")


def run_try(root: Path, environ: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """`--try`: ask each network who we are and what we may do. Nothing is posted or written.

    Gives lines for people, and the exit code: 1 when a network says no.
    """
    networks = enabled_networks(environ, Clock(), root)
    if not networks:
        return ("No network has credentials, so there is nothing to try.",), 0
    Ledger(real_branch(root, environ), Clock()).read()
    lines, refused = ["The record of what was announced can be read."], False
    for network in networks:
        try:
            lines.append(f"{network.label}: {network.account()}.")
        except NetworkError as error:
            refused = True
            lines.append(f"Needs a person: {network.label}: {error.reason}")
    return (*lines, "Nothing was posted."), int(refused)


def _give_up_lost(session: AnnounceSession) -> None:
    """`--baseline` is a person's word that a ledger which is gone or set back may be forgotten."""
    current = session.ledger.read()
    manifest = session.site.announcements()
    commits = known_commits(session.branch, manifest.ledger)
    if not session.rehearsal and find_lost(session.branch, current, commits):
        given_up = sorted({*current.notes.get(GIVEN_UP, "").split(), *commits})
        live = baseline_everywhere(current, manifest.stories, session.clock.now())
        changes = LedgerChanges(live, notes={GIVEN_UP: " ".join(given_up)})
        session.ledger.compare_and_swap(current, changes, "Begin again")


def _confirmed(session: AnnounceSession, confirm: Confirm) -> tuple[list[Network], list[AnnounceEvent]]:
    """Ask before messages go out to people who can leave; what is declined stays for another day."""
    confirmed, declined = [], []
    for network in session.networks:
        if network.batch == 1:
            confirmed.append(network)
            continue
        due = [post for post in session.preview(network) if not post.why_not]
        asked = "; ".join(f"{post.story} to {post.estimate}" for post in due)
        if not due or (not network.unconfirmed and confirm(f"{network.label}: send {asked}?")):
            confirmed.append(network)
        else:
            nobody = f"Nothing is sent, because nobody confirmed it: {asked}. Say --yes to send it."
            message = network.unconfirmed or nobody
            declined.append(AnnounceEvent(network.label, EventKind.NEEDS_PERSON, message))
    return confirmed, declined


@contextmanager
def _open_session(
    root: Path, site_url: str, environ: Mapping[str, str], fetch_base: str, clock: Clock
) -> Iterator[AnnounceSession]:
    policy = Policy(hours=parse_posting_hours(environ.get("ANNOUNCE_HOURS", "")))
    networks = enabled_networks(environ, clock, root)
    rehearsal = not networks
    with ExitStack() as stack:
        if networks:
            branch = real_branch(root, environ)
        else:
            practice = stack.enter_context(PracticeServer(root / PRACTICE_FOLDER))
            networks, branch = [PracticeNetwork(practice.url, TIMELINE)], practice_branch(root, environ)
        ledger, site = Ledger(branch, clock), LiveSite(site_url, fetch_base)
        yield AnnounceSession(networks, ledger, branch, site, clock, policy, rehearsal)


def practice_branch(root: Path, environ: Mapping[str, str]) -> GitBranch:
    """The rehearsal's ledger: a bare repository in the ignored folder, its own remote."""
    bare = make_bare(root / PRACTICE_FOLDER / "ledger.git", environ)
    return GitBranch(bare, os.fspath(bare), environ)
