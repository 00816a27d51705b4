"""The steps of each workflow, in order, in clones of a bare remote: from merged to live to posted, once."""

import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.ours import PROJECT
from benchmarks.repository import BRANCH, PHOTO, Repository
from benchmarks.ways import repository_with_mailbox
from benchmarks.workflow import Job
from goodnews.announce.practice.server import PracticeServer
from goodnews.publish.headers import LoopbackSite
from goodnews.story import LONDON
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server
from tests.importers.mail.letters import letter, posted
from tests.mail_server import MailServer
from tests.photos.specimens import PLANT, phone_heic, phone_jpeg
from tests.site.conftest import picture
from tests.smtp_server import smtp_server

pytestmark = pytest.mark.nightly


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Repository]:
    (tmp_path / "site").mkdir()
    with LoopbackSite(tmp_path / "site") as site, PracticeServer(tmp_path / "practice") as practice:
        yield Repository(tmp_path, site.url, practice)


@pytest.fixture
def github(trust: Repository) -> Iterator[GitHubRepository]:
    """The Trust's repository as GitHub has it."""
    trust.runner.token = TOKEN
    repository = GitHubRepository(trust.runner.remote)
    with github_server(repository) as api:
        add_to_environ(trust, GITHUB_REPOSITORY=f"{OWNER}/{NAME}", GITHUB_API_URL=api)
        yield repository


def add_to_environ(trust: Repository, **values: str) -> None:
    trust.runner.environ = {**trust.runner.environ, **values}


def results(jobs: dict[str, Job]) -> dict[str, str]:
    """What became of the jobs that ran."""
    sys.stdout.writelines(job.said for job in jobs.values() if job.result == "failure")
    return {name: job.result for name, job in jobs.items() if job.result != "skipped"}


ALL_WELL = dict.fromkeys(("build", "attest", "pages", "announce"), "success")


