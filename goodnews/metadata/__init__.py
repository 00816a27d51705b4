"""What files say beside what they show: the words of every descriptive field, and what each tells about.

Descriptive is what ExifTool's documentation of tag names calls so: everything a person or a program can write
as text, whatever its name is. So fields are read by their shape, and only what they tell is known by name.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T")

MOST_LETTERS = 200_000
"""Of each text: a caption is shorter, and a stranger may store a library."""

_LONGEST_WORD = 500
"""A run of letters without a space that is longer is a picture or a key, written as text."""
_ONLY_A_TIME = re.compile(r"[\d:T/ .+-]*\d{4}[:-]\d\d[:-]\d\d[\d:T .+Z-]*|\d{1,6}(?:[+-]\d{4})?", re.ASCII)
_A_PLACE = re.compile(r"[+-]\d{1,2}\.\d+[+-]\d{1,3}\.\d+", re.ASCII)
"""ISO 6709, as phones write where they recorded."""


_READABLE = re.compile(rb"[ -~]{8,}|(?:\0[ -~]){8,}|(?:[ -~]\0){8,}")
"""Eight letters or more: fewer come by chance among numbers."""
_MOST_SEARCHED = 1_000_000
_REFERENCE = re.compile(r"&#0*(\d{1,8})\d*")
"""No character's number has eight digits, and Python refuses to read one that has thousands."""


class Tells(StrEnum):
    """What a field is about."""

    WORDS = "words"
    PERSON = "person"
    PLACE = "place"
    DEVICE = "device"


class Field(NamedTuple):
    """A field: its name without its group, its text on one line (or nothing), and what it tells."""

    name: str
    text: str
    tells: Tells = Tells.WORDS


_NAMES = {
    Tells.PERSON: """
        artist creator author authors owner ownername cameraownername photographer imageeditor xpauthor byline
        writer captionwriter contact personinimage personinimagename personname persondisplayname regionname
        regionpersondisplayname personsuppliername copyrightownername licensorname imagecreatorname lyricist
        albumartist composer band performer conductor originalartist originallyricist fileowner
        """,
    Tells.PLACE: """
        gpsposition gpslatitude gpslongitude gpsareainformation gpsdestlatitude gpsdestlongitude city location
        sublocation state provincestate country countryname countrycode countryprimarylocationname
        contentlocationname contentlocationcode locationname locationcreated locationshown worldregion
        gpscoordinates coordinates recordinglocation
        """,
    Tells.DEVICE: """
        serialnumber bodyserialnumber lensserialnumber cameraserialnumber internalserialnumber makernote
        imageuniqueid hostcomputer deviceserialno cameraid
        """,
}
_TELLS = {name: tells for tells, names in _NAMES.items() for name in names.split()}


def field(name: str, text: str = "") -> Field:
    r"""A field by its name, which also says what it tells.

    >>> field("By-line", "Jo\x00 Bloggs ")
    Field(name='By-line', text='Jo Bloggs', tells=<Tells.PERSON: 'person'>)
    """
    tells = _TELLS.get(re.sub(r"[^a-z]", "", name.lower()), Tells.WORDS)
    printable = "".join(letter if letter.isprintable() else " " for letter in text[:MOST_LETTERS])
    words = [word for word in printable.split() if len(word) <= _LONGEST_WORD]
    plain = " ".join(words)
    if tells is Tells.WORDS and _A_PLACE.search(plain):
        tells = Tells.PLACE
    return Field(name, "" if _ONLY_A_TIME.fullmatch(plain) else plain, tells)


def as_long_as_bearable(values: Iterable[T], most: int, size: Callable[[T], int]) -> Iterator[T]:
    """Values until they are larger together than a person's: a file may show one megabyte a thousand times.

    >>> list(as_long_as_bearable(["Ward", "Seven", "Night"], 10, len))
    ['Ward', 'Seven']
    """
    together = 0
    for value in values:
        together += size(value)
        if together > most:
            return
        yield value


def unescape(text: str) -> str:
    """Read the references to characters in a stranger's text.

    >>> unescape(f"Tea &amp; &#{'0' * 5_000}99;ake &#{'1' * 5_000};")
    'Tea & cake �'
    """
    return html.unescape(_REFERENCE.sub(r"&#\1", text))


def decode_text(data: bytes) -> str:
    r"""Text in what its bytes look most like: UTF-8, UTF-16 or 32 of either order, or Windows-1252.

    >>> decode_text("Ward".encode("utf-16-be")), decode_text("Tŷ".encode())
    ('Ward', 'Tŷ')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    text = data.rstrip(b"\0")
    if len(text) >= 5 and text.count(0) * 8 >= len(text) * 5:
        order = "be" if text.startswith(b"\0\0") else "le"
        return data[: -(-len(text) // 4) * 4].decode(f"utf-32-{order}", "replace")
    # In either order of UTF-16, one byte of each plain letter is zero.
    if len(text) >= 3 and (zeros := text.count(0)) * 3 >= len(text):
        order = "be" if text[::2].count(0) * 2 >= zeros else "le"
        return data[: len(text) + len(text) % 2].decode(f"utf-16-{order}", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def text_runs(data: bytes, name: str) -> Iterator[Field]:
    r"""Whatever can be read in bytes of no known form, in ASCII or in UTF-16 of either order.

    >>> [found.text for found in text_runs(b"\x01\x08Ward Seven\xff\0N\0i\0g\0h\0t\0 \0o\0n", "APP4")]
    ['Ward Seven', 'Night on']
    """
    for run in _READABLE.finditer(data[:_MOST_SEARCHED]):
        yield field(name, run[0].replace(b"\0", b"").decode("ascii"))


def is_mostly_text(text: str) -> bool:
    """Whether nine tenths of what was decoded can be printed, so that it was text and no numbers."""
    plain = text.rstrip("\0")
    printable = sum(letter.isprintable() or letter.isspace() for letter in plain)
    return bool(plain) and "\ufffd" not in plain and printable * 10 >= len(plain) * 9
