"""A mistake in the lines above a story's text hides nothing else that is wrong with the story."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.checks import check_unread
from goodnews.config import SiteConfig
from goodnews.problems import Problem
from goodnews.story import UnreadStory, read_story

from .conftest import Write

PHONE = "---\nRing Sam on 07700 900123, any time.\n"
STAFF = "photos: [{file: Ward.JPG, alt: Two nurses, shows: staff}]\n"
DATE = "date: tomorrow\n"
NO_CONSENT = {(4, "story-fields"), (6, "photo-consent")}
VIDEO = "video: {url: 'https://film.example/walk', title: A walk}"
FORM = "consent: {form: Ward Lilley 12, covers: [website]}"

Errors = Callable[[str], list[Problem]]


@pytest.fixture
def errors(project: Path, write: Write, jpeg: bytes, config: SiteConfig) -> Errors:
    """The errors of a story that can't be read and has one photo in its folder."""

    def check(example: str) -> list[Problem]:
        folder = write(example)
        (folder / "ward.jpg").write_bytes(jpeg)
        unread = read_story(str(folder), project)
        assert isinstance(unread, UnreadStory)
        return [each for each in check_unread(unread, ("story.md", "ward.jpg"), config) if each.is_error]

    return check


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('title: "A night\n' + PHONE, {(2, "story-file"), (7, "identifier-phone")}),
        ("title: Our #1 nurse\n" + PHONE, {(2, "story-fields"), (7, "identifier-phone")}),
        ("title: Ring 07700 900123 #now", {(2, "story-fields"), (2, "identifier-phone")}),
        ("colour: red\n" + PHONE, {(6, "story-fields"), (8, "identifier-phone")}),
        ("by: [a]\ntitle: RING 07700 900123 NOW", {(6, "story-fields"), (2, "identifier-phone")}),
        ("colour: red\ncategory: Peopel", {(6, "story-fields"), (5, "story-category")}),
        ("category: [a]\nhospital: X", {(5, "story-fields"), (6, "story-hospital")}),
        ("title:T\n---\nHello.\n\n" + "[" * 400, {(2, "story-file"), (9, "story-file")}),
        (DATE + STAFF, NO_CONSENT),
        (
            DATE + STAFF + "---\n![](ward.jpg)\n\n![](w.jpg)",
            {(4, "story-fields"), (6, "photo-consent"), (10, "photo-not-listed")},
        ),
        (DATE + VIDEO, {(4, "story-fields"), (6, "video-captions")}),
        (
            "* photos:\n  - {file: ward.jpg, alt: A clock, shows: nobody}\n---\n![](ward.jpg)",
            {(6, "story-file")},
        ),
        ("bsl: {url: 'http://a.example'}\n" + STAFF, {(6, "story-fields"), (7, "photo-consent")}),
    ],
)
def test_what_can_be_read_is_still_checked(
    example: str, expected: set[tuple[int, str]], errors: Errors
) -> None:
    assert {(problem.line, problem.code) for problem in errors(example)} == expected


@pytest.mark.parametrize(
    "example",
    [
        "category:",
        "photos: ward.jpg\n---\n![](ward.jpg)\n",
        "images: [ward.jpg]\n---\n![](ward.jpg)\n",
        DATE + "photos: [{file: ward.jpg, alt: A clock}]\n---\n![](ward.jpg)",
        DATE + "allow: [{rule: identifier-phone, reason: The help line of the charity}]\n" + PHONE,
        DATE + "withdrawn: {on: 2026-11-21, reason: Consent withdrawn}\n" + PHONE,
        DATE + "draft: yes\ncategory: Peopel",
        f"team: [Lilley]\nphotos: [{{file: ward.jpg, alt: Tea, shows: staff, {FORM}}}]",
    ],
)
def test_nothing_is_said_of_what_stands_in_for_the_rest(example: str, errors: Errors) -> None:
    assert {problem.code for problem in errors(example)} == {"story-fields"}


def test_a_text_in_welsh_is_not_held_to_english(project: Path, write: Write, config: SiteConfig) -> None:
    folder = write("lang: Cymru\n---\nAr 20 Nov 2026, mae'r ICU yn dawel, meddai'r MDT.")
    unread = read_story(str(folder), project)
    assert isinstance(unread, UnreadStory)
    assert {each.code for each in check_unread(unread, ("story.md",), config)} == {"story-fields"}


def test_a_link_out_of_the_project_is_not_opened(tmp_path: Path, project: Path, write: Write) -> None:
    file = write(DATE) / "story.md"
    (tmp_path / "secret").write_text(file.read_text(encoding="utf-8"))
    file.unlink()
    file.symlink_to(tmp_path / "secret")
    unread = read_story(str(file.parent), project)
    assert isinstance(unread, UnreadStory)
    assert unread.story is None
