"""Whoever sent a story by pull request reads there, once, that it is live."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodnews.commands.tell_pull_requests import tell_pull_requests
from goodnews.config import PUBLIC, load_config
from goodnews.github import MOST_PAGES, GitHub
from goodnews.http_server import FolderHandler, LocalServer
from goodnews.problems import CommandError
from tests.commands.mail_trust import GIT
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server
from tests.site.conftest import Site


@dataclass
class Sent:
    """A Trust's repository with what came in by pull request, and its live site."""

    site: Site
    repository: GitHubRepository
    environ: dict[str, str]
    said: list[str] = field(default_factory=list)

    def git(self, *words: str) -> None:
        subprocess.run([*GIT, *words], cwd=self.site.root, check=True, capture_output=True)

    def send(self, *keys: str) -> None:
        """A pull request with these stories, merged by the button."""
        branch = f"patch-{len(self.repository.pulls) + 1}"
        self.git("checkout", "-qb", branch, "main")
        for key in keys:
            self.site.write(key)
        self.git("add", "content")
        self.git("commit", "-qm", "Create story.md")
        self.git("push", "-q", str(self.repository.path), branch)
        github = GitHub(self.environ["GITHUB_API_URL"], f"{OWNER}/{NAME}", TOKEN)
        self.repository.merge(github.open_draft(branch, "main", "Tea", "")["number"])
        self.git("checkout", "-q", "main")
        self.git("pull", "-q", str(self.repository.path), "main")
        self.site.build()

    def tell(self, *new: str) -> int:
        self.said.clear()
        environ = {**self.environ, "NEW": json.dumps(new) if new else ""}
        return tell_pull_requests(load_config(self.site.root, PUBLIC), environ, self.said.append)


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    site, repository = Site(tmp_path / "project"), GitHubRepository(tmp_path / "repository.git")
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*GIT, *command], cwd=site.root, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", site.root, repository.path], check=True)
    folder = site.root / "output"
    served = LocalServer(FolderHandler, folder=folder)
    with github_server(repository) as api, served as server:
        monkeypatch.setenv("SITEURL", server.url)
        github = {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": f"{OWNER}/{NAME}", "GITHUB_API_URL": api}
        yield Sent(site, repository, github)


def test_the_pull_request_of_a_story_that_is_live_says_so_once_and_names_nobody(sent: Sent) -> None:
    sent.send("2026/tea", "2026/cake")
    sent.send("2026/soup")
    assert sent.tell("2026/tea", "2026/cake") == 0
    ((number, body, _login),) = sent.repository.comments
    assert number == 1
    _, words = body.split("\n\n", 1)
    address = load_config(sent.site.root, PUBLIC).url("stories/2026/{}/")
    assert sorted(words.split("\n")[:2]) == [f"It is live: {address.format(key)}" for key in ("cake", "tea")]
    assert words.endswith("\n\nThank you.")
    assert sent.tell("2026/tea", "2026/cake") == 0
    assert sent.said == ["Pull request 1 says so already."]
    assert len(sent.repository.comments) == 1


def test_a_story_that_goes_live_later_is_said_by_itself(sent: Sent) -> None:
    sent.send("2026/tea", "2026/cake")
    sent.tell("2026/tea")
    sent.tell("2026/tea", "2026/cake")
    assert ["cake" in body for _, body, _ in sent.repository.comments] == [False, True]
    assert "2026/tea" not in sent.repository.comments[1][1]


def test_a_stranger_s_copy_of_our_line_keeps_nobody_from_hearing(sent: Sent) -> None:
    sent.send("2026/tea")
    sent.repository.comments.append((1, "<!-- live: 2026/tea -->\n", "stranger"))
    sent.tell("2026/tea")
    assert len(sent.repository.comments) == 2


def test_our_line_is_found_behind_a_long_talk(sent: Sent) -> None:
    sent.send("2026/tea")
    sent.repository.comments += [(1, "Lovely!", "stranger")] * 150
    assert MOST_PAGES > 1
    sent.tell("2026/tea")
    sent.tell("2026/tea")
    assert [login for _, _, login in sent.repository.comments].count("github-actions[bot]") == 1


def test_nobody_hears_of_what_is_not_live_or_was_pushed_without_a_pull_request(sent: Sent) -> None:
    sent.site.write("2026/pushed")
    sent.git("add", "content")
    sent.git("commit", "-qm", "Pushed")
    sent.git("push", "-q", str(sent.repository.path), "main")
    sent.site.build()
    assert sent.tell("2026/pushed", "2026/gone") == 0
    assert sent.said == []
    assert sent.tell() == 0
    assert sent.said == ["There is nobody to tell."]
    assert sent.repository.comments == []


def test_a_pull_request_that_takes_no_line_is_named_and_stops_no_other(sent: Sent) -> None:
    sent.send("2026/tea")
    sent.repository.may_comment = False
    assert sent.tell("2026/tea") == 1
    assert sent.said[0].startswith("Pull request 1 could not be told. GitHub refused (403)")


@pytest.mark.parametrize("new", ["no", "{}", '"2026/tea"'])
def test_what_no_build_wrote_is_said(sent: Sent, new: str) -> None:
    with pytest.raises(CommandError, match="NEW is not what a build wrote"):
        tell_pull_requests(load_config(sent.site.root, PUBLIC), {**sent.environ, "NEW": new}, print)
