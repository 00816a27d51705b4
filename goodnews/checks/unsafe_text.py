"""What should not be in a text at all: hidden characters, look-alike letters, code."""

import re
import unicodedata
from collections.abc import Iterator

from goodnews.checks.context import StoryContext
from goodnews.checks.rules import Found, rule
from goodnews.checks.text import INVISIBLE, words
from goodnews.markdown.sanitise import ALLOWED_TAGS
from goodnews.problems import Severity

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f")
"""England, Scotland and Wales: a black flag, spelled out in invisible letters (Unicode UTS 51)."""
_DIRECTION = re.compile(r"(?<![\w\u061c\u200e\u200f])[\u061c\u200e\u200f]++|[\u061c\u200e\u200f]++(?!\w)")
"""Marks that say which way the signs beside them run; within a word or a number they have no use."""
_RIGHT_TO_LEFT = re.compile("[\u05d0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ABOVE = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED_UP = re.compile(f"{_ABOVE}{_ABOVE}{{2,}}")
_SYMBOLS = frozenset("βγδεζθλμξπσφψωΔΓΘΛΞΠΣΦΨΩ")
"""Greek letters that no Latin one looks like: TGFβ, μg."""
_SYMBOLS_AMONG_CAPITALS = frozenset("ακ")
"""The same beside capitals: TNFα, NFκB."""
_RUN = re.compile(r"[^\W\d_]{2,}")
_NOT_PLAIN = re.compile(r"[^\W\d_\x00-\x7f]")
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "GEORGIAN", "HEBREW", "ARABIC")
_DRESSED_UP = tuple(
    words("MATHEMATICAL FULLWIDTH CIRCLED SQUARED PARENTHESIZED NEGATIVE DOUBLE-STRUCK SCRIPT")
)
_HANDLER = re.compile("on[a-z]{3,}|style|srcdoc|formaction|action|background|ping")
_ACTIVE = words(
    """
    script iframe frame object embed applet form input button select textarea style
    link meta base svg math template audio video source area portal noscript
    """
)


@rule(
    "hidden-characters",
    Severity.ERROR,
    summary="Every character of a story can be seen.",
    hint="Type the words again by hand: a character nobody can see came along when they were copied.",
    guards=True,
    passing=(
        "title: Wales \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f forever",
        "---\nشكرا\u200f! (NHS)\u200f",
    ),
    failing=(
        "---\nA ward\u200bround.",
        "---\nA ward&#8203;round.",
        "---\n\U000e0041\U000e0042 tags.",
        "---\nZ\u0300\u0301\u0302\u0303algo.",
        "---\nTea\u200f!",
        "---\nشك\u200fرا",
    ),
)
def hidden_characters(context: StoryContext) -> Iterator[Found]:
    """They make a text read otherwise than it looks (Unicode TR 36), or hide words from the editor."""
    for passage in context.passages:
        if passage.text.isascii():
            continue
        text = _FLAG.sub(lambda flag: "-" * len(flag[0]), passage.text)
        if _RIGHT_TO_LEFT.search(text):
            text = "\n".join(_without_direction(line) for line in text.split("\n"))
        if match := _INVISIBLE.search(text) or _PILED_UP.search(text):
            yield Found(
                passage.line_at(match.start()), f"There is an invisible character in the {passage.kind}."
            )


def _without_direction(line: str) -> str:
    """A line without the marks that writing from right to left needs beside signs and foreign words."""
    return _DIRECTION.sub(lambda marks: "-" * len(marks[0]), line) if _RIGHT_TO_LEFT.search(line) else line


@rule(
    "look-alike-letters",
    Severity.ERROR,
    summary="A word is written in the letters of one alphabet.",
    hint="Type the word again: one of its letters only looks like the right one, and screen readers "
    "and search stumble on it.",
    allow="when a name is written so",
    guards=True,
    passing=("title: Tŷ Gwyn, café, β-blockers, TGFβ, NFκB and 5 µg", "title: Ласкаво просимо to Ward 7"),
    failing=(
        "title: The W\u0430rd",
        "title: The Wαrd",
        "title: \U0001d5d5\U0001d5f2\U0001d5f1 seven",
        "---\nPays \u0440l\u0435ase.",
        "---\n\u216faking.",
        "---\nA w\u03b1rd.",
    ),
)
def look_alike_letters(context: StoryContext) -> Iterator[Found]:
    """A Cyrillic а in a Latin word (Unicode TR 39), or letters dressed up as mathematics."""
    for passage in context.passages:
        if passage.text.isascii() or not _NOT_PLAIN.search(passage.text):
            continue
        for match in _RUN.finditer(passage.text):
            if not match[0].isascii() and _is_masked(match[0]):
                yield Found(
                    passage.line_at(match.start()),
                    f"“{match[0][:30]}” in the {passage.kind} mixes alphabets.",
                )
                break


