"""Preparing every photo of a build: on all cores, within bounds, each reporting for itself."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from goodnews.parallel import worker_count
from goodnews.photos.cache import PhotoCache
from goodnews.photos.colour import fingerprint, main_colour
from goodnews.photos.decode import as_file, decode, memory_needed, shrink
from goodnews.photos.focus import parse_focus
from goodnews.photos.formats import PhotoError, at, detect_format
from goodnews.photos.load import quiet_pillow, read_photo
from goodnews.photos.photo_set import AVIF, JPEG, WEBP, PhotoSet, Rendition, RenditionSettings
from goodnews.problems import CommandError, ContentError, Problem

SUFFIXES = {AVIF: ".avif", WEBP: ".webp", JPEG: ".jpg"}


def encode(image: Image.Image, media_type: str, settings: RenditionSettings) -> bytes:
    """Encode an RGB image that carries no metadata of its own; the same pixels give the same bytes."""
    if media_type == AVIF:
        # One thread each: photos are what runs in parallel, and the bytes don't depend on the machine.
        return as_file(
            image,
            "AVIF",
            quality=settings.avif_quality,
            speed=settings.avif_speed,
            subsampling="4:2:0",
            max_threads=1,
            advanced=settings.avif_tuning,
        )
    if media_type == WEBP:
        return as_file(image, "WEBP", quality=settings.webp_quality, method=4)
    # Not progressive: that takes twice the time, and of photographs of this size it saves nothing.
    return as_file(image, "JPEG", quality=settings.jpeg_quality, subsampling="4:2:0", optimize=True)


_FROM_AT_LEAST = 1.5
"""How many times as wide the picture has to be that a smaller one is made from.

The work grows with the larger of the two, and what one step down loses can't be seen (docs/photos.md); two
steps of a little each would soften it.
"""


def shrink_in_turn(image: Image.Image, sizes: Sequence[tuple[int, int]]) -> Iterator[Image.Image]:
    """Resize a picture to all of `sizes`, which are no larger than it; the widest comes first.

    Each is made when it is asked for, so that encoding the widest has the memory to itself.

    >>> [picture.size for picture in shrink_in_turn(Image.new("RGB", (960, 640)), [(300, 200), (960, 640)])]
    [(960, 640), (300, 200)]
    """
    made = [image]
    for size in sorted(sizes, reverse=True):
        wide_enough = (picture for picture in reversed(made) if picture.width >= size[0] * _FROM_AT_LEAST)
        made.append(shrink(next(wide_enough, image), size))
        yield made[-1]


_MOST_THREADS = 4


class MemoryLimit:
    """Lets work start while its cost fits into what is left; work that never fits runs alone.

    Many small photos run side by side on a machine with many cores, and a few huge ones one by one.
    """

    def __init__(self, most: int = 440 * 1024 * 1024) -> None:
        self._most = most
        self._left = most
        self._changed = threading.Condition()

    @contextmanager
    def share(self, cost: int) -> Iterator[None]:
        """Wait until `cost` bytes are free, and hold them for the length of a `with`."""
        cost = min(cost, self._most)
        with self._changed:
            self._changed.wait_for(lambda: self._left >= cost)
            self._left -= cost
        try:
            yield
        finally:
            with self._changed:
                self._left += cost
                self._changed.notify_all()


def thread_count() -> int:
    """One thread for each core this process may use, up to four.

    The C library keeps what a thread has freed for that thread, some 120 MiB for photos: with four, forty
    photos of twelve megapixels stay below 600 MiB.
    """
    return min(worker_count(), _MOST_THREADS)


class PhotoJob(NamedTuple):
    """A photo to prepare, and where a problem with it is to be shown: the story's file, and a line of it.

    Attributes:
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


_ENCODING = 80 * 1024 * 1024
"""What the AVIF encoder takes for the widest rendition, in bytes."""


