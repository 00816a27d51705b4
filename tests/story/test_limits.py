"""Text that no person wrote is refused: what nobody could see, and what a Markdown parser would choke on."""

import pytest

from goodnews.story import parse_story
from goodnews.story.limits import MARKS, find_excess, find_turning, find_unprintable

STORY = "---\ntitle: A\nsummary: B.\ndate: 2026-11-20\ncategory: People\n---\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hello.\n\n" + "[" * 301, 3),
        ("a\n\nb\n\n" + "x" * 10_001, 5),
        ("> " * 9 + "Hello", 1),
        ("- " * 9 + "Hello", 1),
        ("1. " * 9 + "Hello", 1),
        ("Hello\n" + " " * 32 + "- Hello", 2),
        ("a\n" * 2_501, 2_500),
        ("Tea &#99; cake\n&#" + "1" * 5_000 + ";", 2),
        ("**a** " * 40 + ("\n\n" + "**a** " * 40) * 20, 1),
    ],
)
def test_a_tangle_is_found_on_its_line(text: str, line: int) -> None:
    excess = find_excess(text)
    assert excess
    assert excess.line == line
    assert excess.message.endswith(".")


@pytest.mark.parametrize("mark", MARKS)
def test_each_mark_has_its_limit_in_a_paragraph(mark: str) -> None:
    assert find_excess(f"x{mark} " * 300) is None
    assert find_excess(f"x{mark} " * 301)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A [link](https://a.example/), *stress*, `code` & more.",
        "- one\n  - two\n    - three\n",
        "> > She said so.",
        "\n\n".join(["A paragraph of an hour's transcript, which is long. " * 6] * 150),
        "---\n- - -\n* * *\n",
    ],
)
def test_what_people_write_is_let_pass(text: str) -> None:
    assert find_excess(text) is None


def test_a_tangled_body_is_a_problem_on_its_line_in_the_file() -> None:
    (problem,) = parse_story(f"{STORY}Hello.\n\n{'[' * 400}", "story.md").problems
    assert problem.line == 9


def test_tangled_notes_are_a_problem_on_the_line_of_the_field() -> None:
    meta = STORY.replace("category: People", f"category: People\nnotes: '{'[' * 400}'")
    (problem,) = parse_story(meta, "story.md").problems
    assert problem.line == 6


@pytest.mark.parametrize(
    "letter", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\ufffe", "\uffff", "\ue000", "\U000f0000", "\ud800"]
)
def test_what_cannot_be_printed_is_found(letter: str) -> None:
    assert find_unprintable(f"A night{letter}") == 7


@pytest.mark.parametrize("letter", ["\t", "\n", "é", "ŵ", "\u200d", "\U0001fae8", "\U0001faea", "\u00a0"])
def test_what_can_be_printed_is_not(letter: str) -> None:
    assert find_unprintable(f"A night{letter}") is None


def test_what_turns_a_text_around_is_found() -> None:
    assert find_turning("A \u202ethgin") == 2
    assert find_turning("A night") is None
