"""Words as a printer sets them: “yes” – twice…, and Arabic or Hebrew from right to left.

A quotation mark is judged by the letters on both sides of it, across emphasis, links and abbreviations.
"""

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from goodnews.markdown.blocks import INLINE


class PlainText(AtomicString):
    """Words without a mark, which the library need not look at."""


_QUOTE = re.compile("['\"]")
_OPENS_AFTER = frozenset(" \t\n\xa0([{<–—-/‘“«")
_LEADING = re.compile(
    r"'(?:\d\ds?|n'|(?:tis|twas|twill|til|em|cause|cos|bout|r|n|w|u|i|m|ch|th|dwi?|roedd|rwy|rydw|sdim|"
    r"steddfod|fory|chydig|neud|nôl)(?!'))(?!\w)",
    re.IGNORECASE,
)
"""What begins with an apostrophe, in English and in Welsh."""
_CLOSING = re.compile(r"(?<!\s)'(?!\w)")
_FEET_AND_INCHES = re.compile(r"(?<=\d)'\s?\d+(?:\.\d+)?\"")
_EM_DASH = re.compile("(?<!-)---(?!-)")
_EN_DASH = re.compile("(?<!-)--(?!-)")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
_STASHED = re.compile("(\x02[^\x03]*\x03)")
"""What the library has put aside: HTML, or a sign that a writer escaped."""


def set_quotes(text: str) -> str:
    r"""Set a text's quotation marks and apostrophes; none is added or lost.

    >>> set_quotes("'Tis rock 'n' roll, \"she's\" 6'2\" in '98, 'and' so")
    '’Tis rock ’n’ roll, “she’s” 6\'2" in ’98, ‘and’ so'
    """
    if "'" not in text and '"' not in text:
        return text
    signs = list(text)
    measures = {at for match in _FEET_AND_INCHES.finditer(text) for at in (match.start(), match.end() - 1)}
    last_closing = max((match.start() for match in _CLOSING.finditer(text)), default=-1)
    is_open = {"'": False, '"': False}
    for match in _QUOTE.finditer(text):
        at, sign = match.start(), match[0]
        before, after = signs[at - 1] if at else " ", text[at + 1 : at + 2] or " "
        opens = before in _OPENS_AFTER and not after.isspace()
        if at in measures or (before.isdigit() and not after.isalpha() and not is_open[sign]):
            continue  # feet, inches, minutes
        if sign == '"':
            signs[at] = "“" if opens else "”"
        elif opens and last_closing > at + 1 and not _LEADING.match(text, at):
            signs[at] = "‘"
        else:
            signs[at] = "’"
            opens = opens and is_open[sign]
        is_open[sign] = opens
    return "".join(signs)


def set_dashes(text: str) -> str:
    """Set a text's dashes and dots.

    >>> set_dashes("9am -- 5pm, and then...")
    '9am – 5pm, and then…'
    """
    if "--" in text:
        text = _EN_DASH.sub("–", _EM_DASH.sub("—", text))
    return _DOTS.sub("…", text) if "..." in text else text


def typeset(text: str) -> str:
    """Set words that are not Markdown, a title or a caption, as those of a text are set.

    >>> typeset("Somebody's flu jab -- C# and all...")
    'Somebody’s flu jab – C# and all…'
    """
    return set_dashes(set_quotes(text))


class TypographyTreeprocessor(Treeprocessor):
    """Sets all words but code and addresses, which the library marks as atomic."""

    def run(self, root: Element) -> None:
        """Set the words of the tree in place."""
        words = "".join(root.itertext())
        if any(sign in words for sign in ("'", '"', "--", "...")):
            for pieces in _runs(root):
                _set(pieces)


class DirectionTreeprocessor(Treeprocessor):
    """Says of a block whose first letter is of an alphabet that runs from right to left that it does."""

    def run(self, root: Element) -> None:
        """Mark the blocks of the tree."""
        if not "".join(root.itertext()).isascii():
            for element in root.iter():
                if element.tag not in INLINE and element is not root and _is_right_to_left(element):
                    element.set("dir", "rtl")


def _is_right_to_left(element: Element) -> bool:
    words = _STASHED.sub("", "".join(element.itertext()))
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((kind in {"R", "AL"} for kind in strong if kind in {"L", "R", "AL"}), False)


_Piece = tuple[Element, bool]
"""The text of an element, or the text behind it."""


def _runs(root: Element) -> Iterator[list[_Piece]]:
    """The pieces of each stretch of words that no block interrupts."""
    run: list[_Piece] = []
    left: list[Element | _Piece] = [root]
    while left:
        node = left.pop()
        if isinstance(node, tuple):
            run.append(node)
            continue
        if node.tag not in INLINE or node.tag == "br":
            yield run
            run = []
        if node.text:
            run.append((node, False))
        for child in reversed(node):
            if child.tail:
                left.append((child, True))
            left.append(child)
    yield run


def _set(run: list[_Piece]) -> None:
    """Set the quotes of all pieces together, then give each its own part back."""
    texts = [(element.tail if behind else element.text) or "" for element, behind in run]
    parts = [_STASHED.split(text) for text in texts]
    words = "".join(
        "x" * len(part) if element.tag == "code" and not behind else part
        for (element, behind), pieces in zip(run, parts, strict=True)
        for part in pieces[::2]
    )
    words, at = set_quotes(words), 0
    for (element, behind), text, pieces in zip(run, texts, parts, strict=True):
        for number in range(0, len(pieces), 2):
            end = at + len(pieces[number])
            pieces[number] = set_dashes(words[at:end])
            at = end
        if isinstance(text, AtomicString) and not isinstance(text, PlainText):
            continue
        if behind:
            element.tail = "".join(pieces)
        else:
            element.text = "".join(pieces)
