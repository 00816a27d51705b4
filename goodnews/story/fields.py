"""The kinds of value a front matter field can hold, each with its own plain words for what is wrong."""

import re
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, StrictStr
from pydantic_core import PydanticCustomError

from goodnews.file_types import MEDIA_TYPES
from goodnews.story.choices import choices_meant
from goodnews.story.dates import DateError, parse_day, parse_moment
from goodnews.story.folders import is_reserved, slugify
from goodnews.story.limits import find_excess, find_unprintable

FieldPath: TypeAlias = tuple[str | int, ...]
"""Where a value stands: `("photos", 0, "alt")`."""

NETWORKS = ("x", "bluesky", "mastodon", "facebook", "notify", "webhook", "practice")
"""Where a story can be announced, as `announce:` names them."""

LONGEST_TERM = 80
"""Letters of the address of a list; file systems take 255 for one folder, and people far fewer."""

LONGEST_LINE = 2_000
"""Characters of one line above a text; nobody reads more, and some rules take their time over them."""

LONGEST_ADDRESS = 200
"""Letters of an old address: Windows takes 260 for all of a file's path."""

_KEY = re.compile(r"[0-9]{4}/[a-z0-9]+(?:-[a-z0-9]+)*")
_FOCUS_WORDS = {"left", "right", "top", "bottom", "center", "centre"}
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def field_error(message: str, hint: str) -> PydanticCustomError:
    """An error that carries its own words: what is wrong, what to do."""
    return PydanticCustomError("plain", "{what} {fix}", {"what": message, "fix": hint})


def _text(value: str, *, lines: bool) -> str:
    if find_unprintable(value) is not None or (not lines and {"\n", "\t"} & set(value)):
        raise field_error("There is a character here that can't be seen or printed.", "Type the text again.")
    if _HIDDEN.search(value):
        raise field_error(
            "There is an invisible character here that changes how the text is read.", "Type the text again."
        )
    return value


def _plain(value: str) -> str:
    if value.isascii() and value.isprintable() and "  " not in value:
        line = value.strip()
    else:
        line = _text(" ".join(value.split()), lines=False)
    if len(line) > LONGEST_LINE:
        raise field_error(
            f"This line has {len(line)} characters.", f"Shorten it: it may have {LONGEST_LINE} of them."
        )
    return line


def _words(value: str) -> str:
    if excess := find_excess(value):
        raise field_error(excess.message, excess.hint)
    return _text(value, lines=True)


def _term(value: str) -> str:
    name = _plain(value)
    slug = slugify(name)
    if not slug:
        raise field_error(
            f"“{name}” has no letter from a to z and no digit, so its list of stories can't have an address.",
            "Add a word in plain letters, or take it out.",
        )
    if is_reserved(slug):
        raise field_error(f"“{name}” can't be a folder on Windows.", "Add a word to it.")
    if len(slug) > LONGEST_TERM:
        raise field_error(
            f"This name has {len(slug)} letters, too many for the address of its list of stories.",
            f"Shorten it to {LONGEST_TERM} or fewer.",
        )
    return name


def _moment(value: object) -> datetime:
    try:
        return parse_moment(_one(value))
    except DateError as error:
        raise field_error(error.message, error.hint) from None


def _day(value: object) -> date:
    try:
        return parse_day(_one(value))
    except DateError as error:
        raise field_error(error.message, error.hint) from None


def _one(value: object) -> str:
    if not isinstance(value, str):
        raise field_error("One value is wanted here.", "Write it on the same line, after the colon.")
    return value


def _truth(value: object) -> object:
    """Read yes and no; anything else is left for the next kind in a union."""
    if isinstance(value, str):
        return {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}.get(
            value.lower(), value
        )
    return value


def _yes_no(value: object) -> bool:
    answer = _truth(value)
    if not isinstance(answer, bool):
        raise field_error(f"“{value}” is neither yes nor no.", "Write yes or no.")
    return answer


def _announce(value: object) -> bool | tuple[str, ...]:
    answer = _truth(value)
    if isinstance(answer, bool):
        return answer
    names = [answer] if isinstance(answer, str) else answer
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise field_error("This is not yes, no or a list of networks.", "Write it like [x, bluesky].")
    lowered = tuple(str(name).lower() for name in names)
    if unknown := next((name for name in lowered if name not in NETWORKS), ""):
        raise field_error(f"“{unknown[:60]}” is not a network I know.", _networks_to_write(lowered))
    return tuple(dict.fromkeys(lowered))


def _networks_to_write(names: tuple[str, ...]) -> str:
    meant = choices_meant(", ".join(names), (*NETWORKS, "yes", "no"))
    if len(meant) == 1:
        return f"Write “announce: {meant[0]}”."
    if meant and set(meant) <= set(NETWORKS):
        return f"Write “announce: [{', '.join(meant)}]”."
    return f"Choose from {', '.join(NETWORKS)}."


def _captions(value: object) -> bool | str:
    answer = _truth(value)
    return answer if isinstance(answer, bool) else _file_name(_one(answer))


def is_file_name(value: str) -> bool:
    """Whether it is the plain name of a file: no path, nothing hidden, nothing that a system refuses.

    >>> is_file_name("handover.heic"), is_file_name("../handover.heic")
    (True, False)
    """
    odd = set('/\\:*?"<>|\n\t\u2028\u2029') & set(value) or _HIDDEN.search(value)
    is_plain = not odd and find_unprintable(value) is None and value == value.strip()
    return is_plain and 0 < len(value) <= 120 and value.strip(".") == value and not is_reserved(value)


