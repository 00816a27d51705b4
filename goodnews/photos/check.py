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
    likenesses: dict[Path, str] = {}
    for job in jobs:
        problems += focus_problems(job)
        name = job.path.name
        try:
            photo = _probe(job.path, story_folder, cache)
        except PhotoError as error:
            problems.append(at(error.problem, job.file, job.line))
            continue
        found = [*motion_problem(photo.movement, name)]
        if job.leads and photo.width < LEAD_WIDTH:
            message = f"{name} leads the story and is only {photo.width} pixels wide, so it will look soft."
            hint = f"Use one at least {LEAD_WIDTH} pixels wide, straight from the phone or camera."
            found.append(warning("photo-small-lead", message, hint))
        others = (path for path in likenesses if path != job.path)
        if twin := next((path for path in others if same_picture(likenesses[path], photo.likeness)), None):
            message = f"{name} shows the same picture as {twin.name}."
            found.append(warning("photo-duplicate", message, "Keep the better of the two."))
        problems += [at(problem, job.file, job.line) for problem in found]
        likenesses[job.path] = photo.likeness
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
    if cache is not None:
        digest = hashlib.sha256(data).hexdigest()
        if known := PhotoCache(cache, RenditionSettings().identity).find(digest):
            return PhotoInfo(known.width, known.movement, known.likeness)
    photo = decode(data, name, lambda _width, _height: _PROOF_WIDTH)
    return PhotoInfo(photo.width, photo.movement, fingerprint(photo.image))
