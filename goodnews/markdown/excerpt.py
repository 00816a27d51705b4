"""The first lines of a text, where there is no room for all of it."""

import re
from html import unescape

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
_EXCHANGE, _FOOTNOTES = '<div class="exchange">', '<div class="footnote">'
_MARK = re.compile(r"<sup\b.*?</sup>", re.DOTALL)
_BREAK, _TAG = re.compile(r"<br\b[^>]*>"), re.compile(r"<[^>]*>")
_SENTENCE = re.compile(r".*[.!?…][”’)]*(?=\s|$)", re.DOTALL)


def first_lines(html: str, most: int) -> tuple[str, ...]:
    """Give the first paragraphs of sanitised HTML as plain words, `most` characters in all.

    It ends with a whole sentence where it can, and else with a whole word; and before an interview's first
    question, if anything is said before it.

    >>> first_lines("<p>It is late. She has a <em>bus</em> to catch.</p><p>How was it?</p>", 20)
    ('It is late.',)
    """
    text = html.partition(_FOOTNOTES)[0]
    before, _, _ = text.partition(_EXCHANGE)
    lines: list[str] = []
    room = most
    for paragraph in _PARAGRAPH.findall(before if "<p" in before else text):
        words = _plain(paragraph)
        if not words:
            continue
        if len(words) > room:
            lines += _cut(words, room, is_first=not lines)
            break
        lines.append(words)
        room -= len(words)
    return tuple(lines)


def _cut(words: str, room: int, *, is_first: bool) -> tuple[str, ...]:
    short = words[: room + 1]
    if sentence := _SENTENCE.match(short[:-1] if short[-1:].isalnum() else short):
        return (sentence[0],)
    return (short.rpartition(" ")[0].rstrip(",;:– ") + "…",) if is_first else ()


def _plain(html: str) -> str:
    return unescape(" ".join(_TAG.sub("", _BREAK.sub(" ", _MARK.sub("", html))).split()))