def _is_masked(word: str) -> bool:
    latin = "".join(letter for letter in word if letter.isascii())
    symbols = _SYMBOLS | _SYMBOLS_AMONG_CAPITALS if latin.isupper() else _SYMBOLS
    letters = set(unicodedata.normalize("NFC", word)) - (symbols if latin else set())
    names = [unicodedata.name(letter, "") for letter in letters if not letter.isascii()]
    if any(name.startswith(_DRESSED_UP) or "ROMAN NUMERAL" in name for name in names):
        return True
    alphabets = {alphabet for name in names for alphabet in _ALPHABETS if name.startswith(alphabet)}
    if latin:
        alphabets.add("LATIN")
    return len(alphabets) > 1


@rule(
    "html-active",
    Severity.ERROR,
    summary="A story is words and photos: no scripts, frames, forms, styles or event handlers.",
    hint="Take it out. A video goes under video:, a photo under photos:; for anything else ask the "
    "communications team.",
    guards=True,
    passing=("---\nFewer than <5 of us, and > 3 of them.", "---\nUse `<script>` never."),
    failing=(
        "---\n<script>alert(1)</script>",
        "---\nHello <img src=x onerror=alert(1)>",
        "---\n<iframe src='https://video.example/'></iframe>",
        "---\n<p style='position:fixed'>Hello</p>",
        "---\n<style>body { display: none }</style>",
        "---\n<map><area href='javascript:alert(1)'></map>",
    ),
)
def html_active(context: StoryContext) -> Iterator[Found]:
    """The page leaves it out anyway; somebody should know that it was tried."""
    for tag in context.tags:
        handler = next((name for name in tag.attributes if _HANDLER.fullmatch(name)), None)
        if tag.name in _ACTIVE:
            yield Found(tag.line, f"There is a <{tag.name}> in the text.")
        elif handler:
            pasted = (
                f"Take <{tag.name} …> and </{tag.name}> out, and keep the words: the page sets their look."
            )
            yield Found(
                tag.line,
                f"There is “{handler}=” in a <{tag.name}> of the text.",
                pasted if handler == "style" else "",
            )


@rule(
    "html-left-out",
    Severity.WARNING,
    summary="HTML that the page would leave out is not in the text.",
    hint="Write it in Markdown: a blank line between paragraphs, ## for headings, `![](photo.jpg)` for "
    "a photo.",
    passing=("---\nH<sub>2</sub>O and <br> are fine.", "---\n<div>\n\n**Tea** and cake\n\n</div>"),
    failing=(
        "---\n<marquee>Hello</marquee>",
        "---\nA <font color=red>red</font> letter.",
        "---\n<img src='ward.jpg'>",
        "---\n<div>\n**Tea** and cake\n</div>",
        "---\n<div>\n![](tea.jpg)\n</div>",
    ),
)
def html_left_out(context: StoryContext) -> Iterator[Found]:
    """So that nobody wonders where it went, or why the stars still stand there."""
    names: set[str] = set()
    for tag in context.tags:
        if tag.name not in ALLOWED_TAGS and tag.name not in _ACTIVE and tag.name not in names:
            names.add(tag.name)
            yield Found(tag.line, f"<{tag.name}> in the text will be left out.")
    for line in (line for outline in context.outlines for line in outline.unrendered[:1]):
        yield Found(
            line.line,
            f"“{line.text[:40]}” stands right below HTML, so it is shown as it is written.",
            "Put a blank line before it and one behind it, or take the HTML out.",
        )


@rule(
    "comment-open",
    Severity.ERROR,
    summary="A comment in the text has an end.",
    hint="Put --> behind the comment, or take the <!-- out.",
    passing=("---\nTea.\n\n<!-- Jo reads this on Monday. -->\n\nCake.",),
    failing=("---\nTea.\n\n<!-- Jo reads this on Monday.\n\nCake.",),
)
def comment_open(context: StoryContext) -> Iterator[Found]:
    """Otherwise all that follows is a part of it, and nobody sees it."""
    for outline in context.outlines:
        for comment in outline.unended:
            message = "A comment (<!--) begins here and has no end, so nobody sees the rest."
            yield Found(comment.line, message)


RULES = (hidden_characters, look_alike_letters, html_active, html_left_out, comment_open)
