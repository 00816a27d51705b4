"""The text in XMP packets, as attributes and as elements (ISO 16684-1)."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from goodnews.metadata import Field, field, unescape

_MOST_BYTES = 4_000_000
_MOST_DEPTH = 100
"""Elements within each other; a photo library writes some ten."""
_STRUCTURE = frozenset({"li", "Bag", "Seq", "Alt", "Description", "RDF", "xmpmeta", "value"})
_NO_TEXT = frozenset({"xmlns", "parseType", "lang", "image"})
_ATTRIBUTE = re.compile(
    r"""(?<![\w.-])([\w.-]{1,100})\s{0,9}=\s{0,9}(?:"([^"<]{0,5000})"|'([^'<]{0,5000})')"""
)
_ELEMENT = re.compile(r"<([\w.:-]{1,100})[^<>]{0,5000}>([^<>]{1,5000})<")


class _NotXml(Exception):
    """The packet is no XML, has a document type of its own, or elements within each other by the hundred."""


def read_xmp(data: bytes) -> Iterator[Field]:
    """Each property that has text, by its own name or, in a list, by that of the property it is part of."""
    text = _decode(data[:_MOST_BYTES])
    try:
        fields = _parse(text)
    except (expat.ExpatError, _NotXml, UnicodeError):
        # What is no XML may be read by somebody all the same.
        fields = [(_local(match[1]), unescape(match[2])) for match in _ELEMENT.finditer(text)]
        fields += [(match[1], unescape(match[2] or match[3] or "")) for match in _ATTRIBUTE.finditer(text)]
    for name, value in fields:
        if value.strip() and name not in _NO_TEXT:
            yield field(name, value)


def _decode(data: bytes) -> str:
    """A packet as text; it may be in UTF-8, or in UTF-16 or 32 of either order."""
    start = data[:4]
    if start.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif start in (b"\0\0\0<", b"\0\0\xfe\xff"):
        encoding = "utf-32-be"
    elif start in (b"<\0\0\0", b"\xff\xfe\0\0"):
        encoding = "utf-32-le"
    elif start[:2] in (b"\0<", b"\xfe\xff"):
        encoding = "utf-16-be"
    elif start[:2] in (b"<\0", b"\xff\xfe"):
        encoding = "utf-16-le"
    else:
        encoding = "utf-8"
    return data.decode(encoding, "replace").strip("\0\ufeff \t\r\n")


def _parse(text: str) -> list[tuple[str, str]]:
    """Names and texts of all properties, in order."""
    fields: list[tuple[str, str]] = []
    stack: list[str] = []
    letters: list[list[str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(stack) == _MOST_DEPTH:
            raise _NotXml
        stack.append(_local(name))
        letters.append([])
        for attribute, value in attributes.items():
            if not attribute.startswith("xmlns"):
                fields.append((_name([*stack, _local(attribute)]), value))

    def end(_name_again: str) -> None:
        fields.append((_name(stack), "".join(letters.pop())))
        stack.pop()

    def characters(data: str) -> None:
        letters[-1].append(data)

    def doctype(*_: object) -> None:
        raise _NotXml

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(re.sub(r"\A<\?xml\b[^>]*\?>", "", text).encode("utf-8"), True)
    return fields


def _name(path: list[str]) -> str:
    """The property that a path of elements leads to; the name of a face's region is that of a person."""
    if path[-1] == "Name" and "RegionList" in path:
        return "RegionName"
    outer = [name for name in path[:-1] if name not in _STRUCTURE]
    own = path[-1] not in _STRUCTURE
    if outer and outer[-1] in ("LocationCreated", "LocationShown"):
        return outer[-1]
    return path[-1] if own else outer[-1] if outer else path[-1]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
