"""Spelling, as advice: codespell's list of slips, and British rather than American forms."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from goodnews.checks.reading import Reading
from goodnews.checks.rules import Found, rule
from goodnews.checks.vocabulary import words
from goodnews.problems import Severity

_NAMES_OF_THINGS = {"file name", "words stored inside a photo", "tag", "by", "team", "hospital"}
_WORD = re.compile(r"(?<![\w@/.#’'-])[A-Za-z][a-z]{2,}(?![\w@/’'-])")
_FINE_IN_BRITAIN = words(
    """
    practice license program meter story check tire curb draft mom inquiry disk inquire tons fount ore hist
    wan fro ro te ba ans som bu alls sinc ect gae wit ot ned lief hart doub creat
    """
)


@rule(
    "spelling",
    Severity.ADVICE,
    explains="Words are spelled as in British English.",
    remedy="Look at the word again.",
    allow="when it is spelled so on purpose, as in a name or a child's letter",
    good=("---\nThe colour of the programme is grey.",),
    bad=("---\nWe recieved it.", "---\nOur favorite color.", "title: Thnak you"),
)
def spelling(reading: Reading) -> Iterator[Found]:
    """A word with a capital inside a sentence is a name."""
    if reading.story.front.lang != "en":
        return
    slips, said = _slips(), set[str]()
    for passage in reading.passages:
        if passage.kind in _NAMES_OF_THINGS:
            continue
        for match in _WORD.finditer(passage.text):
            word = match[0]
            start = passage.text[: match.start()].rstrip()
            is_name = word[0].isupper() and start and start[-1] not in '.!?:“"\n>#*-'
            better = slips.get(word.lower())
            if better and not is_name and word.lower() not in said:
                said.add(word.lower())
                line = passage.line_at(match.start())
                yield Found(line, f"“{word}” may be misspelled.", f"Did you mean {better}?")


@cache
def _slips() -> Mapping[str, str]:
    """Misspellings and what was meant: codespell's list, and its British-to-American one backwards."""
    data = files("codespell_lib") / "data"
    found: dict[str, str] = {}
    for row in (data / "dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8").splitlines():
        british, _, american = row.partition("->")
        for word in american.split(","):
            if word.strip().isalpha():
                found.setdefault(word.strip().lower(), british)
    for row in (data / "dictionary.txt").read_text(encoding="utf-8").splitlines():
        slip, _, meant = row.partition("->")
        # What follows a last comma is the reason why a correction is uncertain; those are left out.
        if "," not in meant or meant.rstrip().endswith(","):
            found[slip.lower()] = " or ".join(
                choice.strip() for choice in meant.split(",")[:3] if choice.strip()
            )
    for word in _FINE_IN_BRITAIN:
        found.pop(word, None)
    return MappingProxyType(found)


RULES = (spelling,)