def _file_name(value: str) -> str:
    if not is_file_name(value):
        raise field_error(
            f"“{value}” is not the plain name of a file in the story's folder.",
            "Write it like handover.heic.",
        )
    return value


def _link(value: str) -> str:
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme != "https" or not host or "@" in parts.netloc or re.search(r"[\s<>\"\\]", value):
        hint = "It has to start with https://."
        if value.lower().endswith((".mp4", ".mov")) and "/" not in value:
            hint = f"A film in the story's folder goes under file: {value}"
        elif re.fullmatch(r"(?:www\.[\w.-]+|[\w-]+(?:\.[\w-]+)+/[^\s<>\"\\@]*)", value, re.ASCII):
            hint = f"Write https://{value}."
        raise field_error(f"“{value}” is not a secure web address.", hint)
    if not value.isascii():
        raise field_error(
            f"“{value}” has letters in it that can look like others.", "Copy the address out of the browser."
        )
    return value


def _key(value: str) -> str:
    key = value.strip("/").removeprefix("stories/")
    if not _KEY.fullmatch(key):
        raise field_error(f"“{value}” does not name a story.", "Write it like 2026/night-on-ward-7.")
    return key


def _old_address(value: str) -> str:
    path = value.strip("/")
    parts = path.split("/")
    if not path or not re.fullmatch(r"[A-Za-z0-9._~/-]+", path) or {"", ".", ".."} & set(parts):
        old = urlsplit(value).path.strip("/") if value.startswith("https://") else ""
        hint = (
            f"Write {old}/." if re.fullmatch(r"[A-Za-z0-9._~/-]+", old) else "Write it like news/old-page/."
        )
        raise field_error(f"“{value[:60]}” is not an address on this site.", hint)
    if bad := next((part for part in parts if part.endswith(".") or is_reserved(part)), None):
        raise field_error(f"“{bad}” can't be a file or folder on Windows.", "Take this old address out.")
    if bad := next((part for part in parts if part.startswith(".")), None):
        raise field_error(f"“{bad}” is hidden: no site shows it.", "Take this old address out.")
    named = parts[:-1] if parts[-1] == "index.html" else parts
    if bad := next((part for part in named if _is_site_file(part)), None):
        raise field_error(
            f"“{bad}” is a file that sites have, and not the address of a page.",
            "Take this old address out; only an old page can lead here.",
        )
    if len(path) > LONGEST_ADDRESS:
        raise field_error(
            f"This old address has {len(path)} letters; no file's name may have so many.",
            f"Take it out: at most {LONGEST_ADDRESS} can lead here.",
        )
    # With any other ending it is a folder: every host leads from news/old.aspx to the page in it.
    return path if path.endswith(".html") else f"{path}/"


def _is_site_file(name: str) -> bool:
    """Whether it is the name of a file that a site makes, compressed or not, in letters of any size.

    >>> [_is_site_file(name) for name in ("INDEX.HTML", "feed.xml", "index.html.br", "old.html", "old.aspx")]
    [True, True, True, False, False]
    """
    ending = PurePosixPath(name.lower()).suffix
    return name.lower() == "index.html" or (ending in MEDIA_TYPES and ending != ".html")


def _references(value: object) -> object:
    """Read a list as one line: where several people are in a photo, each has signed a form.

    One without any stays a list, and is refused: no form is no consent.
    """
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return value
    return ", ".join(filter(str.strip, value)) or value


def _focus(value: str) -> str:
    words = value.lower().split()
    good = [word in _FOCUS_WORDS or re.fullmatch(r"(?:100|\d{1,2})%", word) for word in words]
    if not 1 <= len(words) <= 2 or not all(good):
        raise field_error(f"“{value}” is not a point in a photo.", "Write it like left top, or 30% 40%.")
    return " ".join(words).replace("centre", "center")


READ_BY_PEOPLE = "read by people"
"""Marks the kinds of field that hold words: a `#` in them is meant for readers."""

Plain = Annotated[StrictStr, AfterValidator(_plain), READ_BY_PEOPLE]
"""One line of text."""
References = Annotated[Plain, BeforeValidator(_references)]
"""One reference or several, on one line."""
Words = Annotated[StrictStr, AfterValidator(_words), READ_BY_PEOPLE]
"""Text of any length, in Markdown."""
Term = Annotated[StrictStr, AfterValidator(_term), READ_BY_PEOPLE]
"""The name of a list of stories, which has an address."""
Moment = Annotated[datetime, BeforeValidator(_moment)]
"""An aware moment, Europe/London."""
Day = Annotated[date, BeforeValidator(_day)]
SmallLetters = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)
"""For a choice of words: a phone starts each line with a capital."""
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Announce = Annotated[bool | tuple[str, ...], BeforeValidator(_announce)]
Captions = Annotated[bool | str, BeforeValidator(_captions)]
"""yes, no, or the name of a caption file."""
FileName = Annotated[StrictStr, AfterValidator(_file_name)]
Link = Annotated[StrictStr, AfterValidator(_link)]
"""An https address."""
Key = Annotated[StrictStr, AfterValidator(_key)]
"""A story's folder, `2026/night-on-ward-7`."""
OldAddress = Annotated[StrictStr, AfterValidator(_old_address)]
Focus = Annotated[StrictStr, AfterValidator(_focus)]
