"""A mistake in the lines above a story's text hides nothing that is wrong with its words."""

from pathlib import Path

import pytest

from goodnews.checks import check_unread
from goodnews.config import SiteConfig

from .conftest import Stories, Write

PHONE = "---\nRing Sam on 07700 900123, any time.\n"


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('title: "A night\n' + PHONE, {(2, "story-file"), (7, "identifier-phone")}),
        ("title: Our #1 nurse\n" + PHONE, {(2, "story-fields"), (7, "identifier-phone")}),
        ("colour: red\n" + PHONE, {(6, "story-fields"), (8, "identifier-phone")}),
        ("photos: ward.jpg\n---\n![](ward.jpg)\n", {(6, "story-fields")}),
        ("by: [a]\ntitle: RING 07700 900123 NOW", {(6, "story-fields"), (2, "identifier-phone")}),
        ("colour: red\ncategory: Peopel", {(6, "story-fields"), (5, "story-category")}),
        ("category:", {(5, "story-fields")}),
        ("category: [a]\nhospital: X", {(5, "story-fields"), (6, "story-hospital")}),
        ("title:T\n---\nHello.\n\n" + "[" * 400, {(2, "story-file"), (9, "story-file")}),
    ],
)
def test_what_can_be_read_is_still_checked(
    example: str, expected: set[tuple[int, str]], write: Write, library: Stories, config: SiteConfig
) -> None:
    write(example)
    stories = library()
    (folder,) = stories.folders.values()
    problems = (*stories.problems, *check_unread(folder, stories.problems, config))
    assert {(problem.line, problem.code) for problem in problems if problem.is_error} == expected


def test_a_link_out_of_the_project_is_not_opened(
    tmp_path: Path, write: Write, library: Stories, config: SiteConfig
) -> None:
    file = write() / "story.md"
    (tmp_path / "secret").write_text(file.read_text(encoding="utf-8").replace("kettle", "07700 900123"))
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    stories = library()
    (folder,) = stories.folders.values()
    assert stories.problems
    assert check_unread(folder, stories.problems, config) == []
