"""Mending an export that is not quite XML, as many are: other people's plugins and old databases."""

import codecs
import re
from html import escape, unescape
from html.entities import html5

_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_OLD_ENCODING = re.compile(
    rb"<\?xml\b[^>]*encoding\s*=\s*[\"'](?:iso-8859-1|latin-?1|windows-1252|cp1252)", re.IGNORECASE
)
# WordPress writes characters that XML forbids; every reader of its exports has to drop them.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNTOUCHED = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)", re.DOTALL)
_AMPERSAND = re.compile(r"&(#\d+;|#x[0-9a-f]+;|[a-z][a-z0-9]*;)?", re.IGNORECASE)
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def mend(data: bytes) -> bytes:
    r"""Give an export as XML in UTF-8, as well as can be.

    What Windows wrote is read as Windows meant it; what a plugin wrote before or behind the export goes, and
    a bare `&` is one. Nothing is changed within the posts themselves: they are CDATA.

    >>> mend(b"\n<meta charset=utf-8><rss>Tea & toast\x92s</rss>").decode()
    '<rss>Tea &amp; toast’s</rss>'
    """
    text = _FORBIDDEN.sub("", _decode(data))
    start, end = re.search(r"<rss\b", text), text.rfind("</rss>")
    # What defines entities of its own is left as it is, to be refused.
    if start and "<!DOCTYPE" not in text[: start.start()].upper():
        text = text[start.start() : end + len("</rss>") if end > start.start() else len(text)]
    text = _DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n")
    pieces = _UNTOUCHED.split(text)
    pieces[::2] = [_AMPERSAND.sub(_ampersand, piece) for piece in pieces[::2]]
    return "".join(pieces).encode()


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if _OLD_ENCODING.search(data[:200]):
        return data.decode("cp1252", errors="replace")
    return data.decode("utf-8", errors="as-windows-meant-it")


def _as_windows_meant_it(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 are Windows-1252, which WordPress's older databases are full of."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("as-windows-meant-it", _as_windows_meant_it)


def _ampersand(found: re.Match[str]) -> str:
    name = found[1] or ""
    if name.startswith("#"):
        return escape(_FORBIDDEN.sub("", unescape(found[0])))
    if name in _OF_XML:
        return found[0]
    # XML knows five names; HTML's others are what people see, and the rest are words.
    return escape(html5.get(name, f"&{name}"))
