"""Asking, several times an hour, whether there is anything to publish."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodnews.announce.git_branch import BRANCH, GitBranch
from goodnews.announce.ledger import Ledger, LedgerChanges
from goodnews.announce.policy import Clock
from goodnews.announce.record import Record, RecordKey, State
from goodnews.commands.due import run_due
from goodnews.config import SiteConfig
from goodnews.problems import CommandError
from tests.shared import git, make_remote
from tests.trust import make_config

from .conftest import Place, Stories

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CLOCK = {"GITHUB_EVENT_NAME": "schedule"}
NOTHING = "Nothing is due: what is live is up to date."


def settings(url: str) -> SiteConfig:
    return make_config(SITEURL=url)


def why(stories: Stories, place: Place, now: datetime = NOW) -> str:
    return run_due(stories.root, settings(place.url), now, CLOCK).as_text()


def test_nothing_is_due_when_the_live_site_shows_it_all(stories: Stories, place: Place) -> None:
    stories.add("night")
    stories.add("later", date="2026-12-01")
    stories.add("unfinished", draft="yes")
    place.put_live("2026/night")
    due = run_due(stories.root, settings(place.url), NOW, CLOCK)
    assert (due.to_publish, due.as_text()) == ((), NOTHING)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2026-11-20 12:01", datetime(2026, 11, 20, 12, 1, tzinfo=UTC)),
        ("2026-06-20 07:45", datetime(2026, 6, 20, 6, 45, tzinfo=UTC)),
    ],
    ids=["in winter", "in summer"],
)
def test_a_story_whose_time_has_come_in_london_is_due(
    stories: Stories, place: Place, date: str, moment: datetime
) -> None:
    stories.add("night", title="A night", date=date)
    place.put_live()
    assert why(stories, place, moment - timedelta(minutes=1)) == NOTHING
    assert why(stories, place, moment) == "“A night” is out now."


def test_a_story_taken_back_is_due_until_its_page_says_so(stories: Stories, place: Place) -> None:
    stories.add("night", "withdrawn: {on: 2026-11-20, reason: Consent withdrawn}")
    place.put_live("2026/night")
    assert "2026/night has to leave the site." in why(stories, place)
    place.put_live(withdrawn=("2026/night",))
    assert why(stories, place) == NOTHING


@pytest.mark.parametrize(
    ("minutes", "due"), [(-1, False), (0, True), (119, True), (121, False), (240, True), (361, False)]
)
def test_a_live_story_is_due_when_it_starts_and_when_it_ends(
    stories: Stories, place: Place, minutes: int, due: bool
) -> None:
    stories.add(
        "board",
        "live: {starts: 2026-11-20 12:00, ends: 2026-11-20 16:00, watch: 'https://video.example/live'}",
    )
    place.put_live("2026/board")
    assert (why(stories, place, NOW + timedelta(minutes=minutes)) != NOTHING) is due


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"version": 99}'])
def test_a_site_that_does_not_say_what_it_holds_gets_a_new_build(
    stories: Stories, place: Place, body: bytes
) -> None:
    place.answer("/announce.json", body=body)
    assert "does not say what it holds" in why(stories, place)


def test_whoever_pushes_gets_a_publish_without_a_look(stories: Stories, tmp_path: Path) -> None:
    output = tmp_path / "github-output"
    asked = {"GITHUB_EVENT_NAME": "push", "GITHUB_OUTPUT": str(output)}
    due = run_due(stories.root, settings("https://nobody.invalid"), NOW, asked)
    assert due.as_text() == "Somebody asked for it (push)."
    assert output.read_text(encoding="utf-8") == "due=yes\nannounce=yes\n"


def test_the_clock_s_answer_reaches_the_workflow(stories: Stories, place: Place, tmp_path: Path) -> None:
    place.put_live()
    output = tmp_path / "github-output"
    run_due(stories.root, settings(place.url), NOW, CLOCK | {"GITHUB_OUTPUT": str(output)})
    assert output.read_text(encoding="utf-8") == "due=no\nannounce=no\n"
    with pytest.raises(CommandError, match="can't be written"):
        run_due(stories.root, settings(place.url), NOW, CLOCK | {"GITHUB_OUTPUT": str(tmp_path)})


def test_the_announcer_is_called_when_the_ledger_waits_for_something(
    stories: Stories, place: Place, tmp_path: Path
) -> None:
    stories.add("night")
    remote = make_remote(stories.root)
    branch = GitBranch(remote, str(remote), {})
    output = tmp_path / "github-output"

    def asked(**environ: str) -> str:
        output.write_text("", encoding="utf-8")
        run_due(
            stories.root,
            settings(place.url),
            NOW,
            CLOCK | environ | {"GITHUB_OUTPUT": str(output)},
        )
        return output.read_text(encoding="utf-8")

    quiet, waiting = "due=no\nannounce=no\n", "due=no\nannounce=yes\n"
    place.put_live("2026/night")
    assert asked() == quiet, "no network was ever begun"
    ledger = Ledger(branch, Clock())
    marked = ledger.compare_and_swap(ledger.read(), LedgerChanges(markers={"x": NOW}), "Begin")
    assert marked
    assert asked() == waiting
    assert asked(ANNOUNCE_HOURS="14:00-21:00") == quiet
    posted = Record(state=State.POSTED, updated_at=NOW)
    ledger.compare_and_swap(marked, LedgerChanges({RecordKey("x", "2026/night"): posted}), "Posted")
    assert asked() == quiet
    place.put_live("2026/night", ledger=branch.tip())
    git(remote, "update-ref", "-d", BRANCH)
    assert asked() == waiting, "it is gone, and the announcer says so"
    remote.rename(remote.with_suffix(".away"))
    assert asked() == waiting, "it can't be read, and the announcer says so"


@pytest.mark.parametrize("wrong", [{"date": "soon"}, {"category": "Nonsense"}])
def test_a_story_that_is_held_up_is_no_reason_to_publish_again_and_again(
    stories: Stories, place: Place, wrong: dict[str, str]
) -> None:
    stories.add("night", **wrong)
    place.put_live()
    assert why(stories, place) == NOTHING
    place.put_live("2026/night")
    assert why(stories, place) == NOTHING
