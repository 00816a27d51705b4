"""Spelling: codespell's list of slips, and American forms of words that have another in Britain."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from goodnews.checks.context import INSIDE_A_FILE, StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.checks.text import without_addresses, words
from goodnews.problems import Severity

_NAMES_OF_THINGS = {
    *("file name", "folder's name", "old address", "link"),
    *("tag", "by", "team", "hospital"),
}
_WORD = re.compile(r"(?<![\w@/.#’'-])[A-Za-z][a-z]{2,}(?![\w@/’'-])")
_FINE_IN_BRITAIN = words(
    """
    practice practices license licensed licenses licensing program meter meters story stories check tire curb
    draft mom inquiry disk inquire tons fount ore hist wan fro ro te ba ans som bu alls sinc ect gae wit ot
    ned lief hart doub creat acknowledgment acknowledgments biased cognizant coloration colorations focused
    focuses focusing journaling judgment judgments lambaste lambastes overwritable refocused refocuses
    refocusing rigor routing salable specialties specialty sulfate sulfide sulfur sulfuric sulfurous writable
    """
)
"""What is right in Britain too: as a noun or a verb, in medicine (BAN 2003), or as one of two forms."""


@rule(
    "spelling",
    Severity.ADVICE,
    summary="Words are spelled as in British English.",
    hint="Look at the word again.",
    allow="when it is spelled so on purpose, as in a name or a child's letter",
    passing=("---\nThe colour of the programme is grey.",),
    failing=("---\nWe recieved it.", "---\nOur favorite color.", "title: Thnak you"),
)
def spelling(context: StoryContext) -> Iterator[Found]:
    """A word with a capital inside a sentence is a name."""
    if context.story.meta.lang != "en":
        return
    slips = {word: better for word in context.vocabulary if (better := _better(word))}
    said = set[str]()
    if not slips:
        return
    for passage in context.passages:
        if passage.kind in _NAMES_OF_THINGS or passage.kind.startswith(INSIDE_A_FILE):
            continue
        for match in _WORD.finditer(without_addresses(passage.text)):
            word = match[0]
            small = word.lower()
            if small in slips and small not in said and not _is_name(word, passage.text, match.start()):
                said.add(small)
                meant = [choice.strip() for choice in slips[small].split(",") if choice.strip()]
                line = passage.line_at(match.start())
                yield Found(line, f"“{word}” may be misspelled.", f"Did you mean {' or '.join(meant[:3])}?")


def _is_name(word: str, text: str, at: int) -> bool:
    """Whether it has a capital that no start of a sentence explains."""
    while at and text[at - 1].isspace():
        at -= 1
    return word[0].isupper() and at > 0 and text[at - 1] not in '.!?:“"\n>#*-'


@cache
def _american() -> Mapping[str, str]:
    """What to write instead of forms that are right elsewhere."""
    american: dict[str, str] = {}
    for row in _read("dictionary_en-GB_to_en-US.txt"):
        ours, _, theirs = row.partition("->")
        for word in theirs.split(","):
            if word.strip().isalpha():
                american.setdefault(word.strip().lower(), ours)
    return american


@cache
def _slips() -> Sequence[str]:
    """Codespell's rows, `recieve->receive`, in order; to find a few among them takes less than a mapping."""
    return sorted(_read("dictionary.txt"))


def _read(name: str) -> list[str]:
    return (files("codespell_lib") / "data" / name).read_text(encoding="utf-8").splitlines()


@lru_cache(maxsize=8192)  # stories share most of their words
def _better(word: str) -> str:
    """What to write instead of a word in small letters, with commas between; empty when there is no need."""
    if word in _FINE_IN_BRITAIN:
        return ""
    slips = _slips()
    for begins in (f"{word}->", f"{word.capitalize()}->"):
        at = bisect_left(slips, begins)
        if at < len(slips) and slips[at].startswith(begins):
            better = slips[at].removeprefix(begins)
            # What follows a last comma is why a correction is uncertain; those are left out.
            return better if "," not in better or better.endswith(",") else ""
    return _american().get(word, "")


RULES = (spelling,)
