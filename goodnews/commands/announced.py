"""The ledger for people: what stands where, and a person's word about what is held."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from rich.table import Table

from goodnews.announce.credentials import has_credentials
from goodnews.announce.git_branch import GitBranch, real_branch
from goodnews.announce.ledger import Ledger, LedgerChanges
from goodnews.announce.policy import Clock
from goodnews.announce.record import RecordKey, mark_posted, release
from goodnews.announce.report import LedgerRow, ledger_rows
from goodnews.commands.announce import practice_branch
from goodnews.commands.stories import no_such_story
from goodnews.problems import CommandError
from goodnews.story import LONDON, show_day, show_time
from goodnews.terminal import Confirm


def run_announced(
    root: Path, environ: Mapping[str, str], *, with_baseline: bool = False
) -> tuple[LedgerRow, ...]:
    """The ledger's rows, newest first: the practice network's, when no network has credentials."""
    snapshot = Ledger(_branch(root, environ), Clock()).read()
    return ledger_rows(snapshot, with_baseline=with_baseline)


def run_settle(
    root: Path,
    environ: Mapping[str, str],
    story: str,
    network: str,
    now: datetime,
    *,
    posted: bool,
    address: str = "",
    confirm: Confirm,
) -> str:
    """Settle one announcement that is held, after asking; gives a sentence that says what was done.

    It is `posted`, at an `address` if that is known (`--mark-posted`), or may go out again (`--release`).
    CommandError when it is not held, the answer was no, or another run changed it meanwhile.
    """
    ledger = Ledger(_branch(root, environ), Clock())
    snapshot = ledger.read()
    try:
        key = RecordKey(network, story)
    except ValueError:
        raise no_such_story(story) from None
    before = snapshot.records.get(key)
    post = address.rstrip("/").rpartition("/")[2]
    after = mark_posted(before, now, post, address) if posted else release(before, now)
    question = (
        f"Record {story} as posted on {network}, so that it is never posted again?"
        if posted
        else f"Let the next run post {story} on {network}? If it is there already, it will be there twice."
    )
    if not confirm(question):
        raise CommandError("Nothing was changed.", "Say yes next time, if it is right.")
    message = f"A person: {after.state} {story} on {network}"
    if ledger.compare_and_swap(snapshot, LedgerChanges({key: after}), message) is None:
        raise CommandError(
            "Another run changed it at this moment.", "Look with `./inv announced`, then try again."
        )
    return f"{story} on {network} is {after.state} now."


def _branch(root: Path, environ: Mapping[str, str]) -> GitBranch:
    return real_branch(root, environ) if has_credentials(environ) else practice_branch(root, environ)


def show(rows: Sequence[LedgerRow]) -> Table | str:
    """The rows as a table for a terminal."""
    if not rows:
        return "Nothing has been announced yet."
    table = Table(box=None, pad_edge=False)
    for heading in ("story", "network", "state", "when", "link"):
        table.add_column(heading, overflow="fold")  # a name or an address that is cut off leads nowhere
    for row in rows:
        when = datetime.fromisoformat(row.since).astimezone(LONDON)
        day = f"{show_day(when.date())} {show_time(when.time())}"
        table.add_row(row.story, row.network, row.state.value, day, row.link)
    return table
