"""Social cards: the picture that a shared story shows, drawn from its title, its photo and its Trust.

A card is kept by the digest of all that is on it: as PNG if it is of words alone, as JPEG with a photo.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import __version__ as pillow_version

from goodnews.files import write_atomically
from goodnews.hands import count_hands, share_out
from goodnews.photos.artwork import HEIGHT, WIDTH, CardSpec, draw_card, encode_card
from goodnews.photos.budget import Budget, nothing, workers_here
from goodnews.photos.developing import memory_for
from goodnews.photos.findings import RefusedError
from goodnews.photos.lettering import ENGINE
from goodnews.photos.opening import settle_warnings
from goodnews.photos.photo_set import JPEG, Rendition
from goodnews.photos.reading import read_photo

PNG = "image/png"

_STEPS = 2
"""Raise it when the drawing changes, so that every card is drawn again."""

_WORTH_SHARING = 10
"""Cards of words: fewer are drawn in the time that it takes to start a process and hear from it."""

_DRAWING = 16 * 1024 * 1024
_KINDS = {
    ".png": (PNG, b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".jpg": (JPEG, b"\xff\xd8\xff", b"\xff\xd9"),
}
"""Of each kind of card: its media type, and what a whole file begins and ends with."""


def make_cards(
    specs: Sequence[CardSpec],
    cache: Path,
    *,
    workers: int | None = None,
    step: Callable[[], None] = nothing,
) -> tuple[Rendition, ...]:
    """Make many cards, in order: on all cores, within the memory that `prepare_photos` keeps to.

    A card that is there costs a look at its file. `step` is called from the calling thread, once a card.

    Raises:
        ValueError: an accent that is not a colour.
    """
    cards = {number: card for number, spec in enumerate(specs) if (card := _find(spec, spec.digest, cache))}
    for _ in cards:
        step()
    left = {number: spec for number, spec in enumerate(specs) if number not in cards}
    words = {number: spec for number, spec in left.items() if spec.photo is None}
    photos = {number: spec for number, spec in left.items() if spec.photo is not None}
    cards.update(_of_words(words, cache, workers, step))
    for number, card in _with_photos(photos, cache, workers):
        cards[number] = card
        step()
    return tuple(cards[number] for number in range(len(specs)))


def _of_words(
    specs: Mapping[int, CardSpec], cache: Path, workers: int | None, step: Callable[[], None]
) -> dict[int, Rendition]:
    """Make cards in processes, for Pillow draws letters within Python's lock."""
    hands = min(workers or count_hands(), count_hands()) if len(specs) >= _WORTH_SHARING else 1
    jobs = [partial(make_card, spec, cache) for spec in specs.values()]
    return dict(zip(specs, share_out(jobs, hands, step), strict=True))


def _with_photos(
    specs: Mapping[int, CardSpec], cache: Path, workers: int | None
) -> Iterator[tuple[int, Rendition]]:
    """Make cards in threads, for photos are decoded and resized outside Python's lock."""
    if not specs:
        return
    budget = Budget()
    with ThreadPoolExecutor(workers or workers_here(), "cards") as pool:
        made = pool.map(lambda spec: make_card(spec, cache, budget), specs.values())
        yield from zip(specs, made, strict=True)


def make_card(spec: CardSpec, cache: Path, budget: Budget | None = None) -> Rendition:
    """Draw a story's card, or find it in the cache.

    A photo that can't be used gives the card without one: its problem is reported where photos are
    prepared.

    Raises:
        ValueError: an accent that is not a colour.
    """
    photo, digest = None, ""
    if spec.photo is not None:
        settle_warnings()
        try:
            photo = read_photo(spec.photo)
            digest = hashlib.sha256(photo).hexdigest()
        except RefusedError:
            spec = replace(spec, photo=None)
    if card := _find(spec, digest, cache):
        return card
    with (budget or Budget()).share(_cost(spec, photo)):
        drawn = draw_card(spec, photo)
        data = encode_card(drawn)
    path = _path(spec, digest, cache, ".png" if drawn.mode == "P" else ".jpg")
    write_atomically(path, data)
    return Rendition(path.name, WIDTH, HEIGHT, _KINDS[path.suffix][0], len(data), path)


def _find(spec: CardSpec, digest: str, cache: Path) -> Rendition | None:
    """A card that is in the cache whole; None if it isn't, or if that can't be told without its photo."""
    if spec.photo is None:
        return _whole(_path(spec, "", cache, ".png"))
    if not digest:
        return None
    # A photo that is too small for a card leaves one of words alone.
    return _whole(_path(spec, digest, cache, ".jpg")) or _whole(_path(spec, digest, cache, ".png"))


def _path(spec: CardSpec, digest: str, cache: Path, suffix: str) -> Path:
    """Where a card is kept, by all that is on it."""
    said = [spec.title, spec.kicker, spec.site_name, spec.accent, spec.focus if digest else None]
    key = json.dumps([_STEPS, pillow_version, int(ENGINE), said, digest])
    return cache / "cards" / f"{hashlib.sha256(key.encode()).hexdigest()[:16]}{suffix}"


def _whole(path: Path) -> Rendition | None:
    """A card that is there from its first bytes to its last: a torn one is drawn again."""
    kind, first, last = _KINDS[path.suffix]
    try:
        with path.open("rb", buffering=0) as card:
            begins = card.read(len(first))
            size = card.seek(-len(last), os.SEEK_END) + len(last)
            if (begins, card.read(len(last))) != (first, last):
                return None
    except OSError:
        return None
    return Rendition(path.name, WIDTH, HEIGHT, kind, size, path)


def _cost(spec: CardSpec, photo: bytes | None) -> int:
    """A guess of the bytes that drawing takes."""
    if spec.photo is None or photo is None:
        return _DRAWING
    try:
        return _DRAWING + memory_for(photo, spec.photo.name)
    except RefusedError:
        return _DRAWING
