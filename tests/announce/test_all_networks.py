"""One run over every network at once, with a real git remote for the ledger."""

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from goodnews.announce.git_branch import read_post_links
from goodnews.commands.announce import run_preview, run_try
from goodnews.commands.announced import as_json, run_announced, run_settle
from goodnews.feeds.announce_manifest import WithdrawnStory
from goodnews.problems import CommandError
from tests.announce import fakes
from tests.announce.fakes import bluesky, facebook
from tests.announce.stage import ENVIRON, PUBLIC, Stage, make_story, stage_in
from tests.shared import git, make_remote

SECRETS = ("planted-", "9999-8888", "sister@", "7700900", "porter@")
PEOPLE = "sister@merrowdale.example\n07700 900123\nSister@Merrowdale.example\nporter@merrowdale.example"
FIRST, SECOND = make_story("night-shift", days=1), make_story("the-kitchen", days=0.1, photo=True)


@dataclass
class Everything:
    stage: Stage
    keys: dict[str, str]
    fakes: dict[str, Any]
    remote: Path

    def run(self, only: str = "", **more: Any) -> Any:
        """Announce everywhere, or on one network alone."""
        keys = {name: value for name, value in self.keys.items() if name.startswith(only.upper())}
        environ = {**keys, **more.pop("environ", {})}
        return self.stage.run(environ=environ, **{"confirm": lambda _: True, **more})


