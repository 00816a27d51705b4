"""What was announced where, as a table."""

import io

import pytest
from rich.console import Console

from goodnews.announce.record import State
from goodnews.commands.announced import LedgerRow, show
from goodnews.terminal import make_console
from tests.commands.test_main import run
from tests.docs.test_docs import ROOT

ROW = LedgerRow(
    "2026/we-sent-the-wrong-letters",
    "mastodon",
    State.POSTED,
    "2026-11-27T07:51:00Z",
    "https://social.merrowdale.example/@merrowdale/115612345678901234",
    "",
)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_name_and_no_address_is_cut_off_however_narrow_the_window(width: int) -> None:
    console = Console(file=io.StringIO(), width=width, record=True)
    console.print(show([ROW]))
    lines = console.export_text().splitlines()
    start = lines[0].index("link")
    assert "".join(line[start:].strip() for line in lines[1:]) == ROW.link
    assert "".join(line[: lines[0].index("network")].strip() for line in lines[1:]) == ROW.story


def test_a_pipe_gets_each_row_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    make_console().print(show([ROW]))
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split() == ["story", "network", "state", "when", "link"]
    assert line.split("  ") == [ROW.story, "mastodon", "posted", "27 November 2026 7:51am", ROW.link]


SETTLED = {
    "--release 2026/a-night": "./inv announce --release 2026/a-night x",
    "--mark-posted 2026/a-night": "./inv announce --mark-posted 2026/a-night x",
    "bluesky": "./inv announce --release 2026/night-on-ward-7 bluesky",
    "--release 2026/a --mark-posted 2026/b x": "Say --release or --mark-posted, not both.",
}


@pytest.mark.parametrize(("typed", "hint"), SETTLED.items(), ids=SETTLED)
def test_a_held_story_is_settled_in_one_way_on_one_network(typed: str, hint: str) -> None:
    ran = run(ROOT, "announce", *typed.split())
    assert (ran.returncode, hint in ran.stderr) == (2, True), ran.stderr
