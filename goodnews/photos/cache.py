"""The cache of renditions, by the photo's content and the settings: nothing is ever made twice."""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from goodnews.files import read_file, write_atomically
from goodnews.photos.photo_set import PhotoSet, Rendition

_NAME = re.compile(r"[0-9a-f]{16}-\d{1,5}\.(avif|webp|jpg)", re.ASCII)


@dataclass(frozen=True, slots=True)
class PhotoCache:
    """A folder `<root>/<version>/` of renditions, with one small JSON file a photo that lists them.

    The list is written last, so a photo is in the cache whole or not at all. It holds no path and
    no date: a cache restored on another machine works there.
    """

    root: Path
    version: str

    def find(self, digest: str) -> PhotoSet | None:
        """Look a photo up by the SHA-256 of its bytes; None where anything of it is missing."""
        try:
            photo = self._read(json.loads(read_file(self._list(digest))))
            whole = all(os.stat(rendition.place).st_size == rendition.size for rendition in photo.renditions)  # noqa: PTH116
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return photo if whole and photo.digest == digest else None

    def keep(self, photo: PhotoSet) -> None:
        """Record a photo whose renditions are all written."""
        fields = {**asdict(photo), "renditions": [rendition._asdict() for rendition in photo.renditions]}
        for rendition in fields["renditions"]:
            del rendition["place"]
        entry = {"movement": fields.pop("movement"), "photo": fields}
        write_atomically(self._list(photo.digest), json.dumps(entry, indent=1) + "\n")

    def write(self, name: str, width: int, height: int, media_type: str, data: bytes) -> Rendition:
        """Write one rendition."""
        place = self._place(name)
        write_atomically(place, data)
        digest = hashlib.sha256(data).hexdigest()
        return Rendition(name, width, height, media_type, len(data), place, digest)

    def _place(self, name: str) -> str:
        # A build asks for hundreds, and paths are slow to make.
        return f"{self.root}{os.sep}{self.version}{os.sep}{name}"

    def _list(self, digest: str) -> str:
        return self._place(f"{digest}.json")

    def _read(self, entry: dict[str, Any]) -> PhotoSet:
        """Read a list back, holding it to its shape: a restored cache comes from elsewhere."""
        fields = {**entry["photo"], "movement": str(entry["movement"])}
        found = fields.pop("renditions")
        if not found or not all(_NAME.fullmatch(rendition["name"]) for rendition in found):
            raise ValueError("not a list of renditions")
        files = (Rendition(**rendition, place=self._place(rendition["name"])) for rendition in found)
        return PhotoSet(**fields, renditions=tuple(files))


def sweep_cache(root: Path, in_use: set[Path]) -> int:
    """Delete every picture under a photo cache that is not in use, and say how many went.

    For privacy as much as for room: the renditions of a photo that was taken back must not wait in a
    cache for ever. Databases stay: each build leaves no row in them but its own.
    """
    gone = 0
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        if path.suffix != ".db" and path.is_file() and path not in in_use and not _lists_kept(path, in_use):
            path.unlink()
            gone += 1
    return gone


def _lists_kept(path: Path, in_use: set[Path]) -> bool:
    """Whether a photo's list names only files that are kept."""
    if path.suffix != ".json":
        return False
    try:
        names = [entry["name"] for entry in json.loads(path.read_bytes())["photo"]["renditions"]]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(names) and all(path.parent / name in in_use for name in names)
