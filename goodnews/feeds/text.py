"""Text that is safe to put in an XML or JSON feed."""

import re
from functools import cache

_XML = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff"
_ALL_XML = re.compile(f"[{_XML}]*+")
_TAG = re.compile("<([a-zA-Z/!?][^<>]*)>?")


def clean(text: str) -> str:
    r"""Drop the characters that XML 1.0 forbids or discourages; lxml raises on them.

    A word processor's stray vertical tab must not cost a ward its story.
    Source: XML 1.0 (fifth edition), section 2.2, `Char` and the note below it.

    >>> clean("tea\x0b and\x00 cake")
    'tea and cake'
    """
    # To see that nothing is wrong takes a third of the time of looking for what is.
    return text if _ALL_XML.fullmatch(text) else _not_xml().sub("", text)


@cache
def _not_xml() -> re.Pattern[str]:
    """Finds what is not allowed; few builds need it, and it is slow to compile."""
    return re.compile(f"[^{_XML}]")


def as_title(text: str) -> str:
    """One line that no reader can take for markup: some read titles as HTML, and drop what looks like it.

    >>> as_title("Ward 7 <3 tea, and A&E <b>too</b>")
    'Ward 7 <3 tea, and A&E ‹b›too‹/b›'
    """
    return _TAG.sub("‹\\1›", one_line(text))


def one_line(text: str) -> str:
    r"""Clean text with every run of white space made one space: for titles and names.

    >>> one_line("  Night on\n Ward 7 ")
    'Night on Ward 7'
    """
    return " ".join(clean(text).split())
