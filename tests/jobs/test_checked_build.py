"""Checking and building at once: whoever checks, the same is found, and nothing is written before."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodnews.jobs import checking
from goodnews.jobs.check import run_check
from goodnews.jobs.checked import Answer
from goodnews.jobs.checked_build import build_checked
from goodnews.jobs.checking import Checking, Said
from goodnews.problems import ContentError, Problem, Severity, stop_at_errors
from goodnews.story import Contents
from tests.apart import linux, run_apart
from tests.jobs.test_check import TRUST
from tests.site.conftest import Site

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PHONE = "Ring Sam on 07700 900123."
FEW = pytest.mark.parametrize("few", [0, 100], ids=["all hands ask first", "another hand does it all"])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.write("2026/one", body="The kettle goes on at six.")
    site.write("2026/two", body="We utilise the kettle.")
    return site


def stop(answer: Answer) -> None:
    stop_at_errors(answer.problems)


def build(site: Site, approve: Callable[[Answer], None] = stop) -> None:
    build_checked(site.root, "publishconf.py", NOW, TRUST, approve, output=site.root / "output", anew=True)


@FEW
def test_what_is_found_is_what_a_check_finds(site: Site, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "FEW", few)
    found: list[Answer] = []
    build(site, found.append)
    (answer,) = found
    checked = run_check([], "text", root=site.root, trust=TRUST, now=NOW, anew=True)
    assert (answer.problems, answer.stories) == (checked.problems, 2)
    assert "reading-age" in {problem.code for problem in answer.problems}


@FEW
def test_nothing_is_written_before_it_is_approved(
    site: Site, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "FEW", few)
    stood: list[dict[str, bytes]] = []
    build(site, lambda _answer: stood.append(site.files()))
    assert stood == [{}]
    before = site.files()
    site.write("2026/one", body=PHONE)
    build(site, lambda _answer: stood.append(site.files()))
    assert stood[1] == before
    assert site.files() != before


@FEW
def test_an_error_leaves_the_last_site_as_it_was(
    site: Site, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "FEW", few)
    build(site)
    before = site.files()
    site.write("2026/one", body=PHONE)
    with pytest.raises(ContentError, match="phone"):
        build(site)
    assert site.files() == before


@FEW
def test_what_is_said_of_it_is_heard(
    site: Site, few: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checking, "FEW", few)
    build(site, lambda answer: print(f"Checked {answer.stories}."))  # noqa: T201
    assert capsys.readouterr().out == "Checked 2.\n"


def test_it_is_asked_about_a_site_that_did_not_change_too(site: Site) -> None:
    build(site)
    asked: list[Answer] = []
    build(site, asked.append)
    assert len(asked) == 1


def test_a_story_that_cant_be_read_hides_no_problem_of_another(site: Site) -> None:
    site.write("2026/one", body=PHONE)
    site.write("2026/two", category="")
    with pytest.raises(ContentError) as stopped:
        build(site)
    files = {problem.file for problem in stopped.value.problems if problem.is_error}
    assert files == {f"content/stories/2026/{name}/story.md" for name in ("one", "two")}


def test_a_story_saved_while_another_hand_reads_is_checked_as_it_is_built(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other hand saw another text, in which there was nothing to find.
    class Outrun:
        def __init__(self, _job: object, _hands: int) -> None:
            pass

        def answer(self) -> Said:
            return Said(Answer((), 2), "other stories")

        def give_up(self) -> None:
            pass

    monkeypatch.setattr(checking, "Errand", Outrun)
    site.write("2026/one", body=PHONE)
    contents = Contents(site.root, site.root / ".cache")
    check = Checking(contents, TRUST, NOW, anew=True)
    check.begin()
    answer = check.answer()
    assert any("phone" in problem.code for problem in answer.problems)


def test_who_has_nothing_else_to_do_checks_without_another_hand(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "Errand", None)
    contents = Contents(site.root, site.root / ".cache")
    assert Checking(contents, TRUST, NOW, anew=True).answer().stories == 2


def test_only_what_has_to_be_fixed_stops_it() -> None:
    advice = Problem("a", 1, Severity.ADVICE, "reading-age", "What.", "Fix.")
    stop_at_errors([advice])
    with pytest.raises(ContentError) as stopped:
        stop_at_errors([advice, advice._replace(severity=Severity.ERROR)])
    assert len(stopped.value.problems) == 2


@linux
@FEW
def test_with_several_hands_it_is_the_same(site: Site, few: int) -> None:
    site.write("2026/three", body=PHONE)
    program = """
import json, os, sys
from datetime import datetime
from pathlib import Path
os.sched_getaffinity = lambda _: {0, 1}
from goodnews.jobs import checking
from goodnews.jobs.checked_build import build_checked
from goodnews.jobs.settings import read_trust
checking.FEW = int(sys.argv[2])
root, now, found = Path(sys.argv[1]), datetime.fromisoformat(sys.argv[3]), []
trust = read_trust(root, "publishconf.py")
def approve(answer):
    found.extend(answer.problems)
build_checked(root, "publishconf.py", now, trust, approve, output=root / "output", anew=True)
print(json.dumps(found))
"""
    told = run_apart(program, str(site.root), str(few), NOW.isoformat())
    assert isinstance(told, list)
    found = [Problem(*row) for row in told]
    alone = run_check([], "text", root=site.root, trust=TRUST, now=NOW, anew=True)
    stories = {problem for problem in alone.problems if problem.file.startswith("content/stories")}
    assert {problem for problem in found if problem.file.startswith("content/stories")} == stories
    assert (site.root / "output" / "stories" / "2026" / "three" / "index.html").is_file()
