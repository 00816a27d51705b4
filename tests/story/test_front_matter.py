"""From a story's text to its fields, or to every one of its problems."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.problems import Problem
from goodnews.story import FrontMatter, Parsed, decode, parse_story

FILE = "content/stories/2026/a-night/story.md"
GOOD = {
    "title": '"Coming off shift: a night on Ward 7"',
    "summary": "A night told at 7am.",
    "date": "2026-11-20 07:45",
    "category": "People",
}


def story(body: str = "Hello.", **fields: str) -> str:
    lines = [f"{name}: {value}" for name, value in {**GOOD, **fields}.items() if value != "-"]
    return "\n".join(["---", *lines, "---", body])


def problems_of(text: str) -> list[tuple[int, str]]:
    parsed = parse_story(text, FILE)
    assert parsed.front is None
    return [(problem.line, f"{problem.what} {problem.fix}") for problem in parsed.problems]


def front_of(text: str) -> FrontMatter:
    parsed = parse_story(text, FILE)
    assert parsed.front is not None, parsed.problems
    return parsed.front


def test_the_designs_example_is_read_whole() -> None:
    text = """---
title: "Coming off shift: a night on Ward 7"
summary: One sentence. It is the standfirst.
date: 2026-11-20 07:45          # Europe/London
category: People
by: The night sister, Ward 7
team: Ward 7
hospital: Merrowdale General
tags: [nursing, nights]
photos:
  - file: handover.heic
    alt: Two nurses, backs to us, hand over notes at the ward desk
    caption: Handover at 7am.
    credit: Ward 7
    shows: staff
    consent: {form: CF-0113, covers: [website, social], ends: 2031-11-20}
