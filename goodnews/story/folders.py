"""The folders of the stories: what they may be called, and what lies in them. No link is followed."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from goodnews.files import DirectorySnapshot
from goodnews.problems import Problem, Severity

# One letter has no meaning without its sign; of longer names the sign can go.
_ONE_LETTER = re.compile(r"(?<![^\W_])([A-Za-z])(#|\+\+)(?!\w)")
_SIGNS = {"#": " sharp", "++": " plus plus"}
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


@lru_cache(maxsize=4096)  # a site asks for the same few hundred names thousands of times
def slugify(text: str) -> str:
    """Turn words into an address part: plain letters, digits and hyphens.

    >>> slugify("A&E is full – again")
    'a-and-e-is-full-again'
    >>> slugify("Ysbyty Tŷ Gwyn")
    'ysbyty-ty-gwyn'
    >>> slugify("C#"), slugify("C++"), slugify("LGBTQ+"), slugify("Bed #7")
    ('c-sharp', 'c-plus-plus', 'lgbtq', 'bed-7')
    """
    spelled = _ONE_LETTER.sub(lambda match: match[1] + _SIGNS[match[2]], text)
    spelled = spelled.replace("&", " and ").replace("’", "").replace("'", "")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device, whatever its ending: nobody there could check the site out.

    >>> is_reserved("con"), is_reserved("AUX.html"), is_reserved("contact")
    (True, True, False)
    """
    return name.partition(".")[0].lower() in _RESERVED


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"20[0-9]{2}")
_IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})
_STORIES = "stories"
_SPACES = "\xa0\u202f"
"""Spaces that a Mac puts into the names of its screenshots."""


class StoryFolder(NamedTuple):  # a tuple, as a large site has thousands
    """One story's folder.

    Attributes:
        path: where it is, absolute.
        key: what it is called below `content/stories`, `2026/night-on-ward-7`.
        names: what lies in it, in order, as it can be printed; folders end with `/`.
        digests: SHA-256 of each plain file in it, by its name.
        is_misnamed: whether it can't be a story as it is called, or where it stands; it is read all the same,
            so that all that is wrong with it is said at once.
    """

    path: str
    key: str
    names: tuple[str, ...]
    digests: Mapping[str, str]
    is_misnamed: bool = False

    @property
    def digest(self) -> str:
        """A digest that changes when any of it is replaced, renamed or written to."""
        lines = "\n".join([*self.names, "", *(f"{name}\t{digest}" for name, digest in self.digests.items())])
        return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def find_folders(
    content: DirectorySnapshot, digests: Mapping[str, str], root: Path
) -> Iterator[StoryFolder | Problem]:
    """Every story's folder, in order of name; what does not belong there as a problem, before its folders."""
    inside = content.names()
    for name in _entries(inside, _STORIES):
        year = name.rstrip("/")
        path = f"{content.root}{os.sep}{_STORIES}{os.sep}{year}"
        is_year = name.endswith("/") and _YEAR.fullmatch(year) is not None
        if not is_year:
            message = "This is not a year's folder."
            yield wrong_folder(path, root, message, "A story goes into content/stories/<year>/<its name>/.")
            if content.stamps.get(f"{_STORIES}/{year}/story.md") and printable_name(year) == year:
                yield _story_folder(year, content, digests, inside, is_misnamed=True)
        for entry in _entries(inside, f"{_STORIES}/{year}"):
            key = f"{year}/{entry.rstrip('/')}"
            problem = _wrong_name(entry, f"{path}{os.sep}{entry.rstrip('/')}", root)
            if problem and is_year:
                yield problem
            is_misnamed = not is_year or problem is not None
            if printable_name(key) != key:  # its problem says so; nothing else could name it
                continue
            if not is_misnamed or content.stamps.get(f"{_STORIES}/{key}/story.md"):
                yield _story_folder(key, content, digests, inside, is_misnamed=is_misnamed)


def _wrong_name(name: str, path: str, root: Path) -> Problem | None:
    """What is wrong with the name of a story's folder, which ends with `/`."""
    slug = printable_name(name.rstrip("/"))
    if not name.endswith("/"):
        message, hint = "This is not in a story's folder.", "Move it into the folder of its story."
    elif is_reserved(slug):
        message = f"“{slug}” can't be an address."
        hint = "Windows keeps this name for itself. Choose another: night-on-ward-7."
    elif not _SLUG.fullmatch(slug):
        message = f"“{slug}” can't be an address."
        hint = f"Use small letters, digits and hyphens: {slugify(slug) or 'night-on-ward-7'}."
    else:
        return None
    return wrong_folder(path, root, message, hint)


def _story_folder(
    key: str,
    content: DirectorySnapshot,
    digests: Mapping[str, str],
    inside: Mapping[str, list[str]],
    *,
    is_misnamed: bool,
) -> StoryFolder:
    folder = f"{_STORIES}/{key}"
    names = _entries(inside, folder)
    paths = {name: f"{folder}/{name}" for name in names}
    return StoryFolder(
        path=f"{content.root}{os.sep}{folder.replace('/', os.sep)}",
        key=key,
        names=tuple(map(printable_name, names)),
        digests={name: digests[path] for name, path in paths.items() if path in digests},
        is_misnamed=is_misnamed,
    )


def name_of(path: str, root: Path) -> str:
    """How problems name a file below the project's root: its posix path from there."""
    return path.removeprefix(f"{root}{os.sep}").replace(os.sep, "/")


def key_in(file: str) -> str:
    """The key of the story that a file below `content/stories` belongs to.

    >>> key_in("content/stories/2026/night-on-ward-7/story.md")
    '2026/night-on-ward-7'
    """
    return "/".join(file.removeprefix("content/stories/").removesuffix("/story.md").split("/")[:2])


def wrong_folder(path: str, root: Path, message: str, hint: str) -> Problem:
    """Something about a folder that stands in the way of its story."""
    return Problem(printable_name(name_of(path, root)), 1, Severity.ERROR, "story-folder", message, hint)


def _entries(inside: Mapping[str, list[str]], folder: str) -> list[str]:
    return [name for name in inside.get(folder, ()) if name.rstrip("/") not in _IGNORED]


def printable_name(name: str) -> str:
    """A file's name as it can be printed, on one line, whatever bytes it is made of."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() or letter in _SPACES else "\ufffd" for letter in name)
