"""A mistake in the lines above a story's text hides nothing that is wrong with its words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.checks import check_stories
from goodnews.story import Library
from goodnews.trust import Trust

from .conftest import NOW

PHONE = "---\nRing Sam on 07700 900123, any time.\n"


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ('title: "A night\n' + PHONE, {(2, "story-file"), (7, "identifier-phone")}),
        ("title: Our #1 nurse\n" + PHONE, {(2, "story-fields"), (7, "identifier-phone")}),
        ("colour: red\n" + PHONE, {(6, "story-fields"), (8, "identifier-phone")}),
        ("photos: ward.jpg\n---\n![](ward.jpg)\n", {(6, "story-fields")}),
        ("by: [a]\ntitle: RING 07700 900123 NOW", {(6, "story-fields"), (2, "identifier-phone")}),
        ("title:T\n---\nHello.\n\n" + "[" * 400, {(2, "story-file"), (9, "story-file")}),
    ],
)
def test_what_can_be_read_is_still_checked(
    example: str,
    expected: set[tuple[int, str]],
    write: Callable[..., Path],
    library: Callable[[], Library],
    trust: Trust,
) -> None:
    write(example)
    errors = {
        (problem.line, problem.code) for problem in check_stories(library(), trust, NOW) if problem.is_error
    }
    assert errors == expected
