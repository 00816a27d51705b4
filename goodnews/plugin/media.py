"""The files that stories bring with them: their photos' renditions, their cards, sounds and captions."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from goodnews.files import read_file
from goodnews.rendered import Rendered


def media_of(public: Iterable[Rendered]) -> Mapping[str, Callable[[], bytes]]:
    """What gives the bytes of each, by its path in the output. Two stories may share one."""
    media: dict[str, Callable[[], bytes]] = {}
    for each in public:
        for photo in each.photos.values():
            for rendition in photo.renditions:
                media[f"photos/{rendition.name}"] = partial(read_file, rendition.place)
        if each.card:
            media[f"cards/{each.card.name}"] = partial(read_file, each.card.place)
        for attachment in each.attachments.values():
            media[attachment.address] = attachment.data
    return media


def cached_for(public: Iterable[Rendered]) -> set[Path]:
    """The cached files that the site shows; the photo of a withdrawn story must not wait in a cache."""
    needed: set[Path] = set()
    for each in public:
        needed.update(rendition.path for photo in each.photos.values() for rendition in photo.renditions)
        if each.card:
            needed.add(each.card.path)
    return needed
