"""The files a story names, found in its folder however their names were typed.

A phone writes `Handover.JPEG` and the form `handover.jpg`; a Mac keeps `Tŷ` in two characters, and puts a
narrow space into the names of its screenshots. One file that fits is meant; of several, none is.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar
from urllib.parse import quote, unquote

from pydantic import BaseModel

from goodnews.story.fields import is_file_name
from goodnews.story.model import FrontMatter

_AS_WRITTEN: dict[str, str] = {}
_SAME_FORMAT = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tiff": "tif", "heif": "heic", "hif": "heic"}
_SAME_PHOTO = {**_SAME_FORMAT, "heic": "jpg", "heif": "jpg", "hif": "jpg"}
_PICTURE = re.compile(r"(?P<before>!\[[^\]\n]*\]\([ ]*)(?P<src><[^<>\n]*>|[^\s()<>]+)")
_NAMED = re.compile(
    r"""(?P<before>(?:^[ \t]*(?:-[ \t]+)?|[{,][ \t]*)file[ \t]*:[ \t]+)"""
    r"""(?P<src>"[^"\n]*"|'[^'\n]*'|“[^”\n]*”|‘[^’\n]*’|[^\s"'“‘#,{}\[\]][^\r\n#,{}\[\]]*?)"""
    r"""(?=[ \t]*(?:[,}\r\n]|[ \t]\#|\Z))""",
    re.MULTILINE | re.IGNORECASE,
)
_SHOWN = re.compile(
    r"""(?P<before>!\[[^\]\n]{0,500}\]\([ ]*|^\[[^\]\n]{1,500}\]:[ ]*|<img\b[^<>]*?\ssrc=)"""
    r"""(?P<src><[^<>\n]*>|"[^"\n]*"|'[^'\n]*'|[^\s()<>"']+)""",
    re.MULTILINE | re.IGNORECASE,
)
_M = TypeVar("_M", bound=BaseModel)


def find_file(name: str, names: Collection[str]) -> str | None:
    """The one file that a name means: the same, or typed otherwise, or a HEIC that was turned into JPEG.

    >>> find_file("Handover.JPEG", ["handover.jpg", "story.md"])
    'handover.jpg'
    >>> find_file("handover.heic", ["handover.jpg", "handover.png"])
    'handover.jpg'
    >>> find_file("A.jpg", ["a.jpg", "a.JPG"]) is None
    True
    """
    if name in names:
        return name
    for endings in (_AS_WRITTEN, _SAME_FORMAT, _SAME_PHOTO):
        fitting = [other for other in names if _key(other, endings) == _key(name, endings)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def nearest_file(name: str, names: Iterable[str]) -> str | None:
    """The file that somebody may have meant, to ask them.

    >>> nearest_file("wrad.jpg", ["ward.jpg", "story.md"])
    'ward.jpg'
    """
    by_key = {_key(other, _SAME_PHOTO): other for other in names if other != "story.md"}
    close = get_close_matches(_key(name, _SAME_PHOTO), by_key, 1, 0.6)
    return by_key[close[0]] if close else None


def resolve_files(meta: FrontMatter, names: Iterable[str]) -> FrontMatter:
    """The front matter with each file as it is called in the folder, where exactly one fits."""
    if not (meta.photos or meta.audio or meta.video or meta.live):
        return meta
    # What is named as it is called is no other's, and what was found once is not found again.
    taken = {photo.file for photo in meta.photos}
    free = [name for name in names if is_file_name(name)]

    def resolve(name: str) -> str:
        file = find_file(name, [other for other in free if other == name or other not in taken]) or name
        taken.add(file)
        return file

    return meta.model_copy(
        update={
            "photos": tuple(_with(photo, "file", resolve) for photo in meta.photos),
            "audio": meta.audio and _with(meta.audio, "file", resolve),
            "video": meta.video and _with(_with(meta.video, "file", resolve), "captions", resolve),
            "live": meta.live and _with(meta.live, "captions", resolve),
        }
    )


def _with(part: _M, field: str, resolve: Callable[[str], str]) -> _M:
    name = getattr(part, field)
    if not isinstance(name, str) or (file := resolve(name)) == name:
        return part
    return part.model_copy(update={field: file})


def _key(name: str, endings: Mapping[str, str]) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())
    stem, dot, ending = plain.rpartition(".")
    return stem + dot + endings.get(ending, ending)


def resolve_pictures(body: str, files: Collection[str]) -> str:
    """The text with each photo placed in it as it is called in the folder.

    >>> resolve_pictures("![](Handover.HEIC)", ["handover.jpg"])
    '![](handover.jpg)'
    """

    def resolved(match: re.Match[str]) -> str:
        name = unquote(match["src"].strip("<>"))
        file = find_file(name, files)
        return f"{match['before']}{quote(file)}" if file and file != name else match[0]

    return _PICTURE.sub(resolved, body) if files and "![" in body else body


def rename_file(story: bytes, old: str, new: str, names: Collection[str]) -> bytes:
    """The bytes of a `story.md` with a file's new name wherever it is named or shown; all else as it was.

    The new name has another ending at most; `names` are those of all files in the folder, the old one among
    them. What is not UTF-8 stays what it is.

    >>> rename_file(b"photos: [{file: A.HEIC, alt: B}]", "A.HEIC", "A.jpg", ["A.HEIC"])
    b'photos: [{file: A.jpg, alt: B}]'
    """
    others = set(names) - {new}

    def renamed(match: re.Match[str]) -> str:
        src = match["src"]
        name = unquote(src.strip("<>\"'“”‘’ ")) if match.re is _SHOWN else src.strip("\"'“”‘’ ")
        if find_file(name, others) != old:
            return match[0]
        return match["before"] + (src.replace(name, new) if name in src else quote(new))

    text = story.decode("utf-8", "surrogateescape")
    return _SHOWN.sub(renamed, _NAMED.sub(renamed, text)).encode("utf-8", "surrogateescape")
