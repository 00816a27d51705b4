"""The `check` job: choosing stories, formats, exit codes."""

import json
from datetime import datetime

import pytest

from goodnews.checks.settings import MODEL_HEADINGS
from goodnews.commands.check import refuse_unknown_format, run_check
from goodnews.problems import CommandError
from goodnews.story import LONDON
from tests.shared import git, start_repository
from tests.trust import make_config

from .conftest import Stories

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
TRUST = make_config()
CALM = "The kettle goes on at six."
LOOSE = "Ring Sam on 07700 900123."


@pytest.fixture
def stories(stories: Stories) -> Stories:
    """A project in which nothing is wrong."""
    (stories.root / "content/pages").mkdir()
    lines = ["---\ntitle: A\nsummary: B\n---", *(f"## {heading}" for heading in MODEL_HEADINGS)]
    (stories.root / "content/pages/accessibility.md").write_text("\n\n".join(lines), encoding="utf-8")
    return stories


def test_nothing_wrong_is_success(stories: Stories) -> None:
    stories.add("one", body=CALM)
    checked = run_check([], stories.root, TRUST, NOW, {})
    assert (checked.code, len(checked.stories), checked.show("text")) == (0, 1, "Nothing to fix.")


def test_an_error_is_exit_code_1_on_the_line_it_is_on(stories: Stories) -> None:
    stories.add("one", body=LOOSE)
    checked = run_check([], stories.root, TRUST, NOW, {})
    assert checked.code == 1
    assert checked.show("github").startswith(
        "::error file=content/stories/2026/one/story.md,line=7,title=identifier-phone::"
    )


@pytest.mark.parametrize(
    "name",
    [
        "2026/one",
        "one",
        "content/stories/2026/one",
        "content/stories/2026/one/story.md",
        "content\\stories\\2026\\one\\",
    ],
)
def test_a_story_is_found_by_any_of_its_names(name: str, stories: Stories) -> None:
    stories.add("one", body=LOOSE)
    stories.add("two", body=LOOSE)
    checked = run_check([name], stories.root, TRUST, NOW, {})
    assert [load["file"] for load in json.loads(checked.show("json"))] == [
        "content/stories/2026/one/story.md"
    ]


def test_a_named_story_that_cannot_be_read_shows_its_problem(stories: Stories) -> None:
    stories.add("one", body=CALM)
    stories.add("two", body=CALM)
    stories.add("one").write_text("---\ntitle: x\n---\n")
    checked = run_check(["one"], stories.root, TRUST, NOW, {})
    assert checked.code == 1
    assert {problem.file for problem in checked.problems} == {"content/stories/2026/one/story.md"}


def test_a_wrong_name_is_answered_with_the_nearest(stories: Stories) -> None:
    stories.add("night-on-ward-7", body=CALM)
    with pytest.raises(CommandError) as trouble:
        run_check(["2026/night-on-wrad-7"], stories.root, TRUST, NOW, {})
    assert trouble.value.hint == "Did you mean 2026/night-on-ward-7?"
    with pytest.raises(CommandError) as trouble:
        run_check(["2026/x"], stories.root, TRUST, NOW, {})
    assert "Did you mean" not in trouble.value.hint, "the year alone makes nothing alike"


def test_a_format_there_is_not() -> None:
    with pytest.raises(CommandError):
        refuse_unknown_format("pdf")


def test_the_site_itself_is_checked_with_all_stories_and_not_with_one(stories: Stories) -> None:
    stories.add("one", body=CALM)
    pale = TRUST.model_copy(update={"accent": "#ffee00"})
    every = run_check([], stories.root, pale, NOW, {})
    assert [problem.code for problem in every.problems] == ["site-contrast"]
    assert run_check(["one"], stories.root, pale, NOW, {}).problems == ()


@pytest.fixture
def changed(stories: Stories) -> Stories:
    """A repository in which one story was broken before, and another one is changed."""
    stories.add("before", body=LOOSE)
    stories.add("one", body=CALM)
    stories.add("two", body="See [the first](/stories/2026/one/).")
    start_repository(stories.root)
    return stories


@pytest.mark.parametrize(
    ("body", "codes"), [(CALM + " Toast follows.", set()), (LOOSE, {"identifier-phone"})]
)
def test_a_pull_request_fails_for_what_it_touches(changed: Stories, body: str, codes: set[str]) -> None:
    changed.add("one", body=body)
    checked = run_check([], changed.root, TRUST, NOW, {}, since="HEAD")
    assert {problem.code for problem in checked.problems if problem.is_error} == codes
    assert {story.key for story in checked.stories} == {"2026/one"}


@pytest.mark.parametrize("folder", ["2026/One More", "drafts/one-more", "one-more"])
def test_a_pull_request_fails_for_a_story_in_a_wrong_folder(changed: Stories, folder: str) -> None:
    path = changed.root / "content" / "stories" / folder
    path.mkdir(parents=True)
    story = (changed.root / "content/stories/2026/one/story.md").read_text(encoding="utf-8")
    (path / "story.md").write_text(story, encoding="utf-8")
    git(changed.root, "add", ".")
    checked = run_check([], changed.root, TRUST, NOW, {}, since="HEAD")
    assert [problem.code for problem in checked.problems if problem.is_error] == ["story-folder"]


def test_of_what_is_touched_a_story_can_be_named(changed: Stories) -> None:
    changed.add("one", body=LOOSE)
    changed.add("two", body=LOOSE)
    checked = run_check(["two"], changed.root, TRUST, NOW, {}, since="HEAD")
    assert {story.key for story in checked.stories} == {"2026/two"}
    assert {problem.file.split("/")[3] for problem in checked.problems} == {"two"}


def test_it_fails_for_a_story_that_leads_to_one_it_takes_away(changed: Stories) -> None:
    (changed.root / "content/stories/2026/one/story.md").unlink()
    (changed.root / "content/stories/2026/one").rmdir()
    checked = run_check([], changed.root, TRUST, NOW, {}, since="HEAD")
    assert {(problem.code, problem.file.split("/")[3]) for problem in checked.problems} == {
        ("link-to-story", "two")
    }


def test_a_change_of_the_settings_is_about_every_story(changed: Stories) -> None:
    (changed.root / "pelicanconf.py").write_text("TRUST_CATEGORIES = []\n", encoding="utf-8")
    git(changed.root, "add", ".")
    assert run_check([], changed.root, TRUST, NOW, {}, since="HEAD").code == 1


def test_a_commit_that_git_does_not_know_is_said(changed: Stories) -> None:
    with pytest.raises(CommandError, match="does not know"):
        run_check([], changed.root, TRUST, NOW, {}, since="--output=x")
