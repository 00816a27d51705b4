"""Finding an old picture in a local copy of WordPress's `uploads` folder."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from goodnews.files import stamp_of
from goodnews.importers.wordpress.addresses import split_address

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff"})

# WordPress keeps smaller copies beside a picture: ward-300x200.jpg, ward-scaled.jpg, ward-1024x683.jpg.
_COPY = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|-rotated|-e\d{10,})$")


@dataclass(frozen=True)
class Uploads:
    """The pictures there are, by their path below the folder and by their bare name, in small letters."""

    by_path: Mapping[str, Path] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    def find(self, url: str, attached: str = "") -> Path | None:
        """The picture that was at `url`, or whose record says `attached`; the original before a copy.

        A bare name counts only when one picture alone has it: the wrong picture is worse than none.
        """
        for candidate in _candidates(url, attached):
            if path := self.by_path.get(candidate):
                return path
        for candidate in _candidates(url, attached):
            alike = self.by_name.get(PurePosixPath(candidate).name, ())
            if len(alike) == 1:
                return alike[0]
        return None


def find_uploads(folder: Path | None) -> Uploads:
    """List the pictures below `folder`. Links are not followed: they may lead anywhere."""
    by_path: dict[str, Path] = {}
    by_name: dict[str, tuple[Path, ...]] = {}
    for parent, folders, names in os.walk(folder, followlinks=False) if folder else ():
        folders.sort()
        for name in sorted(names):
            path = Path(parent) / name
            if path.suffix.lower() in ENDINGS and stamp_of(path) and folder:
                by_path[path.relative_to(folder).as_posix().lower()] = path
                by_name[name.lower()] = (*by_name.get(name.lower(), ()), path)
    return Uploads(by_path, by_name)


def original_path(url: str, attached: str = "") -> str:
    """The path of a picture's original below `uploads`, in small letters; the same for all its copies."""
    return next(iter(_candidates(url, attached)), "")


def _candidates(url: str, attached: str) -> list[str]:
    """Paths below `uploads` that a picture may have, best first."""
    below = unquote(split_address(url).path).split("/uploads/", 1)[-1].lstrip("/")
    candidates: list[str] = []
    for path_below in (attached, below):
        if path_below:
            pure = PurePosixPath(path_below.lower())
            original = pure.with_name(_original_stem(pure.stem) + pure.suffix) if pure.name else pure
            candidates += [str(original), str(pure)]
    return list(dict.fromkeys(candidates))


def _original_stem(stem: str) -> str:
    previous = ""
    while stem != previous:
        previous, stem = stem, _COPY.sub("", stem)
    return stem
