"""Quotes, dashes and dots as a printer sets them: `"yes" -- twice...` becomes “yes” – twice….

The rules, and what comes out, are those of Markdown's own `smarty` extension. That tries seventeen patterns
on each piece of text and keeps each sign it sets in two stashes, which took as long as all other
Markdown together; this sets the signs in place, and looks only for what is there.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension, smarty
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

_SET = STX * 2
_END = ETX * 2


def _rule(needed: str, pattern: str, sign: str) -> tuple[str, re.Pattern[str], str]:
    """A rule: what must be in a text for it to matter, what it finds, and the sign it sets, in braces.

    The braces become the marks that the patterns take for the edge of something that is no text, as the
    extension's stashes do: no later rule looks into a sign or through it. In pairs, so that they are never
    the library's own.
    """
    return needed, re.compile(pattern, re.DOTALL), sign.replace("{", _SET).replace("}", _END)


_CLOSE = smarty.closeClass
_BEFORE = r"([\s–—&-](?:(?<=[\s–—])|(?<=-)-|(?<=&)(?:nbsp|[mn]dash|#821[12]);))"
"""What opening quotes follow, as the extension has it, but begun with one of a set: those are found fast."""
_WITHIN_A_WORD = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])(?!s['\"])")
"""Most quotes there are. Between two letters it is an apostrophe by every rule, and no rule sees past it,
unless a quote follows the `s`: that one the extension no longer takes for the end of a word."""

# Where the extension's patterns look behind a sign before they look for it, these find the sign first: ten
# times as fast. In the extension a quote right behind one that was just set stands behind a mark, not behind
# a letter, and stays for a later rule: `('?)` and `("?)` step over it.
_RULES = (
    _rule("---", r"---(?<!----)(?!-)", "{—}"),
    _rule("--", r"--(?<!---)(?!-)", "{–}"),
    _rule("'", smarty.singleQuoteStartRe, "{’}"),
    _rule('"', smarty.doubleQuoteStartRe, "{”}"),
    _rule("\"'", smarty.doubleQuoteSetsRe, "{“‘}"),
    _rule("'\"", smarty.singleQuoteSetsRe, "{‘“}"),
    _rule("'\"", rf"""'"(?<={_CLOSE}'")('?)""", r"{’”}\1"),
    _rule("\"'", rf""""'(?<={_CLOSE}"')""", "{”’}"),
    _rule("'", r"'(?<!\w')(?=\d{2}s)", "{’}"),
    _rule("'", rf"{_BEFORE}'(?=\w)", r"{\1‘}"),
    _rule("'", rf"'(?<={_CLOSE}')(?!\s|s\b|\d)('?)", r"{’}\1"),
    _rule("'", smarty.closingSingleQuotesRegex2, r"{’\1}"),
    _rule("'", smarty.remainingSingleQuotesRegex, "{‘}"),
    _rule('"', rf'{_BEFORE}"(?=\w)', r"{\1“}"),
    _rule('"', smarty.closingDoubleQuotesRegex, "{”}"),
    _rule('"', rf'"(?<={_CLOSE}")("?)', r"{”}\1"),
    _rule('"', smarty.remainingDoubleQuotesRegex, "{“}"),
    _rule("...", r"\.{3}(?<!\.{4})(?!\.)", "{…}"),
)


def set_type(text: str) -> str:
    """Set a text's quotes, dashes and dots.

    >>> set_type('So "done" -- at last...')
    'So “done” – at last…'
    """
    if not _has_signs(text):
        return text
    if "'" in text:
        text = _WITHIN_A_WORD.sub("’", text)
    for needed, pattern, sign in _RULES:
        if needed in text:
            text = pattern.sub(sign, text)
    return text.replace(_SET, "").replace(_END, "")


def _has_signs(text: str) -> bool:
    return "'" in text or '"' in text or "--" in text or "..." in text


class _TypographyTreeprocessor(Treeprocessor):
    """Sets all text but code, addresses and abbreviations, which the library marks as atomic."""

    def run(self, root: Element) -> None:
        if not _has_signs("".join(root.itertext())):
            return
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = set_type(element.text)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = set_type(element.tail)


class TypographyExtension(Extension):
    """Stands in for `smarty`: at its place among the processors, and with its quotes to escape."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processor."""
        md.treeprocessors.register(_TypographyTreeprocessor(md), "smarty", 6)
        md.ESCAPED_CHARS.extend(['"', "'"])
