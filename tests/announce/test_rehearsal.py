"""The rehearsal: real HTTP, real git, the real client, nothing leaving this machine."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from goodnews.announce.ledger import Ledger, LedgerChanges
from goodnews.announce.policy import Clock, Policy
from goodnews.announce.practice.server import PracticeServer
from goodnews.announce.record import Record, RecordKey, State
from goodnews.commands.announce import practice_branch
from goodnews.commands.announced import run_announced, run_settle
from goodnews.problems import CommandError
from goodnews.story import LONDON
from tests.announce.fakes import x
from tests.announce.stage import ENVIRON, PUBLIC, Stage, make_story, picture
from tests.shared import git, make_remote


def posts(stage: Stage) -> list[dict[str, Any]]:
    file = stage.practice / "timeline.json"
    return json.loads(file.read_bytes())["posts"] if file.exists() else []


def test_the_first_rehearsal_posts_the_newest_story_only_and_says_so(stage: Stage) -> None:
    stage.publish(make_story("the-garden", days=2, photo=True), make_story("night-shift", photo=True))
    report = stage.run()
    assert report.exit_code == 0
    assert [post["text"] for post in posts(stage)] == [f"Night shift {PUBLIC}/stories/2026/night-shift/"]
    assert "1 story is recorded as already announced; the newest, “Night shift”" in report.lines[0]
    assert "the practice network on this machine" in report.lines[-1]


def test_the_photo_goes_along_with_its_description_unless_its_consent_has_run_out(stage: Stage) -> None:
    ended = picture().model_copy(update={"announce_until": (datetime.now(UTC) - timedelta(days=2)).date()})
    stage.publish_later(make_story("shown", photo=True), make_story("left-off", days=0.1, image=ended))
    assert stage.run().posted == 2
    (media,) = json.loads((stage.practice / "timeline.json").read_bytes())["media"].items()
    assert [post["media"] for post in posts(stage)] == [[], [media[0]], []]
    assert media[1]["alt"] == "Two nurses, backs to us, at the ward desk"
    assert "Two nurses, backs to us" in (stage.practice / "timeline.html").read_text()


def test_with_only_old_stories_the_newest_is_rehearsed_all_the_same(stage: Stage) -> None:
    stage.publish(make_story("long-ago", days=400), make_story("a-while-ago", days=60))
    report = stage.run()
    assert [post["text"].split(" http")[0] for post in posts(stage)] == ["A while ago"]
    assert "older than a week, but it is the newest there is" in report.lines[0]


def test_editing_a_story_never_announces_it_again(stage: Stage) -> None:
    stage.publish(make_story("night-shift"))
    stage.run()
    stage.publish(
        make_story("night-shift", days=0.01, title="A better title", post="New words:", tags=("nights",))
    )
    assert stage.run().posted == 0


def test_a_story_that_does_not_want_to_be_announced_is_not(stage: Stage) -> None:
    stage.publish_later(make_story("quiet", announce=False), make_story("elsewhere", announce=("bluesky",)))
    assert stage.run().posted == 1
    assert [post["text"].split(" http")[0] for post in posts(stage)] == ["Night shift", "Elsewhere"]


def test_no_more_than_three_go_out_in_one_run_and_none_is_forgotten(stage: Stage) -> None:
    stage.publish_later(*[make_story(f"story-{number}", days=2 - number / 10) for number in range(5)])
    assert [stage.run().posted for _ in range(3)] == [3, 2, 0]
    words = [post["text"].split(" http")[0] for post in posts(stage)]
    assert words[1:] == ["Story 0", "Story 1", "Story 2", "Story 3", "Story 4"]


def test_a_story_merged_late_is_held_that_is_said_once_and_a_person_may_release_it(stage: Stage) -> None:
    many = [make_story(f"old-{number}", days=400 - number) for number in range(8)]
    stage.publish_later(make_story("merged-late", days=8), *many)
    report = stage.run()
    assert (report.posted, report.exit_code) == (0, 0)
    assert report.lines[0] == (
        "Practice: Not posted, and held: 2026/merged-late, 2026/old-0, 2026/old-1 and 6 more. "
        "More than a week old when first seen. "
        "To post it all the same, say `./inv announce --release 2026/merged-late practice`."
    )
    states = {row.story: row.state for row in run_announced(stage.root, ENVIRON)}
    assert states["2026/merged-late"] is State.HELD
    again = stage.run()
    assert (again.exit_code, again.lines[0]) == (0, "Nothing new to announce.")
    now, yes = datetime.now(UTC), {"posted": False, "confirm": lambda _: True}
    run_settle(stage.root, ENVIRON, "2026/merged-late", "practice", now, **yes)
    assert [stage.run().posted, stage.run().posted] == [1, 0]
    assert posts(stage)[-1]["text"].startswith("Merged late")


@pytest.mark.parametrize(
    ("minutes", "code", "said"),
    [
        (1, 0, "Practice: Another run is posting this story."),
        (10, 1, "Needs a person: Practice: 2026/the-kitchen is perhaps posted. A run broke off."),
    ],
)
def test_a_claim_without_a_word_is_another_runs_at_first_and_then_unclear(
    stage: Stage, minutes: int, code: int, said: str
) -> None:
    new = make_story("the-kitchen", days=0.1)
    stage.publish_later(new)
    since = datetime.now(UTC) - timedelta(minutes=minutes)
    claim = Record(
        state=State.CLAIMED,
        updated_at=since,
        first_claimed_at=since,
        lease_expires_at=since + Policy().lease,
        request="{}",
    )
    ledger = Ledger(practice_branch(stage.root, ENVIRON), Clock())
    ledger.compare_and_swap(ledger.read(), LedgerChanges({RecordKey("practice", new.id): claim}), "Claim")
    for _ in range(2):
        report = stage.run()
        assert (report.posted, report.exit_code) == (0, code)
        assert report.lines[0].startswith(said)


def test_a_story_that_waited_until_it_was_too_old_is_held_and_that_is_said_once(stage: Stage) -> None:
    waiting = make_story("the-kitchen", days=6.9)
    stage.publish_later(waiting)
    (stage.public / "stories/2026/the-kitchen/index.html").unlink()
    assert stage.run().exit_code == 1
    stage.publish(waiting.model_copy(update={"published": waiting.published - timedelta(days=1)}))
    report = stage.run()
    assert report.exit_code == 1
    assert "“The kitchen” is held. It waited until it was too old to post." in report.lines[0]
    assert stage.run().exit_code == 0


NOT_ITS_PAGE = {
    "<!DOCTYPE html><title>This domain is parked</title>",
    '<link rel="canonical" href="https://stories.merrowdale.example/">',
    '<link rel="canonical" href="https://parked.example/stories/2026/the-kitchen/">',
    "",
}


def test_a_page_that_is_not_there_or_not_the_storys_is_never_linked_to(stage: Stage) -> None:
    new = make_story("the-kitchen", days=0.1)
    stage.publish_later(new)
    page = stage.public / "stories/2026/the-kitchen/index.html"

    def first_line() -> str:
        report = stage.run()
        assert (report.posted, report.exit_code) == (0, 1)
        return report.lines[0]

    for text in NOT_ITS_PAGE:
        page.write_text(text)
        assert f"{new.url} answers with a page that is not this story's." in first_line(), text
    page.unlink()
    assert f"{new.url} answers 404, not 200" in first_line()
    stage.publish(new)
    assert stage.run().posted == 1


def test_a_missing_picture_or_feed_stops_the_post(stage: Stage) -> None:
    stage.publish(make_story("night-shift", photo=True))
    (stage.public / "photos/one.jpg").unlink()
    assert any("photos/one.jpg answers 404" in line for line in stage.run().lines)
    stage.publish(make_story("night-shift", photo=True))
    (stage.public / "feed.xml").unlink()
    assert any("feed.xml answers 404" in line for line in stage.run().lines)
    assert posts(stage) == []


def test_in_quiet_hours_stories_wait_and_go_out_later(stage: Stage) -> None:
    now = datetime.now(LONDON)
    shut = f"{(now + timedelta(hours=2)):%H:%M}-{(now + timedelta(hours=3)):%H:%M}"
    stage.publish(make_story("night-shift"))
    report = stage.run(environ={"ANNOUNCE_HOURS": shut})
    assert (report.posted, report.exit_code) == (0, 0)
    assert any("waits. Posts go out from" in line for line in report.lines)
    assert stage.run().posted == 1


def test_a_rehearsal_leaves_every_remote_untouched(stage: Stage) -> None:
    remote = make_remote(stage.root)
    before = {path: path.stat().st_mtime_ns for path in remote.rglob("*")}
    stage.publish(make_story("night-shift"))
    assert stage.run().posted == 1
    assert {path: path.stat().st_mtime_ns for path in remote.rglob("*")} == before
    assert git(stage.root, "for-each-ref") == ""


def test_half_of_the_credentials_or_no_remote_is_a_plain_problem_before_anything_is_posted(
    stage: Stage,
) -> None:
    stage.publish(make_story("night-shift"))
    with pytest.raises(CommandError, match="but not X_API_SECRET, X_ACCESS_TOKEN, X_ACCESS_TOKEN_SECRET"):
        stage.run(environ={"X_API_KEY": "a-key"})
    with PracticeServer(stage.root / "other", keys=x.KEYS) as server:
        with pytest.raises(CommandError, match="no git remote “origin”"):
            stage.run(environ=x.credentials(server.url))
        assert server.timeline.posts() == []


def test_a_real_network_starts_with_a_baseline_and_posts_nothing(stage: Stage) -> None:
    remote = make_remote(stage.root)
    first = make_story("night-shift")
    stage.publish(first)
    with PracticeServer(stage.root / "other", keys=x.KEYS) as server:
        keys = x.credentials(server.url)
        report = stage.run(environ=keys)
        assert (report.posted, report.look, server.timeline.posts()) == (0, "", [])
        stage.publish(first, make_story("the-kitchen", photo=True))
        report = stage.run(environ=keys)
        assert (report.posted, report.exit_code) == (1, 0)
        (post,) = server.timeline.posts()
    assert report.events[-1].url == f"https://x.com/i/status/{post['id']}"
    assert not stage.practice.exists()
    assert git(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/announcements"
