"""The summary of a change, for the editor who has to say yes to it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodnews.commands.check import run_check
from goodnews.commands.summary import run_summary
from goodnews.config import SiteConfig
from goodnews.problems import CommandError
from tests.photos.specimens import phone_jpeg
from tests.shared import git, start_repository

from .conftest import Stories

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def changed(stories: Stories) -> Stories:
    """A repository with one story on main and another one on top of it."""
    stories.add("before")
    start_repository(stories.root)
    stories.add(
        "night",
        "photos:",
        "  - {file: ward.jpg, alt: A ward from behind, shows: staff}",
        title='"Coming off: a night"',
        by="The night sister",
        post='"Knackered, happy:"',
    )
    git(stories.root, "add", ".")
    git(stories.root, "commit", "--quiet", "-m", "A night")
    return stories


def test_only_what_the_change_brings_is_summed_up(changed: Stories, config: SiteConfig) -> None:
    text = run_summary(changed.root, config, NOW, "HEAD^1", {})
    assert "## Coming off: a night\n" in text
    assert "About before" not in text
    assert "About before" in run_summary(changed.root, config, NOW, "", {})


def test_it_is_what_the_check_says_of_those_stories(changed: Stories, config: SiteConfig) -> None:
    checked = run_check(["night"], changed.root, config, NOW, {})
    assert run_summary(changed.root, config, NOW, "HEAD^1", {}) == checked.show("markdown")


def test_a_story_that_can_not_be_read_is_not_left_out(stories: Stories, config: SiteConfig) -> None:
    stories.add("night", date="soon")
    text = run_summary(stories.root, config, NOW, "", {})
    assert "No story can be shown yet." in text
    assert "content/stories/2026/night/story.md" in text


def test_nor_is_a_file_that_belongs_to_no_story(changed: Stories, config: SiteConfig) -> None:
    stray = changed.root / "content" / "stories" / "2026" / "stray.jpg"
    stray.write_bytes(b"not in a story")
    git(changed.root, "add", ".")
    text = run_summary(changed.root, config, NOW, "HEAD", {})
    assert "No story can be shown yet." in text
    assert "stray.jpg" in text


def test_a_change_without_stories_says_so(changed: Stories, config: SiteConfig) -> None:
    assert run_summary(changed.root, config, NOW, "HEAD", {}) == "No story is changed here.\n"


def test_github_gets_it_too(stories: Stories, config: SiteConfig, tmp_path: Path) -> None:
    place = tmp_path / "summary.md"
    text = run_summary(stories.root, config, NOW, "", {"GITHUB_STEP_SUMMARY": str(place)})
    assert place.read_text(encoding="utf-8") == text
    with pytest.raises(CommandError, match="can't be written"):
        run_summary(stories.root, config, NOW, "", {"GITHUB_STEP_SUMMARY": str(tmp_path)})


@pytest.mark.parametrize("since", ["nowhere", "--output=/tmp/owned"])
def test_a_commit_nobody_knows_is_said(changed: Stories, config: SiteConfig, since: str) -> None:
    with pytest.raises(CommandError, match="Git does not know"):
        run_summary(changed.root, config, NOW, since, {})


def test_what_was_renamed_or_deleted_is_named_though_nothing_else_is_changed(
    changed: Stories, config: SiteConfig
) -> None:
    git(changed.root, "mv", "content/stories/2026/before", "content/stories/2026/after")
    git(changed.root, "rm", "-rq", "content/stories/2026/night")
    text = run_summary(changed.root, config, NOW, "HEAD", {})
    assert "- `2026/before` is `2026/after` now." in text
    assert "- `2026/night` is deleted. It may be live: withdraw it instead" in text
    assert "No story is changed" not in text
    assert "“id: 2026/before”" in text


def pull_request(folder: Path, ref: str = "patch-1", repo: object = "a-sister/stories") -> dict[str, str]:
    """What a workflow's step knows of the pull request that started it."""
    head = {"ref": ref, "repo": {"full_name": repo} if repo else None}
    (folder / "event.json").write_text(json.dumps({"pull_request": {"head": head}}), encoding="utf-8")
    return {"GITHUB_EVENT_PATH": str(folder / "event.json")}


LACKING = {
    "one that names none": (),
    "one that is not there": ("photos:", "  - {file: ward.jpg, alt: A ward from behind, shows: backs}"),
    "words that can't be read": ("colour: red",),
}


@pytest.mark.parametrize("lines", LACKING.values(), ids=LACKING)
def test_a_story_that_lacks_a_photo_has_a_link_to_its_folder_on_its_own_branch(
    stories: Stories, config: SiteConfig, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    stories.add("night", *lines)
    text = run_summary(stories.root, config, NOW, "", pull_request(tmp_path))
    address = "https://github.com/a-sister/stories/upload/patch-1/content/stories/2026/night"
    assert f"- [Add a photo to `2026/night`]({address})\n" in text
    elsewhere = ({}, pull_request(tmp_path, repo=None), pull_request(tmp_path, repo="a/b](c)"))
    for environ in elsewhere:
        assert "Add a photo" not in run_summary(stories.root, config, NOW, "", environ)


def test_a_branch_s_name_stays_one_in_the_link(stories: Stories, config: SiteConfig, tmp_path: Path) -> None:
    stories.add("night")
    text = run_summary(stories.root, config, NOW, "", pull_request(tmp_path, "a/b) [x](//evil.example#`é"))
    assert "/upload/a/b%29%20%5Bx%5D%28//evil.example%23%60%C3%A9/content/stories/2026/night)\n" in text


def test_nothing_is_to_be_added_where_the_photo_is_or_the_story_is_taken_back(
    stories: Stories, config: SiteConfig, tmp_path: Path
) -> None:
    photo = stories.add("night", *LACKING["one that is not there"]).with_name("ward.jpg")
    photo.write_bytes(phone_jpeg())
    stories.add("gone", "withdrawn: {on: 2026-11-20, reason: Asked}")
    assert "Add a photo" not in run_summary(stories.root, config, NOW, "", pull_request(tmp_path))


def test_a_live_story_in_another_folder_has_to_say_where_it_was(changed: Stories, config: SiteConfig) -> None:
    git(changed.root, "mv", "content/stories/2026/before", "content/stories/2026/after")
    file = changed.root / "content/stories/2026/after/story.md"
    checked = run_check([], changed.root, config, NOW, {}, since="HEAD")
    (problem,) = (problem for problem in checked.problems if problem.code == "story-renamed")
    assert (problem.file, checked.code) == ("content/stories/2026/after/story.md", 1)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title:", "id: 2026/before\ntitle:", 1), encoding="utf-8")
    assert run_check([], changed.root, config, NOW, {}, since="HEAD").code == 0
    file.write_text(text.replace("title:", "draft: yes\ntitle:", 1), encoding="utf-8")
    git(changed.root, "commit", "-qam", "A draft")
    git(changed.root, "mv", "content/stories/2026/after", "content/stories/2026/later")
    assert run_check([], changed.root, config, NOW, {}, since="HEAD").code == 0, "nobody saw the draft"
