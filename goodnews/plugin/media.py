"""The files that stories bring with them: their photos' renditions, their cards, sounds and captions."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from goodnews.files import read_file
from goodnews.photos import Rendition
from goodnews.rendered import Rendered


class Twin(NamedTuple):
    """A file of ours that holds the same bytes already.

    Attributes:
        place: where it is.
        digest: SHA-256 of its bytes, in hex.
    """

    place: str
    digest: str


class Medium(NamedTuple):
    """One such file: what gives its bytes, and a file that has them already, if there is one."""

    make: Callable[[], bytes]
    twin: Twin | None = None


def media_of(public: Iterable[Rendered]) -> Mapping[str, Medium]:
    """Each by its path in the output. Two stories may share one."""
    media: dict[str, Medium] = {}
    for each in public:
        for photo in each.photos.values():
            for rendition in photo.renditions:
                media[f"photos/{rendition.name}"] = _cached(rendition)
        if each.card:
            media[f"cards/{each.card.name}"] = _cached(each.card)
        for attachment in each.attachments.values():
            media[attachment.address] = Medium(attachment.data)
    return media


def cached_for(public: Iterable[Rendered]) -> set[Path]:
    """The cached files that the site shows; the photo of a withdrawn story must not wait in a cache."""
    needed: set[Path] = set()
    for each in public:
        needed.update(rendition.path for photo in each.photos.values() for rendition in photo.renditions)
        if each.card:
            needed.add(each.card.path)
    return needed


def _cached(rendition: Rendition) -> Medium:
    twin = Twin(rendition.place, rendition.digest) if rendition.digest else None
    return Medium(partial(read_file, rendition.place), twin)
