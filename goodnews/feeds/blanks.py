"""A document that somebody else wrote, with blanks in it to be filled in for each use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BEGIN, _END = "\ue000", "\ue001"
_BLANK = re.compile(f'{_BEGIN}(?:"|(&quot;))([a-z]+){_END}'.encode())


def blank(name: str) -> str:
    """What to have written where words are to be filled in.

    Its quotation mark tells how the words have to be written there: between quotes it was escaped.
    """
    return f'{_BEGIN}"{name}{_END}'


def has_blanks(fields: object) -> bool:
    """Whether somebody's own words could be taken for a blank: its signs are letters of no alphabet.

    >>> has_blanks(["Tea"]), has_blanks([blank("x")])
    (False, True)
    """
    return _BEGIN.encode("unicode_escape").decode() in repr(fields)


@dataclass(frozen=True, slots=True)
class Form:
    """An XML document in UTF-8 with blanks.

    Attributes:
        start: what comes before the first blank.
        rest: each blank's name, whether it stands in an attribute, and what follows it.
    """

    start: bytes
    rest: tuple[tuple[str, bool, bytes], ...]

    @classmethod
    def of(cls, document: bytes) -> "Form":
        """Find the blanks in what was written.

        >>> form = Form.of(f'<a b="{blank("x").replace(chr(34), "&quot;")}">{blank("x")}</a>'.encode())
        >>> form.fill({"x": 'Tea & "cake"'})
        b'<a b="Tea &amp; &quot;cake&quot;">Tea &amp; "cake"</a>'
        """
        start, *found = _BLANK.split(document)
        blanks = zip(found[::3], found[1::3], found[2::3], strict=True)
        return cls(start, tuple((name.decode(), quoted is not None, after) for quoted, name, after in blanks))

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Write the document with these words in place of its blanks, as lxml would have written them."""
        parts = [self.start]
        for name, quoted, after in self.rest:
            parts += (_in_attribute(words[name]) if quoted else _in_text(words[name])).encode(), after
        return b"".join(parts)


def _in_text(words: str) -> str:
    if "&" in words:
        words = words.replace("&", "&amp;")
    if "<" in words or ">" in words:
        words = words.replace("<", "&lt;").replace(">", "&gt;")
    return words.replace("\r", "&#13;")


def _in_attribute(words: str) -> str:
    words = _in_text(words).replace('"', "&quot;")
    return words.replace("\n", "&#10;").replace("\t", "&#9;")
