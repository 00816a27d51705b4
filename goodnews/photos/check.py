"""Looking photos over without making renditions of them: for `check`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodnews.photos.cache import PhotoCache
from goodnews.photos.decode import develop
from goodnews.photos.errors import Finding, RefusedError
from goodnews.photos.focus import parse_focus
from goodnews.photos.formats import kind_of
from goodnews.photos.load import link, movement_finding, outside, read_photo, settle_warnings
from goodnews.photos.perceptual_hash import likeness_of, same_picture
from goodnews.photos.renditions import PhotoJob
from goodnews.photos.settings import Recipe
from goodnews.problems import Problem

LEAD_WIDTH = 960
"""A lead photo narrower than this looks soft across a page."""

_PROOF_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look at a photo tells: its upright width, whether it moves, and what it shows."""

    digest: str
    width: int
    movement: str
    likeness: str


def inspect_photo(job: PhotoJob, story_folder: Path, cache: Path | None = None) -> tuple[Problem, ...]:
    """Everything wrong with one photo, in the words of the person who added it.

    It is decoded to its end at a small size, which finds a truncated file. With the `cache` of
    `prepare_photos`, a photo that was prepared before is not decoded again.
    """
    return inspect_photos((job,), story_folder, cache)


def inspect_photos(
    jobs: Sequence[PhotoJob], story_folder: Path, cache: Path | None = None
) -> tuple[Problem, ...]:
    """Everything wrong with a story's photos, and which of them show the same picture.

    One bad photo hides no other.
    """
    settle_warnings()
    problems: list[Problem] = []
    seen: list[tuple[PhotoJob, Sight]] = []
    for job in jobs:
        try:
            parse_focus(job.focus)
        except RefusedError as refused:
            problems.append(refused.finding.at(job.file, job.line))
        try:
            sight = look_at(job.path, story_folder, cache)
        except RefusedError as refused:
            problems.append(refused.finding.at(job.file, job.line))
            continue
        found = [*_size_findings(job, sight), *movement_finding(sight.movement, job.path.name)]
        twin = next((other.path for other, known in seen if _same(known, sight)), None)
        if twin is not None and twin != job.path:
            found.append(_twin_finding(job.path.name, twin.name))
        problems += [each.at(job.file, job.line) for each in found]
        seen.append((job, sight))
    return tuple(problems)


def look_at(path: Path, story_folder: Path, cache: Path | None = None) -> Sight:
    """Hold a photo to its story's folder, read it, and decode it small.

    Raises:
        RefusedError: it can't be used; the error says why.
    """
    name = path.name
    if story_folder.is_symlink():
        raise link(name)
    if path.parent != story_folder or name in ("", ".", ".."):
        raise outside(name)
    data = read_photo(path)
    kind_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    known = PhotoCache(cache, Recipe().identity).find(digest) if cache is not None else None
    if known is not None:
        return Sight(digest, known.photo.width, known.movement, known.photo.likeness)
    developed = develop(data, name, lambda _width, _height: _PROOF_WIDTH)
    return Sight(digest, developed.width, developed.movement, likeness_of(developed.image))


def _same(one: Sight, other: Sight) -> bool:
    return one.digest == other.digest or same_picture(one.likeness, other.likeness)


def _size_findings(job: PhotoJob, sight: Sight) -> tuple[Finding, ...]:
    if not job.leads or sight.width >= LEAD_WIDTH:
        return ()
    return (
        Finding.warning(
            "photo-small-lead",
            f"{job.path.name} leads the story and is only {sight.width} pixels wide, so it will look soft.",
            f"Use one at least {LEAD_WIDTH} pixels wide, straight from the phone or camera.",
        ),
    )


def _twin_finding(name: str, twin: str) -> Finding:
    return Finding.warning(
        "photo-duplicate", f"{name} shows the same picture as {twin}.", "Keep the better of the two."
    )
