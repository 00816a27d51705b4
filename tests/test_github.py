"""The one client of GitHub's API: what it sends is what GitHub takes, and a refusal is a plain sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodnews.github import GitHub, GitHubRefused, github_from
from goodnews.problems import CommandError

from .github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server, put_on_github


@pytest.fixture
def repository(tmp_path: Path) -> GitHubRepository:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "README.md").touch()
    return put_on_github(tmp_path / "work")


@pytest.fixture
def github(repository: GitHubRepository) -> Iterator[GitHub]:
    with github_server(repository) as url:
        yield GitHub(url, f"{OWNER}/{NAME}", TOKEN)


def test_a_commit_has_the_files_as_they_are_and_removes_those_that_are_none(
    github: GitHub, repository: GitHubRepository
) -> None:
    first = github.commit(
        github.tip("main"), {"a/photo.jpg": bytes(range(256)), "a/story.md": b"Hello"}, "Add"
    )
    second = github.commit(first, {"a/photo.jpg": None, "a/story.md": b"Hello again"}, "Mend")
    assert github.create_ref("heads/mail/one", second)
    assert repository.git("ls-tree", "-r", "--name-only", "mail/one").split() == ["README.md", "a/story.md"]
    assert repository.git("show", "mail/one:a/story.md") == "Hello again"
    assert bytes(range(256)) in repository.every_blob()


def test_of_two_who_make_a_branch_one_alone_does(github: GitHub) -> None:
    commit = github.commit(github.tip("main"), {"a.md": b"a"}, "Add")
    assert [github.create_ref("heads/mail/one", commit) for _ in range(2)] == [True, False]


def test_a_draft_is_opened_once(github: GitHub, repository: GitHubRepository) -> None:
    github.create_ref("heads/mail/one", github.commit(github.tip("main"), {"a.md": b"a"}, "Add"))
    assert github.pull_request_of("mail/one") is None
    numbers = {github.open_draft("mail/one", "main", "By mail", "Hello")["number"] for _ in range(2)}
    assert numbers == {1}
    found = github.pull_request_of("mail/one")
    assert found
    assert found["draft"] is True
    assert len(repository.pulls) == 1


def test_where_a_plan_has_no_drafts_it_is_an_ordinary_one(
    github: GitHub, repository: GitHubRepository
) -> None:
    repository.drafts = False
    github.create_ref("heads/mail/one", github.commit(github.tip("main"), {"a.md": b"a"}, "Add"))
    assert github.open_draft("mail/one", "main", "By mail", "Hello")["draft"] is False


@pytest.mark.parametrize(
    ("private", "tells", "shown"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_what_github_does_not_say_counts_as_public(
    github: GitHub, repository: GitHubRepository, private: bool, tells: bool, shown: bool
) -> None:
    repository.private, repository.tells_visibility = private, tells
    assert github.is_private() is shown


def test_a_refusal_says_github_s_reason_and_no_secret(github: GitHub, repository: GitHubRepository) -> None:
    repository.may_open = False
    github.create_ref("heads/mail/one", github.commit(github.tip("main"), {"a.md": b"a"}, "Add"))
    with pytest.raises(GitHubRefused, match=r"refused \(403\): GitHub Actions is not permitted") as caught:
        github.open_draft("mail/one", "main", "By mail", "Hello")
    assert TOKEN not in str(caught.value)
    with pytest.raises(GitHubRefused, match=r"401"):
        GitHub(github.api, github.repository, "another").tip("main")


def test_no_answer_is_plain() -> None:
    with pytest.raises(CommandError, match="could not be reached"):
        GitHub("http://127.0.0.1:9", f"{OWNER}/{NAME}", TOKEN).tip("main")


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "GITHUB_REPOSITORY"])
def test_what_is_missing_is_named(missing: str) -> None:
    environ = {"GITHUB_TOKEN": "a-token", "GITHUB_REPOSITORY": "merrowdale/show-them-ours"}
    assert github_from(environ, "An issue").api == "https://api.github.com"
    del environ[missing]
    with pytest.raises(CommandError, match=missing):
        github_from(environ, "An issue")