@contextmanager
def networks(stage: Stage) -> Iterator[Everything]:
    """Every network switched on."""
    with ExitStack() as stack:
        servers = {name: fakes.start(name, stack, stage.root.parent / "x") for name in fakes.CREDENTIALS}
        keys = {
            variable: value
            for name, server in servers.items()
            for variable, value in fakes.CREDENTIALS[name](server.url).items()
        }
        keys["NOTIFY_RECIPIENTS"] = PEOPLE
        yield Everything(stage, keys, servers, stage.root.parent / "remote.git")
        assert [server.wrong for server in servers.values()] == [[]] * len(servers)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project and its remote, to be copied: the baseline of every network is recorded."""
    with stage_in(tmp_path_factory.mktemp("begun")) as stage, networks(stage) as ready:
        make_remote(stage.root)
        stage.publish(FIRST)
        assert ready.run().exit_code == 0
        return stage.root.parent


@pytest.fixture
def everything(stage: Stage, begun: Path) -> Iterator[Everything]:
    """Every network switched on, its baseline recorded, one new story live."""
    with networks(stage) as ready:
        for folder in (stage.root, ready.remote):
            shutil.copytree(begun / folder.name, folder, dirs_exist_ok=True)
        git(stage.root, "remote", "set-url", "origin", str(ready.remote))
        stage.publish(FIRST, SECOND)
        yield ready


def everything_in(remote: Path) -> str:
    """All that a remote holds, history included, as text."""
    return git(remote, "log", "--all", "-p", "--format=%H %an %ae %s %b")


def counts(everything: Everything) -> dict[str, int]:
    return {name: len(fake.posts()) for name, fake in everything.fakes.items()}


ONCE = {"x": 1, "bluesky": 1, "mastodon": 1, "facebook": 1, "webhook": 1, "notify": 3}


def test_a_new_story_goes_once_to_every_network_and_once_to_every_person(everything: Everything) -> None:
    report = everything.run()
    assert report.exit_code == 0, report.lines
    assert counts(everything) == ONCE
    assert sorted(everything.fakes["notify"].posts()) == [
        "+447700900123",
        "porter@merrowdale.example",
        "sister@merrowdale.example",
    ]
    assert everything.run().posted == 0
    assert counts(everything) == ONCE


def test_neither_the_ledger_nor_what_is_printed_holds_a_secret_or_a_person(everything: Everything) -> None:
    lines = [*everything.run().lines]
    for fake, method in (("x", "POST /2/tweets"), ("facebook", "POST /112233/feed")):
        everything.fakes[fake].trouble[method] = 403
    everything.stage.publish(FIRST, SECOND, make_story("third", days=0.05))
    lines += everything.run().lines
    said = "\n".join([*lines, everything_in(everything.remote)])
    for planted in SECRETS:
        assert planted not in said


@pytest.mark.parametrize("broken", [("x", "mastodon", "webhook"), ("bluesky", "facebook", "notify")])
def test_one_networks_trouble_never_stops_another(everything: Everything, broken: tuple[str, ...]) -> None:
    with ExitStack() as back_again:
        for name in broken:
            everything.fakes[name].__exit__(None, None, None)
            back_again.callback(everything.fakes[name].__enter__)
        report = everything.run()
    assert report.exit_code == 1
    assert counts(everything) == {**ONCE, **dict.fromkeys(broken, 0)}
    assert len({event.network for event in report.events if event.needs_person}) == len(broken)


def test_a_network_added_later_starts_with_its_own_baseline(stage: Stage) -> None:
    make_remote(stage.root)
    with bluesky.FakeBluesky() as sky, facebook.FakeFacebook() as page:
        stage.publish(FIRST)
        stage.run(environ=bluesky.credentials(sky.url))
        stage.publish(FIRST, SECOND)
        both = {**bluesky.credentials(sky.url), **facebook.credentials(page.url)}
        stage.run(environ=both)
        assert (len(sky.posts()), len(page.posts())) == (1, 0)
        stage.publish(FIRST, SECOND, make_story("third", days=0.05))
        stage.run(environ=both)
        assert (len(sky.posts()), len(page.posts())) == (2, 1)


def test_a_withdrawn_story_is_taken_back_and_what_cannot_be_is_listed(everything: Everything) -> None:
    everything.run()
    everything.stage.publish(FIRST, withdrawn=(WithdrawnStory(id=SECOND.id, url=SECOND.url),))
    everything.fakes["mastodon"].trouble["DELETE /api/v1/statuses/1000"] = 503
    report = everything.run()
    assert counts(everything) == {**dict.fromkeys(ONCE, 0), "mastodon": 1, "webhook": 1, "notify": 3}
    assert report.exit_code == 1
    kept = {
        event.network: event.text
        for event in report.events
        if "is withdrawn" in event.text and not event.needs_person
    }
    assert kept == dict.fromkeys(
        ("Webhook", "GOV.UK Notify"), "2026/the-kitchen is withdrawn, but what was sent can't be recalled."
    )
    everything.fakes["mastodon"].trouble.clear()
    report = everything.run()
    assert (report.exit_code, counts(everything)["mastodon"]) == (0, 0)
    everything.stage.publish(FIRST, SECOND)
    assert everything.run().posted == 0, "a story that comes back is not announced again"


def test_looking_first_shows_every_post_and_makes_none(everything: Everything) -> None:
    before = everything_in(everything.remote)
    lines = run_preview(
        everything.stage.root, PUBLIC, {**ENVIRON, **everything.keys}, fetch_base=everything.stage.site.url
    )
    text = "\n".join(lines)
    assert "X: 2026/the-kitchen (35 of 280)" in text
    assert "described as: Two nurses, backs to us, at the ward desk" in text
    assert "to: 2 emails and 1 text messages, about £0.02" in text
    assert lines[-1] == "Nothing was posted."
    assert counts(everything) == dict.fromkeys(ONCE, 0)
    assert everything_in(everything.remote) == before


def test_messages_that_cost_money_wait_for_a_yes(everything: Everything) -> None:
    asked: list[str] = []

    def no(question: str) -> bool:
        asked.append(question)
        return False

    report = everything.run(confirm=no)
    assert (report.exit_code, counts(everything)) == (1, {**ONCE, "notify": 0})
    assert asked == ["GOV.UK Notify: send 2026/the-kitchen to 2 emails and 1 text messages, about £0.02?"]
    report = everything.run()
    assert (report.exit_code, counts(everything)) == (0, ONCE)


@pytest.mark.parametrize("opted_out", ["PORTER@merrowdale.example, +44 7700 900123", "left"])
def test_who_has_opted_out_or_used_the_unsubscribe_link_hears_nothing(
    everything: Everything, opted_out: str
) -> None:
    reports = everything.stage.root.parent / "left"
    reports.mkdir()
    (reports / "by-hand.txt").write_text("07700 900123 # asked at the desk\n")
    (reports / "report.csv").write_text(
        "Email address,Template name,Unsubscribe requested at\nPorter@merrowdale.example,News,2026-11-20\n"
    )
    everything.run("notify", environ={"NOTIFY_OPT_OUTS": opted_out.replace("left", str(reports))})
    assert everything.fakes["notify"].posts() == ["sister@merrowdale.example"]


def test_nothing_is_sent_until_the_trust_confirms_that_people_can_leave(everything: Everything) -> None:
    report = everything.run(environ={"NOTIFY_UNSUBSCRIBE_LINK": ""})
    assert (report.exit_code, counts(everything)) == (1, {**ONCE, "notify": 0})
    assert any("set NOTIFY_UNSUBSCRIBE_LINK to yes" in line for line in report.lines)
    assert (everything.run().exit_code, counts(everything)) == (0, ONCE)


def test_one_bad_address_stops_nobody_else_and_is_told(everything: Everything) -> None:
    everything.fakes["notify"].bad_addresses.add("porter@merrowdale.example")
    report = everything.run("notify")
    assert counts(everything)["notify"] == 2
    assert report.exit_code == 1
    assert any("2 sent, 1 not" in line for line in report.lines)
    assert everything.run("notify").exit_code == 0, "it is told once, and not asked for ever"
    assert counts(everything)["notify"] == 2, "the others do not get it twice"


def test_messages_cut_off_halfway_are_finished_later_and_nobody_gets_two(everything: Everything) -> None:
    everything.fakes["notify"].trouble["POST /v2/notifications/sms"] = 429
    assert everything.run("notify").exit_code == 1
    everything.fakes["notify"].trouble.clear()
    assert everything.run("notify").exit_code == 0
    assert counts(everything)["notify"] == 3


def test_another_hash_key_is_refused_before_anybody_is_written_to_again(everything: Everything) -> None:
    everything.run("notify")
    report = everything.run("notify", environ={"NOTIFY_HASH_KEY": "planted-another-key-987654321"})
    assert report.exit_code == 1
    assert any(
        "key that GOV.UK Notify's recipients are recorded with has changed" in line for line in report.lines
    )
    assert counts(everything)["notify"] == 3


def test_a_list_of_people_is_read_outside_the_project_and_refused_inside(everything: Everything) -> None:
    inside = everything.stage.root / "people.txt"
    outside = everything.stage.root.parent / "people.txt"
    for file in (inside, outside):
        file.write_text("sister@merrowdale.example # nights\n")
    with pytest.raises(CommandError, match="inside the project's folder"):
        everything.run(environ={"NOTIFY_RECIPIENTS": inside.name})
    everything.run("notify", environ={"NOTIFY_RECIPIENTS": str(outside)})
    assert everything.fakes["notify"].posts() == ["sister@merrowdale.example"]


def test_what_was_posted_is_a_table_and_conversations_for_the_next_build(everything: Everything) -> None:
    root = everything.stage.root
    assert read_post_links(root, ENVIRON) == {}
    everything.run()
    rows = run_announced(root, {**ENVIRON, **everything.keys})
    assert {(row.story, row.network, row.state.value) for row in rows} == {
        (SECOND.id, name, "posted") for name in ONCE
    }
    assert json.loads(as_json(rows))[0]["story"] == SECOND.id
    links = read_post_links(root, ENVIRON)
    assert {story: set(places) for story, places in links.items()} == {
        SECOND.id: {"x", "bluesky", "mastodon", "facebook"}
    }
    shutil.rmtree(root / ".git")
    assert read_post_links(root, ENVIRON) == {}


@pytest.mark.parametrize("posted", [True, False])
def test_a_held_story_is_settled_by_a_person_as_posted_or_to_be_posted(
    everything: Everything, posted: bool
) -> None:
    post = "POST /services/planted-webhook-path"
    everything.fakes["webhook"].trouble[post] = "drop after" if posted else "drop before"
    report = everything.run("webhook")
    assert report.exit_code == 1
    assert any(f"{SECOND.id} is held" in line for line in report.lines)
    everything.fakes["webhook"].trouble.clear()

    def settle(story: str, *, yes: bool) -> str:
        root, environ, now = everything.stage.root, {**ENVIRON, **everything.keys}, datetime.now(UTC)
        return run_settle(root, environ, story, "webhook", now, posted=posted, confirm=lambda _: yes)

    with pytest.raises(CommandError, match="Nothing was changed"):
        settle(SECOND.id, yes=False)
    said = settle(SECOND.id, yes=True)
    assert said.startswith(f"{SECOND.id} on webhook is {'posted now' if posted else ''}")
    with pytest.raises(CommandError, match="Only what is held"):
        settle(FIRST.id, yes=True)
    report = everything.run("webhook")
    assert (report.posted, report.exit_code, counts(everything)["webhook"]) == (int(not posted), 0, 1)


@pytest.mark.parametrize("name", ["x", "notify"])
def test_while_a_post_is_unclear_later_runs_say_so_and_it_is_not_made_again(
    everything: Everything, name: str
) -> None:
    post = {"x": "POST /2/tweets", "notify": "POST /v2/notifications/sms"}[name]
    everything.fakes[name].trouble[post] = "drop after"
    assert everything.run(name).exit_code == 1
    everything.fakes[name].trouble.clear()
    for _ in range(2):
        report = everything.run(name)
        assert report.exit_code == 1
        (line,) = [event.text for event in report.events if event.needs_person]
        assert line.startswith("2026/the-kitchen is perhaps posted. 127.0.0.1 broke off. The first run after")
    assert counts(everything)[name] == ONCE[name]


def test_credentials_are_tried_before_they_are_needed_and_nothing_is_posted(everything: Everything) -> None:
    before = everything_in(everything.remote)
    environ = {**ENVIRON, **everything.keys}
    lines, code = run_try(everything.stage.root, environ)
    assert code == 0
    assert lines == (
        "The record of what was announced can be read.",
        "X: @practice; may post, and look for what it posted.",
        "Bluesky: @merrowdale.example; may post, and look for what it posted.",
        "Mastodon: @merrowdale; may post, and look for what it posted.",
        "Facebook: Merrowdale; may post, and look for what it posted.",
        "Webhook: its address; can't be tried without sending something.",
        "GOV.UK Notify: the templates A new story and A new story; 3 recipients.",
        "Nothing was posted.",
    )
    assert counts(everything) == dict.fromkeys(ONCE, 0)
    assert everything_in(everything.remote) == before
    everything.fakes["facebook"].trouble["GET /112233"] = 401
    lines, code = run_try(everything.stage.root, environ)
    assert code == 1
    assert "Needs a person: Facebook: Facebook said no (401): made up for the test" in lines


def test_without_any_credentials_there_is_nothing_to_try(stage: Stage) -> None:
    assert run_try(stage.root, ENVIRON) == (("No network has credentials, so there is nothing to try.",), 0)
