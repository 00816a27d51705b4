"""Every message of pages and feeds is in one catalogue, in both languages."""

import re
import string
from datetime import datetime

import pytest

from goodnews.i18n import messages_for
from goodnews.story import LONDON
from tests.site.making import THEME


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_welsh_has_every_message_that_english_has_with_the_same_gaps() -> None:
    english, welsh = messages_for("en").texts, messages_for("cy").texts
    assert set(welsh) - set(english) == {"time_midday", "time_midnight"}
    assert set(english) <= set(welsh)
    assert {key for key, text in english.items() if gaps(text) != gaps(welsh[key])} == set()


def test_every_message_that_is_asked_for_is_there_and_every_one_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in THEME.glob("templates/*.html"))
    package = THEME.parent / "goodnews"
    modules = [package / "i18n.py", *package.glob("site/*.py"), *package.glob("feeds/*.py")]
    modules += package.glob("commands/*.py")
    python = "".join(path.read_text(encoding="utf-8") for path in modules)
    asked = set(re.findall(r"words[\[(]'(\w+)'(?! ~)", code))
    known = set(messages_for("en").texts)
    assert asked - known == set()
    made = ("shape_", "card_live_", "kind_", "index_", "read_in_", "stories_", "photos_", "thanks_")
    assert {key for key in known - asked if f'"{key}"' not in python and not key.startswith(made)} == set()


def test_templates_hold_no_words_of_their_own() -> None:
    """Sentences between tags would be English in a Welsh page."""
    for path in THEME.glob("templates/*.html"):
        bare = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert re.findall(r"[A-Za-z]{3,}", bare) == [], path.name


@pytest.mark.parametrize(
    ("lang", "starts", "ends", "said"),
    [
        ("en", (20, 14, 0), (20, 15, 30), "Friday 20 November 2026, 2pm to 3:30pm"),
        ("en", (20, 14, 0), (21, 12, 0), "Friday 20 November 2026, 2pm to Saturday 21 November 2026, midday"),
        ("cy", (20, 14, 0), (20, 15, 30), "Dydd Gwener 20 Tachwedd 2026, 2pm i 3:30pm"),
        ("en", (20, 14, 0), None, "Friday 20 November 2026, 2pm"),
        ("cy", (20, 14, 0), None, "Dydd Gwener 20 Tachwedd 2026, 2pm"),
        ("cy", (20, 12, 0), (20, 13, 0), "Dydd Gwener 20 Tachwedd 2026, hanner dydd i 1pm"),
    ],
)
def test_times_are_said_as_people_say_them(
    lang: str, starts: tuple[int, int, int], ends: tuple[int, int, int] | None, said: str
) -> None:
    first = datetime(2026, 11, *starts, tzinfo=LONDON)
    last = datetime(2026, 11, *ends, tzinfo=LONDON) if ends else None
    assert messages_for(lang).span(first, last) == said


def test_there_is_no_catalogue_for_any_other_language() -> None:
    with pytest.raises(KeyError):
        messages_for("../en")
