"""One issue that is brought up to date and never repeated."""

from typing import Any

import pytest

from goodnews.commands.github_issue import MARK, upsert_issue
from goodnews.github import MOST_PAGES, GitHub
from goodnews.problems import CommandError

from .conftest import Place


@pytest.fixture
def github(place: Place) -> GitHub:
    place.issues = []
    return GitHub(place.url, "merrowdale/show-them-ours", "a-token")


def written(place: Place) -> list[tuple[str, str]]:
    return [(method, path) for method, path, _ in place.asked if method != "GET"]


def issue(number: int, login: str, association: str, **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "state": "open",
        "user": {"login": login},
        "author_association": association,
        "body": f"{MARK}\nold",
        **more,
    }


def test_it_is_opened_rewritten_closed_and_opened_again_and_stays_one(place: Place, github: GitHub) -> None:
    assert place.issues is not None
    assert upsert_issue(github, "- [ ] one") == "Opened issue 1."
    assert upsert_issue(github, "- [ ] one") == "Issue 1 says so already."
    assert upsert_issue(github, "- [ ] two") == "Brought issue 1 up to date."
    assert place.issues[0]["body"] == f"{MARK}\n- [ ] two"
    assert upsert_issue(github, "") == "Closed issue 1: nothing is left on it."
    assert upsert_issue(github, "") == "Nothing to write down."
    assert upsert_issue(github, "- [ ] three") == "Brought issue 1 up to date."
    assert [(each["number"], each["state"]) for each in place.issues] == [(1, "open")]


def test_nothing_stale_opens_nothing(place: Place, github: GitHub) -> None:
    assert upsert_issue(github, "") == "Nothing to write down."
    assert written(place) == []


def test_a_stranger_s_copy_of_the_mark_is_not_ours(place: Place, github: GitHub) -> None:
    assert place.issues is not None
    place.issues += [
        issue(1, "stranger", "NONE"),
        issue(2, "first-timer", "CONTRIBUTOR"),
        issue(3, "editor", "MEMBER", pull_request={}),
    ]
    assert upsert_issue(github, "- [ ] one") == "Opened issue 4."
    assert [each["body"] for each in place.issues[:3]] == [f"{MARK}\nold"] * 3


def test_ours_is_found_among_hundreds(place: Place, github: GitHub) -> None:
    assert place.issues is not None
    place.issues += [issue(1, "editor", "MEMBER")]
    place.issues += [issue(number, "somebody", "NONE") for number in range(2, 260)]
    assert upsert_issue(github, "- [ ] one") == "Brought issue 1 up to date."
    assert len(place.asked) <= MOST_PAGES + 1


def test_a_refusal_is_plain_and_holds_no_secret(place: Place) -> None:
    place.issues = []
    github = GitHub(place.url, "merrowdale/show-them-ours", "another-secret")
    with pytest.raises(CommandError, match=r"refused \(401\)") as caught:
        upsert_issue(github, "- [ ] one")
    assert "another-secret" not in str(caught.value)


def test_no_answer_is_plain(place: Place) -> None:
    with pytest.raises(CommandError, match="could not be reached"):
        upsert_issue(GitHub("http://127.0.0.1:9", "merrowdale/show-them-ours", "a-token"), "x")