def prepare_photos(
    jobs: Sequence[PhotoJob],
    cache: Path,
    *,
    workers: int | None = None,
    on_done: Callable[[], None] = lambda: None,
    settings: RenditionSettings | None = None,
) -> Mapping[Path, PhotoSet]:
    """Make the renditions of every photo that the cache has not got yet, and give them by the photos' paths.

    Threads, not processes: the decoders and encoders work outside Python's lock. `on_done` is called from the
    calling thread after each job.

    ContentError when photos can't be used, with all that is wrong: one hides no other. CommandError when the
    cache can't be written.
    """
    quiet_pillow()
    settings = settings or RenditionSettings()
    store = PhotoCache(cache, settings.identity)
    memory = MemoryLimit()
    photos: dict[Path, PhotoSet] = {}
    problems = [problem for job in jobs for problem in focus_problems(job)]
    left: dict[Path, list[PhotoJob]] = {}
    for job in jobs:
        if job.digest and (known := store.find(job.digest)):
            photos[job.path] = known
            on_done()
        else:
            left.setdefault(job.path, []).append(job)
    with ThreadPoolExecutor(max(1, workers or thread_count()), "photos") as pool:
        running = {pool.submit(_prepare, path, store, settings, memory): path for path in left}
        try:
            for done in as_completed(running):
                path = running[done]
                for job in left[path]:
                    try:
                        photos[path] = done.result()
                    except PhotoError as error:
                        problems.append(at(error.problem, job.file, job.line))
                    on_done()
        except OSError as error:
            raise CommandError(
                f"The photos' cache can't be written: {error.strerror or error}.",
                f"Make room on the disk, or allow writing to {cache.parent.name}/{cache.name}.",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)
    if problems:
        raise ContentError(problems)
    return {job.path: photos[job.path] for job in jobs}


def _prepare(path: Path, store: PhotoCache, settings: RenditionSettings, memory: MemoryLimit) -> PhotoSet:
    """One photo: out of the cache, or made."""
    data = read_photo(path)
    # The cache knows a photo by its content; under another name the same bytes can still be mislabelled.
    detect_format(data, path.name)
    digest = hashlib.sha256(data).hexdigest()
    if known := store.find(digest):
        return known
    with memory.share(_ENCODING + memory_needed(data, path.name)):
        return _make(data, path.name, digest, store, settings)


def _make(data: bytes, name: str, digest: str, store: PhotoCache, settings: RenditionSettings) -> PhotoSet:
    """Decode a photo, write all its renditions, then the list of them."""
    decoded = decode(data, name, lambda width, height: settings.widths_for(width, height)[-1])
    stem = hashlib.sha256(f"{digest} {settings.identity}".encode()).hexdigest()[:16]
    renditions: list[Rendition] = []
    widths = settings.widths_for(decoded.width, decoded.height)
    sizes = [(width, max(1, round(decoded.height * width / decoded.width))) for width in widths]
    types = {kind: settings.widths_of_type(kind, widths) for kind in settings.types}
    image = decoded.image
    for image in shrink_in_turn(decoded.image, sizes):
        for media_type in (kind for kind, chosen in types.items() if image.width in chosen):
            body = encode(image, media_type, settings)
            renditions.append(
                store.write(f"{stem}-{image.width}{SUFFIXES[media_type]}", *image.size, media_type, body)
            )
    photo = PhotoSet(
        digest=digest,
        width=decoded.width,
        height=decoded.height,
        colour=main_colour(image),
        renditions=tuple(sorted(renditions, key=lambda rendition: (rendition.type, rendition.width))),
        likeness=fingerprint(image),
        movement=decoded.movement,
    )
    store.keep(photo)
    return photo


def focus_problems(job: PhotoJob) -> list[Problem]:
    """What is wrong with the place that a story wants to be seen of a photo."""
    try:
        parse_focus(job.focus)
    except PhotoError as error:
        return [at(error.problem, job.file, job.line)]
    return []
