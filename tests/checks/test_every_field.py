"""A line at the top of a story that the rules about identifiers do not read can't be added unnoticed."""

import json
from collections.abc import Iterator, Mapping
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from goodnews.checks import STORY_RULES
from goodnews.story.fields import READ_BY_PEOPLE
from goodnews.story.model import FrontMatter

from .conftest import Read

NUMBER = "Bed 999 000 0018"
PARTS: Mapping[str, Mapping[str, object]] = {
    "photos": {"file": "w.jpg", "alt": "A bed", "shows": "nobody"},
    "video": {"url": "https://video.example/w/1", "title": "A minute", "captions": "yes"},
    "bsl": {"url": "https://video.example/w/1"},
    "live": {"starts": "2026-11-24 12:00", "ends": "2026-11-24 13:00", "watch": "https://live.example/a"},
    "event": {"starts": "2026-11-24 14:00", "place": "The canteen"},
    "quote": {"text": "Never a nuisance.", "who": "A patient"},
    "thanks": {"from": "A family"},
    "interview": {"with": "A nurse"},
    "audio": {"file": "w.mp3", "title": "Four", "transcript": "It is four."},
}
"""What each part of a story needs to be one."""
NOT_FOR_READERS = {"withdrawn", "allow", "category"}
"""Reasons for colleagues; and the name of a kind of story, which has to be one of the site's own."""


def holds_words(field: FieldInfo) -> bool:
    """Whether people's own words stand in a field: they have a mark, however deep in its type."""
    return repr(READ_BY_PEOPLE) in f"{field.annotation!r} {field.metadata!r}"


def with_a_number() -> Iterator[str]:
    """A line with a patient's number for each field of the model that takes words."""
    for name, field in FrontMatter.model_fields.items():
        types = (field.annotation, *get_args(field.annotation))
        part = next((kind for kind in types if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
        is_list = "tuple" in repr(field.annotation)
        if name in NOT_FOR_READERS:
            continue
        values: list[object] = [NUMBER] if part is None and holds_words(field) else []
        for inner, words in part.model_fields.items() if part else ():
            if holds_words(words):
                values.append(PARTS[name] | {words.alias or inner: NUMBER})
        yield from (f"{name}: {json.dumps([value] if is_list else value)}" for value in values)


ADDRESS = "https://video.example/?nhs=9990000018"
LINES_OF_ADDRESSES = [
    *(f"{name}: {json.dumps(PARTS[name] | {'url': ADDRESS})}" for name in ("video", "bsl")),
    *(f"live: {json.dumps(PARTS['live'] | {name: ADDRESS})}" for name in ("watch", "recording")),
    "id: 2026/bed-999-000-0018",
]


@pytest.mark.parametrize("line", [*with_a_number(), *LINES_OF_ADDRESSES])
def test_a_patients_number_is_found_in_every_line_that_takes_words(line: str, context: Read) -> None:
    read = context(line)
    codes = {problem.code for rule in STORY_RULES for problem in rule.check(read)}
    assert "identifier-nhs-number" in codes, "take the field out of _NOT_WORDS in goodnews/checks/passages.py"
