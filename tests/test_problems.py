"""How problems are shown."""

import json
from collections.abc import Callable, Sequence

import pytest

from goodnews.problems import Problem, Severity, as_github, as_json, as_text, summary

ERROR = Problem("content/a.md", 3, Severity.ERROR, "photo-consent", "There is no consent.", "Add it.")
ADVICE = Problem(
    "content/a.md", 1, Severity.ADVICE, "words-long", "A long sentence, 50%:\nlong.", "Split it."
)


def test_counts_are_words() -> None:
    assert summary([]) == "Nothing to fix."
    assert summary([ERROR]) == "1 thing to fix."
    assert summary([ERROR, ERROR, ADVICE]) == "2 things to fix, 1 to think about."
    assert summary([ADVICE]) == "Nothing to fix, 1 to think about."


def test_people_read_groups_and_words() -> None:
    assert as_text([ADVICE, ERROR]) == (
        "content/a.md\n"
        "  To fix\n"
        "    line 3: There is no consent.\n"
        "      Add it. [photo-consent]\n"
        "  Advice\n"
        "    line 1: A long sentence, 50%:\nlong.\n"
        "      Split it. [words-long]\n"
        "\n"
        "1 thing to fix, 1 to think about."
    )


def test_github_is_given_the_line_and_nothing_can_break_out_of_its_command() -> None:
    lines = as_github([ERROR, ADVICE]).splitlines()
    assert lines[0] == "::error file=content/a.md,line=3,title=photo-consent::There is no consent. Add it."
    assert "50%25:%0Along" in lines[1]


def test_json_has_every_field() -> None:
    assert json.loads(as_json([ERROR])) == [
        {
            "file": "content/a.md",
            "line": 3,
            "severity": "error",
            "code": "photo-consent",
            "what": "There is no consent.",
            "fix": "Add it.",
        }
    ]


@pytest.mark.parametrize("show", [as_text, as_github])
@pytest.mark.parametrize(
    "words", ["\n::notice::Done", "a\r::notice::Done", "##[error]Done", "\x1b[2J", "\x9b2J"]
)
def test_no_word_can_speak_to_the_terminal_or_to_githubs_runner(
    show: Callable[[Sequence[Problem]], str], words: str
) -> None:
    shown = show([Problem(f"content/{words}", 1, Severity.ERROR, "a-rule", words, words)])
    lines = [line.strip() for line in shown.removeprefix("::error ").splitlines()]
    assert not [line for line in lines if line.startswith("::") or "##[" in line]
    assert not {"\x1b", "\x9b", "\r"} & set(shown)


def test_json_holds_the_very_words_and_prints_none_that_speak() -> None:
    words = "\x9b2J ##[error]"
    shown = as_json([Problem("a.md", 1, Severity.ERROR, "a-rule", words, words)])
    assert json.loads(shown)[0]["what"] == words
    assert not [sign for sign in ("\x9b", "##[") if sign in shown]
