"""What a reading looks up once for all rules is what a closer look would find."""

import re

import pytest

from .conftest import Read

BODIES = [
    "The kettle goes on at six.",
    "On 20/11/2026.\n\nAnd at ٣ o’clock, at 7.45am.\n\n## At 7\n\nThe Straße, café, ICU\\_2, ﬁne.",
    "> 12 noon\n\n- One\n- 2\n\n&#49;&#50; noon and `7PM`",
]


@pytest.mark.parametrize("body", BODIES)
def test_the_vocabulary_is_every_run_of_plain_letters(body: str, context: Read) -> None:
    read = context(f"---\n{body}")
    assert read.vocabulary == set(re.findall("[a-z]+", read.casefolded))


@pytest.mark.parametrize("body", BODIES)
def test_all_figures_are_there_with_their_lines(body: str, context: Read) -> None:
    read = context(f"summary: It is 5.\n---\n{body}")
    running = [(read.story.lines("title"), read.story.meta.title), (read.story.lines("summary"), "It is 5.")]
    running += [(each.line, each.text) for each in (*read.outline.headings, *read.outline.paragraphs)]
    assert list(read.figures) == [(line, text) for line, text in running if re.search(r"\d", text)]


def test_what_is_read_aloud_is_all_paragraphs(context: Read) -> None:
    assert context("---\n## Tea\n\nOne *two*.\n\n- Three").aloud == "One two.\nThree"
