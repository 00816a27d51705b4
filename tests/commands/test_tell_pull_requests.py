"""Whoever sent a story by pull request reads there, once, that it is live."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from goodnews.commands.tell import tell_pull_requests
from goodnews.config import SiteConfig
from goodnews.github import MOST_PAGES, GitHub
from goodnews.problems import CommandError
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, repository_on_github
from tests.shared import git
from tests.trust import make_config

from .conftest import Place, Stories


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
