"""Looking photos over without making renditions of them: for `check`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodnews.photos.cache import PhotoCache
from goodnews.photos.colour import fingerprint, same_picture
from goodnews.photos.decode import decode
from goodnews.photos.formats import PhotoError, at, detect_format, refused, warning
from goodnews.photos.load import motion_problem, quiet_pillow, read_photo
from goodnews.photos.photo_set import RenditionSettings
from goodnews.photos.renditions import PhotoJob, focus_problems
from goodnews.problems import Problem

LEAD_WIDTH = 960
"""A lead photo narrower than this looks soft across a page."""

_PROOF_WIDTH = 160


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    """What a look at a photo tells: its upright width, whether it moves, and what it shows."""

    digest: str
    width: int
    movement: str
    likeness: str


def inspect_photos(
    jobs: Sequence[PhotoJob], story_folder: Path, cache: Path | None = None
) -> tuple[Problem, ...]:
    """Everything wrong with a story's photos, and which of them show the same picture.

    One bad photo hides no other. Each is decoded to its end at a small size, which finds a truncated file.
    With the `cache` of `prepare_photos`, one that was prepared before is not decoded again.
    """
    quiet_pillow()
    problems: list[Problem] = []
    inspected: list[tuple[PhotoJob, PhotoInfo]] = []
    for job in jobs:
        problems += focus_problems(job)
        try:
            photo = _probe(job.path, story_folder, cache)
        except PhotoError as error:
            problems.append(at(error.problem, job.file, job.line))
            continue
        found = [*_size_problems(job, photo), *motion_problem(photo.movement, job.path.name)]
        twin = next((other.path for other, known in inspected if _same(known, photo)), None)
        if twin is not None and twin != job.path:
            found.append(_twin_problem(job.path.name, twin.name))
        problems += [at(problem, job.file, job.line) for problem in found]
        inspected.append((job, photo))
    return tuple(problems)


def _probe(path: Path, story_folder: Path, cache: Path | None) -> PhotoInfo:
    """Hold a photo to its story's folder, read it, and decode it small."""
    name = path.name
    if story_folder.is_symlink():
        raise refused("photo-link", name)
    if path.parent != story_folder or name in ("", ".", ".."):
        raise refused("photo-outside", name)
    data = read_photo(path)
    detect_format(data, name)
    digest = hashlib.sha256(data).hexdigest()
    known = PhotoCache(cache, RenditionSettings().identity).find(digest) if cache is not None else None
    if known is not None:
        return PhotoInfo(digest, known.width, known.movement, known.likeness)
    photo = decode(data, name, lambda _width, _height: _PROOF_WIDTH)
    return PhotoInfo(digest, photo.width, photo.movement, fingerprint(photo.image))


def _same(one: PhotoInfo, other: PhotoInfo) -> bool:
    return one.digest == other.digest or same_picture(one.likeness, other.likeness)


def _size_problems(job: PhotoJob, photo: PhotoInfo) -> tuple[Problem, ...]:
    if not job.leads or photo.width >= LEAD_WIDTH:
        return ()
    return (
        warning(
            "photo-small-lead",
            f"{job.path.name} leads the story and is only {photo.width} pixels wide, so it will look soft.",
            f"Use one at least {LEAD_WIDTH} pixels wide, straight from the phone or camera.",
        ),
    )


def _twin_problem(name: str, twin: str) -> Problem:
    return warning(
        "photo-duplicate", f"{name} shows the same picture as {twin}.", "Keep the better of the two."
    )