def test_a_merge_is_live_and_posted_once_and_the_clock_finds_nothing_to_do(trust: Repository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    assert results(trust.merge()) == ALL_WELL
    assert trust.posts() == 0, "what is live before the first announcement is known"

    trust.write_with_photo("2026/the-garden", "Rooftop garden", picture("navy"))
    assert results(trust.merge()) == ALL_WELL
    live = json.loads((trust.runner.site / "announce.json").read_bytes())
    assert {story["id"] for story in live["stories"]} == {"2026/the-garden", "2026/the-kitchen"}
    assert trust.posts() == 1

    assert results(trust.tick()) == {"due": "success"}
    assert trust.posts() == 1


def test_a_broken_story_fails_the_last_job_alone_and_a_withdrawal_goes_out(trust: Repository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    trust.merge()
    trust.write("2026/broken", "Broken story", "colour: red")
    trust.write("2026/the-kitchen", "Hospital kitchen", "withdrawn: {on: 2026-11-20, reason: Asked to}")
    jobs = trust.merge()
    assert results(jobs) == {**ALL_WELL, "held": "failure"}
    assert "::error file=content/stories/2026/broken/story.md" in jobs["held"].said
    live = json.loads((trust.runner.site / "announce.json").read_bytes())
    assert live["stories"] == []
    assert "removed" in (trust.runner.site / "stories/2026/the-kitchen/index.html").read_text(
        encoding="utf-8"
    )


def test_a_branch_that_a_host_serves_is_pushed_and_waited_for(trust: Repository) -> None:
    trust.deliver_to(BRANCH)
    trust.write("2026/the-kitchen", "Hospital kitchen")
    assert results(trust.merge()) == dict.fromkeys(("build", "attest", "deploy", "announce"), "success")
    assert (trust.runner.site / "stories/2026/the-kitchen/index.html").is_file()


def test_a_pull_request_is_checked_and_fails_for_what_it_touches(trust: Repository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    trust.git("add", "--all")
    trust.git("commit", "--quiet", "-m", "Main")
    trust.write("2026/the-garden", "Rooftop garden")
    for ref, more in (("good", ""), ("bad", "colour: red")):
        trust.write("2026/the-garden", "Rooftop garden", more)
        trust.send(ref)
    sent = {"pull_request": {"head": {"ref": "patch-1", "repo": {"full_name": "a-sister/stories"}}}}
    jobs = trust.play("check", "pull_request", ref="good", payload=sent)
    assert results(jobs) == {"check": "success"}
    assert "a-sister/stories/upload/patch-1/content/stories/2026/the-garden)" in jobs["check"].said
    jobs = trust.play("check", "pull_request", ref="bad", payload=sent)
    assert jobs["check"].result == "failure"
    assert "::error file=content/stories/2026/the-garden/story.md" in jobs["check"].said


@pytest.fixture
def mailed(tmp_path: Path) -> Iterator[tuple[Repository, GitHubRepository, MailServer]]:
    with repository_with_mailbox(tmp_path) as made:
        yield made


def test_a_mail_is_a_draft_then_live_and_whoever_sent_it_hears(
    mailed: tuple[Repository, GitHubRepository, MailServer],
) -> None:
    trust, github, mailbox = mailed
    trust.write("2026/the-kitchen", "Hospital kitchen")
    trust.merge()
    mailbox.deliver(posted(letter("We had tea at 4am. It was hot.\n", ("IMG_1.HEIC", phone_heic()))))
    switched_on = trust.runner.variables
    trust.runner.variables = {**switched_on, "MAIL": ""}
    assert results(trust.play("mail", "schedule")) == {}
    trust.runner.variables = switched_on
    assert results(trust.play("mail", "schedule")) == {"take-in": "success"}
    (pull,) = github.pulls
    preview = trust.runner.folder / "artifacts/preview.html/preview.html"
    assert "We had tea at 4am." in preview.read_text(encoding="utf-8")

    branch = pull["head"]["ref"]
    trust.git("pull", "--quiet", trust.runner.remote.as_uri(), branch)
    (story,) = (trust.work / "content/stories").glob("*/tea-at-4am/story.md")
    text = story.read_text(encoding="utf-8").replace("alt:\n", "alt: A kettle\n")
    text = re.sub(r"draft: yes.*\n", "", text.replace("shows:\n", "shows: nobody\n"))
    story.write_text(text, encoding="utf-8")
    trust.git("commit", "--quiet", "--all", "-m", "Answer the questions")
    trust.git("push", "--quiet", trust.runner.remote.as_uri(), f"HEAD:{branch}")
    github.merge(1)
    assert results(trust.publish("push")) == ALL_WELL
    key = story.parent.relative_to(trust.work / "content/stories").as_posix()
    assert (trust.runner.site / f"stories/{key}/index.html").is_file()
    ((number, words, _login),) = github.comments
    assert number == 1
    assert f"/stories/{key}/\n" in words

    with smtp_server(mailbox.certificate) as outbox:
        sending = {"MAIL_SMTP_HOST": "localhost", "MAIL_SMTP_PORT": str(outbox.port)}
        trust.runner.variables = {**trust.runner.variables, **sending}
        assert results(trust.play("mail", "schedule")) == {"take-in": "success"}
        assert results(trust.play("mail", "schedule")) == {"take-in": "success"}
    ((to, words),) = outbox.messages
    assert to == "jo.bloggs@merrowdale.example"
    assert f"/stories/{key}/" in words


def test_what_has_gone_stale_is_one_issue(trust: Repository, github: GitHubRepository) -> None:
    add_to_environ(trust, https_proxy="http://127.0.0.1:9")  # nobody elsewhere is asked
    ends = (datetime.now(LONDON) + timedelta(days=9)).date()
    consent = f"consent: {{form: CF-1, covers: [website], ends: {ends}}}"
    photo = PHOTO.replace("shows: nobody", f"shows: staff, {consent}")
    trust.write("2026/the-kitchen", "Hospital kitchen", photo)
    (trust.work / "content/stories/2026/the-kitchen/clock.jpg").write_bytes(picture("navy"))
    trust.merge()
    for _ in range(2):
        jobs = trust.play("stale", "schedule")
        assert results(jobs) == {"stale": "success"}
    (issue,) = github.issues
    assert "content/stories/2026/the-kitchen/story.md" in issue["body"]


def test_a_pull_request_is_tidied_by_one_more_commit(trust: Repository, github: GitHubRepository) -> None:
    trust.write("2026/the-kitchen", "Hospital kitchen")
    trust.merge()
    trust.write_with_photo("2026/the-garden", "Rooftop garden", phone_jpeg())
    trust.send("patch-1")
    trust.git("push", "--quiet", trust.runner.remote.as_uri(), "ORIG_HEAD:refs/pull/1/head")
    repository = {"full_name": f"{OWNER}/{NAME}", "clone_url": str(trust.runner.remote), "private": True}
    head = {"ref": "patch-1", "sha": github.branches()["patch-1"], "repo": repository}
    github.pulls.append({"state": "open", "head": head, "base": {"ref": "main", "repo": repository}})
    jobs = trust.play("tidy", "workflow_dispatch", payload={"inputs": {"pull_request": 1}})
    assert results(jobs) == {"tidy": "success"}
    name = "patch-1:content/stories/2026/the-garden/clock.jpg"
    assert PLANT.encode() not in github.read(github.git("rev-parse", name))


def test_no_workflow_is_left_out_but_the_one_that_runs_these_tests() -> None:
    played = re.findall(r'play\("(\w+)"', Path(__file__).read_text(encoding="utf-8"))
    workflows = {path.stem for path in (PROJECT / ".github/workflows").glob("*.yml")}
    assert workflows - set(played) == {"test", "publish"}, "publish is what merge() and tick() play"
