"""What every draft is written with, wherever its words come from."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import count

from goodnews.story import DateError, decode, parse_moment, parse_story
from goodnews.story.language import languages_of

LONGEST_SUMMARY = 200
_FIRST_SENTENCE = re.compile(r".+?(?<!\d)[.!?](?=\s|$)")  # "1." is no sentence


def first_sentence(words: str) -> str:
    """The first sentence of a paragraph, or all of it.

    >>> first_sentence("We had tea. It was cold.")
    'We had tea.'
    """
    sentence = _FIRST_SENTENCE.match(words)
    return sentence[0] if sentence else words


def shorten(words: str, most: int = LONGEST_SUMMARY) -> str:
    """Words that fit, cut between two of them."""
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def numbered(stem: str, ending: str = "") -> Iterator[str]:
    """A name, and then others like it: `ward.jpg`, `ward-2.jpg`."""
    yield f"{stem}{ending}"
    yield from (f"{stem}-{number}{ending}" for number in count(2))


def written(moment: datetime) -> str:
    """A date as people write it, with its offset in the hour that the clocks strike twice."""
    short = f"{moment:%Y-%m-%d %H:%M}"
    try:
        parse_moment(short)
    except DateError:
        offset = f"{moment:%z}"
        return f"{short}{offset[:3]}:{offset[3:]}"
    return short


def language_lines(words: str) -> list[str]:
    """The lines above a text that is in Welsh, all of it or some.

    >>> language_lines("Mae pawb yn hapus.")
    ['lang: cy']
    """
    languages = languages_of(words)
    if "cy" not in languages:
        return []
    if languages == {"cy"}:
        return ["lang: cy"]
    return [
        "# It is in two languages: make two stories of it, with lang: cy in the Welsh one, and name each in",
        "# the other's translation:",
    ]


def refusal(text: str) -> str:
    """Why the text is no story, or nothing: a draft that breaks every later check helps nobody."""
    decoded = decode(text.encode(), "story.md")
    problems = (decoded,) if not isinstance(decoded, str) else parse_story(decoded, "story.md").problems
    return problems[0].message if problems else ""
