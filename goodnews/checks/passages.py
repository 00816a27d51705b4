"""Pieces of a story that people can read, and what one text gives away besides its words."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from pydantic import BaseModel

from goodnews.checks.text import as_shown, words
from goodnews.markdown.outline import Outline, TextLink
from goodnews.story import Story
from goodnews.story.fields import FieldPath

NAMES = frozenset({"file name", "folder's name", "old address", "id"})
"""Passages whose words are joined by signs."""

_CAMERA = re.compile(
    r"^(?:IMG|DSC[FN]?|P|PXL|MVI|GOPR|DJI|SAM|CIMG)[_-]?(?=\d{4})|^received_\d{15,16}(?=\.)|"
    r"^(?:shutterstock|GettyImages|iStock|AdobeStock)[_-]\d{8,11}(?=\.)|"
    r"^[\dA-Fa-f]{8}(?:-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}"
)
"""What phones, messages and libraries of pictures name a file by themselves."""
_FILE_JOINTS = re.compile(r"[_-]|\.(?=[A-Za-z0-9]{2,5}$)")
_PROFILE = re.compile(
    r"https?://(?:[\w-]+\.)?(?:facebook|instagram|tiktok|twitter|threads|snapchat|linkedin|x)\.(?:com|net)/",
    re.IGNORECASE,
)
_SOMEBODYS = re.compile(
    r"\b(?:he|she|his|hers?|him|my|me|mine|mum|mam|dad|nan|gran|grandad|son|daughter|sister|brother|wife|husband)\b",
    re.IGNORECASE,
)
"""Words of a link to a person's page on a network; most that stories link to are those of clubs and firms."""
_CHAT = re.compile(r"https?://(?:www\.)?wa\.me/\+?(?P<phone>\d+)", re.IGNORECASE)
_ABOUT_SOMEBODY = re.compile(
    r"nhs|mrn|hosp|patient|record|dob|birth|phone|mobile|tel|mail|post.?code|address|daddr|destination|^q$",
    re.IGNORECASE,
)
"""What the questions of an address are called that may be about a person; of others, numbers say nothing."""
_IN_GROUPS = re.compile(r"(?<!\d)\d{3}[ +-]\d{3}[ +-]\d{4}(?!\d)")
"""Digits as NHS numbers are written, wherever in an address."""

_KINDS = {"tags": "tag", "aliases": "old address", "alt": "alt text", "event": "place of the event"}
"""What editors call a field, or a part of a story, where that is not its name."""
_NOT_WORDS = words(
    "file captions shows focus announce lang translation"  # read by the program alone
    " category consent withdrawn allow"  # the site's own words, and what is for colleagues
    " notes transcript"  # texts in Markdown
)
"""Fields, wherever they stand, whose words are not read as they are written."""
_LINKS = words("url watch recording")


class Passage(NamedTuple):
    """A piece of a story that people can read, and the line of the story file it starts on.

    `kind` is where it stands, in the editor's words: `title`, `text`, `alt text`.
    """

    kind: str
    line: int
    text: str

    def line_at(self, position: int) -> int:
        """The line of the file that the character at `position` is on."""
        return self.line + self.text.count("\n", 0, position)

    def spelled(self) -> "Passage":
        """As readers see it; a file's name with spaces, unless an email address would lose its shape."""
        text = as_shown(self.text)
        if self.kind in NAMES and "@" not in text:
            named = _CAMERA.sub(lambda match: "-" * len(match[0]), text)
            text = _FILE_JOINTS.sub(" ", named).replace("/", " | ")
        return self._replace(text=text)


def passages_of_fields(story: Story) -> Iterator[Passage]:
    """All that stands above the text, but what no reader reads as words."""
    for path, text in _texts_in(story.meta):
        name, line = str(path[-1] if path[0] == "photos" else path[0]), story.lines(*path)
        if path[-1] not in _LINKS:
            yield Passage(_KINDS.get(name, name), line, text)
        elif about := _about_somebody(TextLink(line, "", text)):
            yield Passage("link", line, about)


def _texts_in(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _texts_in(entry, (*path, number))
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if name not in _NOT_WORDS and (inner := getattr(value, name)):
                yield from _texts_in(inner, (*path, field.alias or name))


def passages_of_text(kind: str, first_line: int, outline: Outline) -> Iterator[Passage]:
    """All that one text gives away: its words, what its links say of somebody, and what is hidden."""
    yield Passage(kind, first_line, outline.text(first_line))
    for link in outline.links:
        if about := _about_somebody(link):
            yield Passage("link", link.line, about)
        elif not link.href.isascii() and link.href != link.text:
            yield Passage("link", link.line, link.href)
    for aside in outline.asides:
        yield Passage("hidden text", aside.line, aside.text)


def _about_somebody(link: TextLink) -> str:
    """Whom a link writes to or rings, whose page it leads to, and what it asks there about a person."""
    scheme, _, address = link.href.partition(":")
    if scheme.lower() in {"mailto", "tel"}:
        return "" if (address := unquote(address)) in link.text else address
    if _PROFILE.match(link.href):
        return f"{link.text}: {unquote(link.href)}" if _SOMEBODYS.search(link.text) else ""
    if chat := _CHAT.match(link.href):
        return f"phone: +{chat['phone']}"
    questions = parse_qsl(link.href.partition("?")[2])
    about = [
        f"{name.replace('_', ' ')}: {value}" for name, value in questions if _ABOUT_SOMEBODY.search(name)
    ]
    return " | ".join([*about, *_IN_GROUPS.findall(unquote(link.href))])
