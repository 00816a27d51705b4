"""`./inv bench`: which measurements there are, what they are asked, where their tables go."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import announce, build, feeds
from benchmarks import run as bench
from benchmarks.report import Table
from benchmarks.run import ALL, PAGE, BenchOptions, list_benches, run_bench
from goodnews.problems import CommandError

ROOT = Path(__file__).parents[2]
TABLE = Table("How long it takes", ("what", "seconds"), (("tea", "180"),))


def _nobody(_words: str) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("name", ALL)
def test_every_name_is_a_module_that_makes_a_table(name: str) -> None:
    assert callable(import_module(f"benchmarks.{name}").run)
    assert f"  {name} " in list_benches()


def test_the_task_alone_says_what_there_is() -> None:
    task = [sys.executable, "-m", "goodnews.commands", "bench"]
    said = subprocess.run(task, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == list_benches().strip()


def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        run_bench(tmp_path, "tea", BenchOptions(), write=False, echo=_nobody, progress=_nobody)
    assert "“tea”" in caught.value.message
    assert "photos" in caught.value.hint


@pytest.mark.parametrize(("stories", "runs"), [(1, None), (None, 0), (-5, 3)])
def test_too_little_to_measure_is_refused(stories: int | None, runs: int | None) -> None:
    with pytest.raises(CommandError, match="too few"):
        BenchOptions(stories, runs)


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (BenchOptions(), (build.STORIES, build.RUNS)),
        (BenchOptions(300), ((300,), build.RUNS)),
        (BenchOptions(300, 2), ((300,), 2)),
        (BenchOptions(runs=1), (build.STORIES, 1)),
    ],
)
def test_sizes_and_runs_are_as_asked_for_or_those_of_the_targets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: BenchOptions, asked: tuple[Sequence[int], int]
) -> None:
    def measure(stories: Sequence[int], runs: int, echo: Callable[[str], None]) -> Table:
        echo("nearly there")
        assert (tuple(stories), runs) == (tuple(asked[0]), asked[1])
        return TABLE

    monkeypatch.setattr(build, "run", measure)
    said: list[str] = []
    heard: list[str] = []
    run_bench(tmp_path, "build", options, write=False, echo=said.append, progress=heard.append)
    assert said == [TABLE.as_markdown()]
    assert heard == ["nearly there"]
    assert not (tmp_path / PAGE).exists()


def test_a_table_is_written_down_with_the_machine_when_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(feeds, "run", lambda: TABLE)
    for _ in range(2):
        run_bench(tmp_path, "feeds", BenchOptions(), write=True, echo=_nobody, progress=_nobody)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert page.count("| tea | 180 |") == 1
    assert "Python 3." in page


def test_what_can_not_be_measured_here_keeps_nothing_else_from_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail() -> Table:
        raise CommandError("There is no web server.", "Install one.")

    names = {"feeds": "", "announce": "", "photos": ""}
    monkeypatch.setattr(bench, "ALL", names)
    monkeypatch.setattr(feeds, "run", lambda: TABLE)
    monkeypatch.setattr(announce, "run", fail)
    monkeypatch.setattr(import_module("benchmarks.photos"), "run", lambda: TABLE)
    said: list[str] = []
    with pytest.raises(CommandError) as caught:
        run_bench(tmp_path, "all", BenchOptions(), write=False, echo=said.append, progress=_nobody)
    assert len(said) == 2
    assert "1 of 3" in caught.value.message
    assert "no web server" in caught.value.hint
