"""What feeds say by themselves."""

from dataclasses import fields
from datetime import datetime

import pytest

from goodnews.feeds.words import ENGLISH, WELSH, words_for
from goodnews.story import LONDON


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("starts", "ends", "english", "welsh"),
    [
        (at(24, 14), None, "Tuesday 24 November 2026, 2pm", "Dydd Mawrth 24 Tachwedd 2026, 2pm"),
        (
            at(24, 12),
            at(24, 13, 30),
            "Tuesday 24 November 2026, midday to 1:30pm",
            "Dydd Mawrth 24 Tachwedd 2026, hanner dydd i 1:30pm",
        ),
        (
            at(24, 20),
            at(25, 0),
            "Tuesday 24 November 2026, 8pm to Wednesday 25 November 2026, midnight",
            "Dydd Mawrth 24 Tachwedd 2026, 8pm i Dydd Mercher 25 Tachwedd 2026, hanner nos",
        ),
    ],
)
def test_times_are_said_in_words(starts: datetime, ends: datetime | None, english: str, welsh: str) -> None:
    assert ENGLISH.span(starts, ends) == english
    assert WELSH.span(starts, ends) == welsh


def test_both_languages_fill_the_same_gaps() -> None:
    for field in fields(ENGLISH):
        one, other = getattr(ENGLISH, field.name), getattr(WELSH, field.name)
        if isinstance(one, str):
            assert one.count("{}") == other.count("{}"), field.name
        else:
            assert len(one) == len(other)


def test_welsh_is_for_welsh_stories_only() -> None:
    assert words_for("cy") is WELSH
    assert words_for("en") is ENGLISH
