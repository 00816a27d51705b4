"""Preparing every photo of a build: on all cores, within bounds, each reporting for itself."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from goodnews.photos.budget import Budget, nothing, workers_here
from goodnews.photos.cache import Entry, PhotoCache
from goodnews.photos.colour import main_colour
from goodnews.photos.developing import develop, memory_for
from goodnews.photos.encoding import SUFFIXES, encode
from goodnews.photos.findings import RefusedError
from goodnews.photos.focus import parse_focus
from goodnews.photos.kinds import kind_of
from goodnews.photos.likeness import likeness_of
from goodnews.photos.opening import movement_finding, settle_warnings
from goodnews.photos.photo_set import PhotoSet, Rendition
from goodnews.photos.reading import read_photo
from goodnews.photos.recipe import Recipe
from goodnews.photos.resizing import shrink_in_turn
from goodnews.problems import Problem, Trouble


@dataclass(frozen=True, slots=True)
class PhotoJob:
    """A photo to prepare, and where a problem with it is to be shown.

    Attributes:
        path: of the photo.
        file: of the story that names it, for problems.
        line: in that file.
        focus: as the story says it, `left top` or `30% 40%`.
        leads: whether it is the story's first photo, shown large.
        digest: SHA-256 of the file where that is known: a photo that was prepared before is then not read.
    """

    path: Path
    file: str
    line: int
    focus: str | None = None
    leads: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The photos that can be shown, by path, and all that was wrong with any."""

    photos: Mapping[Path, PhotoSet]
    problems: tuple[Problem, ...]


_ENCODING = 80 * 1024 * 1024
"""What the AVIF encoder takes for the widest rendition, in bytes."""


def prepare_photos(
    jobs: Sequence[PhotoJob],
    cache: Path,
    *,
    workers: int | None = None,
    step: Callable[[], None] = nothing,
    recipe: Recipe | None = None,
) -> Prepared:
    """Make the renditions of every photo that the cache has not got yet.

    Threads, not processes: the decoders and encoders work outside Python's lock. One bad photo gives
    its problem and hides no other. `step` is called from the calling thread after each job.

    Raises:
        Trouble: the cache can't be written.
    """
    settle_warnings()
    store = PhotoCache(cache, (recipe or Recipe()).identity)
    budget = Budget()
    photos: dict[Path, PhotoSet] = {}
    problems: list[Problem] = []
    by_path: dict[Path, list[PhotoJob]] = {}
    for job in jobs:
        by_path.setdefault(job.path, []).append(job)
    with ThreadPoolExecutor(max(1, workers or workers_here()), "photos") as pool:
        running = {
            pool.submit(_prepare, jobs[0], store, recipe or Recipe(), budget): path
            for path, jobs in by_path.items()
        }
        try:
            for done in as_completed(running):
                path = running[done]
                for job in by_path[path]:
                    problems += _focus_problems(job)
                    try:
                        entry = done.result()
                    except RefusedError as refused:
                        problems.append(refused.finding.at(job.file, job.line))
                    else:
                        photos[path] = entry.photo
                        found = movement_finding(entry.movement, path.name)
                        problems += [each.at(job.file, job.line) for each in found]
                    step()
        except OSError as error:
            raise Trouble(
                f"The photos' cache can't be written: {error.strerror or error}.",
                f"Make room on the disk, or allow writing to {cache.name}.",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)
    ordered = {path: photos[path] for path in by_path if path in photos}
    return Prepared(ordered, tuple(sorted(problems)))


def _prepare(job: PhotoJob, store: PhotoCache, recipe: Recipe, budget: Budget) -> Entry:
    """One photo: out of the cache, or made."""
    path = job.path
    if job.digest and (known := store.find(job.digest)):
        return known
    data = read_photo(path)
    # The cache knows a photo by its content; under another name the same bytes can still be mislabelled.
    kind_of(data, path.name)
    digest = hashlib.sha256(data).hexdigest()
    entry = store.find(digest)
    if entry is None:
        with budget.share(_ENCODING + memory_for(data, path.name)):
            entry = _make(data, path.name, digest, store, recipe)
    return entry


def _make(data: bytes, name: str, digest: str, store: PhotoCache, recipe: Recipe) -> Entry:
    """Develop a photo, write all its renditions, then the list of them."""
    developed = develop(data, name, lambda width, height: recipe.widths_for(width, height)[-1])
    stem = hashlib.sha256(f"{digest} {recipe.identity}".encode()).hexdigest()[:16]
    renditions: list[Rendition] = []
    widths = recipe.widths_for(developed.width, developed.height)
    sizes = [(width, max(1, round(developed.height * width / developed.width))) for width in widths]
    types = {kind: recipe.widths_of_type(kind, widths) for kind in recipe.types}
    image = developed.image
    for image in shrink_in_turn(developed.image, sizes):
        for media_type in (kind for kind, wanted in types.items() if image.width in wanted):
            body = encode(image, media_type, recipe)
            renditions.append(
                store.write(f"{stem}-{image.width}{SUFFIXES[media_type]}", *image.size, media_type, body)
            )
    photo = PhotoSet(
        digest=digest,
        width=developed.width,
        height=developed.height,
        colour=main_colour(image),
        renditions=tuple(sorted(renditions, key=lambda each: (each.type, each.width))),
        likeness=likeness_of(image),
    )
    entry = Entry(photo, developed.movement)
    store.keep(entry)
    return entry


def _focus_problems(job: PhotoJob) -> list[Problem]:
    try:
        parse_focus(job.focus)
    except RefusedError as refused:
        return [refused.finding.at(job.file, job.line)]
    return []