post: "Knackered, happy, proud. A night on Ward 7:"
announce: yes
---
Markdown. ![](handover.heic) places a photo.
"""
    parsed = parse_story(text, FILE)
    assert parsed.front is not None
    assert parsed.front.title == "Coming off shift: a night on Ward 7"
    assert parsed.front.tags == ("nursing", "nights")
    assert parsed.front.announce is True
    (photo,) = parsed.front.photos
    assert photo.consent is not None
    assert photo.consent.covers == ("website", "social")
    assert photo.may_be_shared()
    assert parsed.lines("photos", 0, "alt") == 12
    assert parsed.body_line == 20
    assert text.split("\n")[parsed.body_line - 1].startswith("Markdown.")


@pytest.mark.parametrize(
    ("fields", "line", "said"),
    [
        ({"titel": "x"}, 6, "I don't know “titel” here. Did you mean “title”?"),
        ({"colour": "red"}, 6, "Take it out, or use one of: title, summary"),
        ({"title": "-"}, 2, "“title” is missing (what the story is called)."),
        ({"title": ""}, 2, "“title” is missing"),
        ({"title": "[a, b]"}, 2, "“title” has to be words on the same line."),
        ({"date": "tomorrow"}, 4, "“tomorrow” is not a date I can read."),
        ({"date": "2026-10-25 01:30"}, 4, "happens twice: the clocks go back then."),
        ({"tags": "nursing"}, 6, "“tags” has to be a list. Write it like [nursing, nights]."),
        ({"announce": "twitter"}, 6, "“twitter” is not a network I know. Choose from x, bluesky"),
        ({"draft": "maybe"}, 6, "“maybe” is neither yes nor no."),
        ({"lang": "fr"}, 6, "“fr” can't be used for “lang”. Choose from 'en' or 'cy'."),
        (
            {"video": "{url: http://v.example, title: x}"},
            6,
            "is not a secure web address. It has to start with https://.",
        ),
        ({"video": "yes"}, 6, "“video” has to have lines of its own below it."),
        (
            {"event": "{starts: 2026-11-20 14:00, ends: 2026-11-20 13:00, place: x}"},
            6,
            "It ends before it starts.",
        ),
        ({"aliases": "[../../etc]"}, 6, "is not an address on this site"),
        ({"id": "../x"}, 6, "does not name a story"),
        ({"photos": "[{file: ../a.jpg, alt: x, shows: nobody}]"}, 6, "is not the plain name of a file"),
        ({"photos": "[{file: a.jpg, shows: nobody}]"}, 6, "“photos 1, alt” is missing"),
        ({"photos": "[{file: a.jpg, alt: x, shows: everyone}]"}, 6, "Choose from 'nobody', 'backs', 'staff'"),
        ({"photos": "[{file: a.jpg, alt: x, shows: nobody, focus: middle}]"}, 6, "is not a point in a photo"),
        (
            {"photos": "[{file: a.jpg, alt: x, shows: nobody}, {file: A.jpg, alt: x, shows: nobody}]"},
            6,
            "is in the list of photos twice",
        ),
        (
            {"photos": "[{file: a.jpg, alt: x, shows: staff, consent: {form: CF-1, covers: []}}]"},
            6,
            "covers” is empty",
        ),
    ],
)
def test_a_wrong_field_is_told_on_its_line(fields: dict[str, str], line: int, said: str) -> None:
    found = problems_of(story(**fields))
    assert any(at == line and said in words for at, words in found), found


def test_all_problems_come_at_once() -> None:
    found = problems_of(story(title="-", date="soon", drafft="yes", lang="fr"))
    assert len(found) == 4


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title: A night: on Ward 7", "second colon"),
        ('title: "A night', "quotation mark is opened and not closed"),
        ('title: “A night"s', None),
        ("title: *night", "special meaning"),
        ("title: &night x", "special meaning"),
        ("title: !!python/object:os.system x", "special meaning"),
        ("title: @night", "can't stand here"),
        ("tags:\n\t- a", "tab"),
        ("title: x\ntitle: y", "here twice"),
        ("a: {b: {c: {d: {e: {f: {g: x}}}}}}", "nested too deeply"),
        ("[1, 2", "I can't read this line"),
        ("- a", "not a list of “name: value” lines"),
        ("? [a]\n: b", "has to be a word"),
    ],
)
def test_a_mistake_in_the_lines_above_the_text_is_explained(line: str, said: str | None) -> None:
    if said:
        ((at, words),) = problems_of(f"---\n{line}\n---\nHello.")
        assert said in words
        assert 2 <= at <= 3


def test_a_yaml_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
    )
    ((line, words),) = problems_of(f"---\n{bomb}\n---\n")
    assert line == 2
    assert "special meaning" in words


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Hello.", 1, "does not start with a line of three hyphens"),
        ("", 1, "does not start with a line of three hyphens"),
        ("---\ntitle: x\n", 1, "have no end"),
    ],
)
def test_a_missing_fence_is_told(text: str, line: int, said: str) -> None:
    ((at, words),) = problems_of(text)
    assert at == line
    assert said in words


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("---\n".encode("utf-16"), 1, "UTF-16"),
        (b"---\ntitle: caf\xe9\n", 2, "not UTF-8"),
        (b"---\ntitle: a\x00b\n", 2, "control character"),
        ("---\n\ntitle: \u202egnp.exe".encode(), 3, "changes its direction"),
        (b"x" * 300_000, 1, "too long"),
    ],
)
def test_bytes_that_are_no_text_are_told(data: bytes, line: int, said: str) -> None:
    problem = decode(data, FILE)
    assert isinstance(problem, Problem)
    assert problem.line == line
    assert said in problem.what


def test_windows_line_ends_and_a_byte_order_mark_are_taken() -> None:
    text = decode(b"\xef\xbb\xbf" + story().replace("\n", "\r\n").encode(), FILE)
    assert isinstance(text, str)
    assert front_of(text).category == "People"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("yes", True), ("No", False), ("[x, Bluesky]", ("x", "bluesky")), ("bluesky", ("bluesky",)), ("[]", ())],
)
def test_announce_is_yes_no_or_a_list_of_networks(written: str, meant: object) -> None:
    assert front_of(story(announce=written)).announce == meant


@given(st.text())
def test_any_text_gives_a_story_or_problems_and_never_an_error(text: str) -> None:
    parsed = parse_story(text, FILE)
    assert isinstance(parsed, Parsed)
    assert (parsed.front is None) == bool(parsed.problems)


@given(st.binary())
def test_any_bytes_give_a_story_or_problems_and_never_an_error(data: bytes) -> None:
    text = decode(b"---\n" + data + b"\n---\n", FILE)
    if isinstance(text, str):
        parsed = parse_story(text, FILE)
        assert (parsed.front is None) == bool(parsed.problems)
        assert all(problem.line <= text.count("\n") + 1 for problem in parsed.problems)


def test_no_problem_shows_a_name_from_the_program() -> None:
    found = problems_of(
        story(title="[a]", video="{}", live="3", photos="[x]", tags="{a: b}", quote="[1]", allow="x")
    )
    for _, words in found:
        assert not re.search(r"\b(str|dict|tuple|NoneType|pydantic|Input|valid_)\b", words), words
