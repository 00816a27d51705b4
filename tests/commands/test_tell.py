"""Whoever sent a story hears once that it is live: in its pull request, or by mail."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodnews.commands.take_in import TakeInReport
from goodnews.commands.take_in_mailbox import TAKEN_IN
from goodnews.commands.tell import TOLD, tell_pull_requests, tell_senders
from goodnews.config import PUBLIC, SiteConfig, load_config
from goodnews.github import MOST_PAGES, GitHub
from goodnews.http_server import FolderHandler, LocalServer
from goodnews.problems import CommandError
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, repository_on_github
from tests.importers.mail.letters import letter, posted
from tests.shared import git
from tests.smtp_server import Outbox, smtp_server
from tests.trust import make_config

from .conftest import Place, Stories
from .mail_trust import Trust


@dataclass
class Sent:
    """A Trust's repository with what came in by pull request, and its live site."""

    stories: Stories
    site: Place
    repository: GitHubRepository
    environ: dict[str, str]
    live: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def config(self) -> SiteConfig:
        return make_config(SITEURL=self.site.url)

    def git(self, *words: str) -> None:
        git(self.stories.root, *words)

    def commit(self, branch: str, *slugs: str) -> None:
        """Push stories to a branch, and put them live."""
        for slug in slugs:
            self.stories.add(slug)
        self.git("add", "content")
        self.git("commit", "-qm", "Create story.md")
        self.git("push", "-q", str(self.repository.path), branch)
        self.live += [f"2026/{slug}" for slug in slugs]
        self.site.put_live(*self.live)

    def send(self, *slugs: str) -> None:
        """A pull request with these stories, merged by the button."""
        branch = f"patch-{len(self.repository.pulls) + 1}"
        self.git("checkout", "-qb", branch, "main")
        self.commit(branch, *slugs)
        github = GitHub(self.environ["GITHUB_API_URL"], f"{OWNER}/{NAME}", TOKEN)
        self.repository.merge(github.open_draft(branch, "main", "Tea", "")["number"])
        self.git("checkout", "-q", "main")
        self.git("pull", "-q", str(self.repository.path), "main")

    def tell(self, *new: str) -> int:
        self.said.clear()
        environ = {**self.environ, "NEW": json.dumps(new) if new else ""}
        return tell_pull_requests(self.config, environ, self.said.append)


@pytest.fixture
def sent(stories: Stories, place: Place) -> Iterator[Sent]:
    with repository_on_github(stories.root) as (repository, environ):
        yield Sent(stories, place, repository, environ)


def test_the_pull_request_of_a_story_that_is_live_says_so_once_and_names_nobody(sent: Sent) -> None:
    sent.send("tea", "cake")
    sent.send("soup")
    assert sent.tell("2026/tea", "2026/cake") == 0
    ((number, body, _login),) = sent.repository.comments
    assert number == 1
    _, words = body.split("\n\n", 1)
    assert words == "\n".join(
        [*(f"It is live: {sent.site.url}/2026/{slug}/" for slug in ("tea", "cake")), "", "Thank you."]
    )
    assert sent.tell("2026/tea", "2026/cake") == 0
    assert sent.said == ["Pull request 1 says so already."]
    assert len(sent.repository.comments) == 1


def test_a_story_that_goes_live_later_is_said_by_itself(sent: Sent) -> None:
    sent.send("tea", "cake")
    sent.tell("2026/tea")
    sent.tell("2026/tea", "2026/cake")
    assert ["cake" in body for _, body, _ in sent.repository.comments] == [False, True]
    assert "2026/tea" not in sent.repository.comments[1][1]


def test_our_line_is_found_behind_a_long_talk_and_a_stranger_s_copy_of_it_is_not_ours(sent: Sent) -> None:
    sent.send("tea")
    sent.repository.comments.append((1, "<!-- live: 2026/tea -->\n", "stranger"))
    sent.repository.comments += [(1, "Lovely!", "stranger")] * 150
    assert MOST_PAGES > 1
    for _ in range(2):
        sent.tell("2026/tea")
        assert [login for _, _, login in sent.repository.comments].count("github-actions[bot]") == 1


