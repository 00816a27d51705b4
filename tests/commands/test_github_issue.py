"""One issue that is brought up to date and never repeated."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goodnews.commands.github_issue import MARK, upsert_issue
from goodnews.github import MOST_PAGES, GitHub
from goodnews.problems import CommandError
from tests.github_simulator import NAME, OWNER, TOKEN, GitHubRepository, github_server


@pytest.fixture
def repository(tmp_path: Path) -> GitHubRepository:
    return GitHubRepository(tmp_path / "has-issues-alone.git")


@pytest.fixture
def github(repository: GitHubRepository) -> Iterator[GitHub]:
    with github_server(repository) as url:
        yield GitHub(url, f"{OWNER}/{NAME}", TOKEN)


def issue(number: int, login: str, association: str, **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "state": "open",
        "user": {"login": login},
        "author_association": association,
        "body": f"{MARK}\nold",
        **more,
    }


def test_it_is_opened_rewritten_closed_and_opened_again_and_stays_one(
    repository: GitHubRepository, github: GitHub
) -> None:
    assert upsert_issue(github, "- [ ] one") == "Opened issue 1."
    assert upsert_issue(github, "- [ ] one") == "Issue 1 says so already."
    assert upsert_issue(github, "- [ ] two") == "Brought issue 1 up to date."
    assert repository.issues[0]["body"] == f"{MARK}\n- [ ] two"
    assert upsert_issue(github, "") == "Closed issue 1: nothing is left on it."
    assert upsert_issue(github, "") == "Nothing to write down."
    assert upsert_issue(github, "- [ ] three") == "Brought issue 1 up to date."
    assert [(entry["number"], entry["state"]) for entry in repository.issues] == [(1, "open")]


def test_nothing_stale_opens_nothing(repository: GitHubRepository, github: GitHub) -> None:
    assert upsert_issue(github, "") == "Nothing to write down."
    assert repository.changes == []


def test_a_stranger_s_copy_of_the_mark_is_not_ours(repository: GitHubRepository, github: GitHub) -> None:
    repository.issues += [
        issue(1, "stranger", "NONE"),
        issue(2, "first-timer", "CONTRIBUTOR"),
        issue(3, "editor", "MEMBER", pull_request={}),
    ]
    assert upsert_issue(github, "- [ ] one") == "Opened issue 4."
    assert [entry["body"] for entry in repository.issues[:3]] == [f"{MARK}\nold"] * 3


def test_ours_is_found_among_hundreds(repository: GitHubRepository, github: GitHub) -> None:
    repository.issues += [issue(1, "editor", "MEMBER")]
    repository.issues += [issue(number, "somebody", "NONE") for number in range(2, 260)]
    assert upsert_issue(github, "- [ ] one") == "Brought issue 1 up to date."
    assert repository.reads <= MOST_PAGES


def test_a_refusal_is_plain_and_holds_no_secret(github: GitHub) -> None:
    with pytest.raises(CommandError, match=r"refused \(401\)") as caught:
        upsert_issue(GitHub(github.api, github.repository, "another-secret"), "- [ ] one")
    assert "another-secret" not in str(caught.value)


def test_no_answer_is_plain() -> None:
    with pytest.raises(CommandError, match="could not be reached"):
        upsert_issue(GitHub("http://127.0.0.1:9", f"{OWNER}/{NAME}", TOKEN), "x")
