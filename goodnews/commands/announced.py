"""The ledger for people: what stands where, and a person's word about what is held."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table

from goodnews.announce.credentials import has_credentials
from goodnews.announce.git_branch import GitBranch, real_branch
from goodnews.announce.ledger import Ledger, LedgerChanges, LedgerSnapshot
from goodnews.announce.policy import Clock
from goodnews.announce.record import RecordKey, State, mark_posted, release
from goodnews.commands.announce import practice_branch
from goodnews.commands.stories import no_such_story
from goodnews.problems import CommandError, UsageError
from goodnews.story import LONDON, show_day, show_time
from goodnews.terminal import Confirm


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One story on one network; `since` is ISO 8601, `link` the post's address or else the story's."""

    story: str
    network: str
    state: State
    since: str
    link: str
    why: str


def ledger_rows(snapshot: LedgerSnapshot, *, with_baseline: bool = True) -> tuple[LedgerRow, ...]:
    """The ledger, newest first. Recipients are not shown one by one."""
    table = [
        LedgerRow(
            key.story,
            key.network,
            record.state,
            record.updated_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            record.post_url or record.story_url,
            record.reason,
        )
        for key, record in snapshot.records.items()
        if not key.recipient and (with_baseline or record.state is not State.BASELINE)
    ]
    table.sort(key=lambda row: (row.story, row.network))
    return tuple(sorted(table, key=lambda row: row.since, reverse=True))


def as_json(table: Sequence[LedgerRow]) -> str:
    """A list of objects with the fields of `LedgerRow`."""
    return json.dumps([asdict(row) for row in table], indent=2, ensure_ascii=False)


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
    CommandError when one of both is not named, it is not held, the answer was no, or another run changed it
    meanwhile.
    """
    if not story or not network:
        option, example = "--mark-posted" if posted else "--release", story or "2026/night-on-ward-7"
        hint = f"Name both: ./inv announce {option} {example} {network or 'x'}"
        raise UsageError("A story that is held is settled on one network.", hint)
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