def test_nobody_hears_of_what_is_not_live_or_was_pushed_without_a_pull_request(sent: Sent) -> None:
    sent.commit("main", "pushed")
    assert sent.tell("2026/pushed", "2026/gone") == 0
    assert sent.said == []
    assert sent.tell() == 0
    assert sent.said == ["There is nobody to tell."]
    assert sent.repository.comments == []


def test_a_pull_request_that_takes_no_line_is_named_and_stops_no_other(sent: Sent) -> None:
    sent.send("tea")
    sent.repository.may_comment = False
    assert sent.tell("2026/tea") == 1
    assert sent.said[0].startswith("Pull request 1 could not be told. GitHub refused (403)")


@pytest.mark.parametrize("new", ["no", "{}", '"2026/tea"'])
def test_what_no_build_wrote_is_said(config: SiteConfig, new: str) -> None:
    with pytest.raises(CommandError, match="NEW is not what a build wrote"):
        tell_pull_requests(config, {"NEW": new}, print)


@pytest.fixture
def outbox(trust: Trust) -> Iterator[Outbox]:
    with smtp_server(trust.mailbox.certificate) as server:
        trust.environ |= {"MAIL_SMTP_HOST": "localhost", "MAIL_SMTP_PORT": str(server.port)}
        yield server


@pytest.fixture
def live(trust: Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trust]:
    """The Trust's site, served once it is built, with a story of it that came by mail."""
    folder = trust.site.root / "output"
    with LocalServer(FolderHandler, folder=folder) as server:
        monkeypatch.setenv("SITEURL", server.url)
        trust.mailbox.deliver(posted(letter("We had tea at 4am. It was hot.\n")))
        trust.run()
        trust.merge_answered(tmp_path / "clone")
        yield trust


def tell(trust: Trust) -> TakeInReport:
    return tell_senders(trust.site.root, load_config(trust.site.root, PUBLIC), trust.environ)


def test_a_pull_request_says_who_tells_the_sender(trust: Trust) -> None:
    for number, (host, words) in enumerate({"": "answer the mail", "smtp.example": "without you"}.items()):
        trust.environ["MAIL_SMTP_HOST"] = host
        trust.mailbox.deliver(posted(letter(message_id=f"<{number}@phone.example>")))
        trust.run()
        assert words in trust.repository.pulls[number]["body"]


def test_the_sender_hears_once_and_of_what_is_live_alone(live: Trust, outbox: Outbox) -> None:
    story = live.site.root / "content/stories/2026/tea-at-4am/story.md"
    finished = story.read_text(encoding="utf-8")
    story.write_text(finished.replace("title:", "draft: yes\ntitle:"), encoding="utf-8")
    live.site.write("2026/another")
    live.site.build()
    assert tell(live).as_text() == "There is nobody to tell."
    assert outbox.messages == []

    story.write_text(finished, encoding="utf-8")
    live.site.build()
    assert tell(live).taken == ("Whoever sent 2026/tea-at-4am was told that it is live.",)
    ((to, words),) = outbox.messages
    assert to == "jo.bloggs@merrowdale.example"
    assert "/stories/2026/tea-at-4am/" in words
    assert "In-Reply-To: <tea-1@phone.example>" in words
    assert [live.mailbox.count(TAKEN_IN), live.mailbox.count(TOLD)] == [0, 1]
    live.mailbox.deliver(posted(letter("We had tea at 4am. It was hot.\n")), TAKEN_IN)
    report = tell(live)
    assert report.code == 1
    assert "answer the mail" in report.waiting[0]
    assert len(outbox.messages) == 1
    assert "Bloggs" not in report.as_text()


def test_a_message_that_did_not_go_out_is_a_person_s_and_never_sent_again(
    live: Trust, outbox: Outbox
) -> None:
    live.site.build()
    outbox.refuses = True
    assert "2026/tea-at-4am" in tell(live).waiting[0]
    outbox.refuses = False
    assert tell(live).as_text() == "There is nobody to tell."
    assert outbox.messages == []


def test_without_a_server_to_send_by_nobody_is_written_to(trust: Trust) -> None:
    assert "MAIL_SMTP_HOST is not set" in tell(trust).as_text()
