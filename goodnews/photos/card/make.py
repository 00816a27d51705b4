"""Social cards: the picture that a shared story shows, drawn from its title, its photo and its Trust.

A card is kept by the digest of all that is on it: as PNG if it is of words alone, as JPEG with a photo.
"""

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from PIL import __version__ as pillow_version

from goodnews.cache import SqliteCache
from goodnews.files import is_racy, read_file, scan, write_atomically
from goodnews.parallel import parallel_map
from goodnews.photos.card.draw import HEIGHT, WIDTH, CardSpec, draw_card, encode_card
from goodnews.photos.card.fonts import ENGINE
from goodnews.photos.decode import memory_needed
from goodnews.photos.formats import PhotoError
from goodnews.photos.load import quiet_pillow, read_photo
from goodnews.photos.photo_set import JPEG, Rendition
from goodnews.photos.renditions import MemoryLimit, thread_count

_STEPS = 5
"""Raise it when the drawing changes, so that every card is drawn again."""

AT_A_TIME = 10
"""Cards of words: fewer are drawn in the time that it takes to start a process and hear from it."""

_MADE_BY = f"{_STEPS} {pillow_version} {int(ENGINE)}"

_DRAWING = 16 * 1024 * 1024


def make_cards(
    specs: Sequence[CardSpec],
    cache: Path,
    *,
    workers: int | None = None,
    on_done: Callable[[], None] = lambda: None,
) -> tuple[Rendition, ...]:
    """Make many cards, in order: on all cores, within the memory that `prepare_photos` keeps to.

    Cards that are there cost one look at their folder. `on_done` is called here, once a card.
    """
    known = CardCache(cache)
    found = ((number, _find(spec, spec.digest, known.find)) for number, spec in enumerate(specs))
    cards = {number: card for number, card in found if card}
    for _ in cards:
        on_done()
    left = {number: spec for number, spec in enumerate(specs) if number not in cards}
    words = {number: spec for number, spec in left.items() if spec.photo is None}
    photos = {number: spec for number, spec in left.items() if spec.photo is not None}
    # In processes, for Pillow draws letters within Python's lock; photos are decoded and resized outside it.
    make = partial(make_card, cache=cache)
    cards.update(zip(words, parallel_map(make, [*words.values()], AT_A_TIME, on_done, workers), strict=True))
    with ThreadPoolExecutor(workers or thread_count(), "cards") as pool:
        drawn = pool.map(partial(make, memory=MemoryLimit()), photos.values())
        for number, card in zip(photos, drawn, strict=True):
            cards[number] = card
            on_done()
    for number in left:
        known.keep(cards[number])
    known.remember()
    return tuple(cards[number] for number in range(len(specs)))


def make_card(spec: CardSpec, cache: Path, memory: MemoryLimit | None = None) -> Rendition:
    """Draw a story's card, or find it in the cache.

    A photo that can't be used gives the card without one: its problem is reported where photos are
    prepared.
    """
    photo, digest = None, ""
    if spec.photo is not None:
        quiet_pillow()
        try:
            photo = read_photo(spec.photo)
            digest = hashlib.sha256(photo).hexdigest()
        except PhotoError:
            spec = spec._replace(photo=None)
    if card := _find(spec, digest, partial(read_card, cache / "cards")):
        return card
    with (memory or MemoryLimit()).share(_cost(spec, photo)):
        drawn = draw_card(spec, photo)
        data = encode_card(drawn)
    name = _name(spec, digest, ".png" if drawn.mode == "P" else ".jpg")
    write_atomically(cache / "cards" / name, data)
    return card_of(cache / "cards", name, len(data), hashlib.sha256(data).hexdigest())


def _find(spec: CardSpec, digest: str, look: Callable[[str], Rendition | None]) -> Rendition | None:
    """A card that is there whole; None if it isn't, or if that can't be told without its photo."""
    if spec.photo is None:
        return look(_name(spec, "", ".png"))
    if not digest:
        return None
    # A photo that is too small for a card leaves one of words alone.
    return look(_name(spec, digest, ".jpg")) or look(_name(spec, digest, ".png"))


def _name(spec: CardSpec, digest: str, suffix: str) -> str:
    """What a card is called: by all that is on it."""
    parts = [spec.title, spec.kicker, spec.site_name, spec.accent, (spec.focus or "") if digest else ""]
    key = "\0".join([_MADE_BY, *parts, digest])
    return f"{hashlib.sha256(key.encode()).hexdigest()[:16]}{suffix}"


def _cost(spec: CardSpec, photo: bytes | None) -> int:
    """A guess of the bytes that drawing takes."""
    with suppress(PhotoError):
        if spec.photo and photo:
            return _DRAWING + memory_needed(photo, spec.photo.name)
    return _DRAWING


PNG = "image/png"
_KINDS = {
    ".png": (PNG, b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".jpg": (JPEG, b"\xff\xd8\xff", b"\xff\xd9"),
}
"""Of each kind of card: its media type, and what a whole file begins and ends with."""
_VERSION = "cards, each with its digest and what stays of its stamp, or none if it is to be read again"


class CardCache:
    """The cards in a cache, as they are at one moment."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "cards"
        self._place = str(self._folder)
        self._looked = time.time()
        self._stamps = scan(self._place).stamps
        self._cache = SqliteCache(cache / "cards.db", _VERSION)
        self._before = self._cache.entries("card") if self._stamps else {}
        self._whole: dict[str, bytes] = {}

    def find(self, name: str) -> Rendition | None:
        """A card that is there, whole and unaltered. Any other is removed, to be drawn again."""
        stamp = self._stamps.get(name)
        if stamp is None:
            return None
        known = self._before.get(name)
        digest, _, stamp_then = known.decode().partition(" ") if known else ("", "", "")
        if known and stamp_then == _staying(stamp):
            self._whole[name] = known
            return card_of(self._place, name, int(stamp.partition("-")[0]), digest)
        card = read_card(self._folder, name)
        if card is None or (digest and card.digest != digest):
            (self._folder / name).unlink(missing_ok=True)
            return None
        self.keep(card, "" if is_racy(stamp, self._looked) else _staying(stamp))
        return card

    def keep(self, card: Rendition, stamp: str = "") -> None:
        """Take in a card. Without a stamp it is to be read once more, and then has to be the same."""
        self._whole[card.name] = f"{card.digest} {stamp}".encode()

    def remember(self) -> None:
        """Keep what is known of the cards that were asked for or added, for the next look."""
        self._cache.replace("card", self._whole)


def read_card(folder: Path, name: str) -> Rendition | None:
    """A card in a folder, if it is there from its first bytes to its last."""
    _, first, last = _KINDS[name[-4:]]
    try:
        card = read_file(f"{folder}{os.sep}{name}")
    except OSError:
        return None
    if not (card.startswith(first) and card.endswith(last)):
        return None
    return card_of(folder, name, len(card), hashlib.sha256(card).hexdigest())


def card_of(folder: Path | str, name: str, size: int, digest: str) -> Rendition:
    """A card of so many bytes that is there."""
    return Rendition(name, WIDTH, HEIGHT, _KINDS[name[-4:]][0], size, f"{folder}{os.sep}{name}", digest)


def _staying(stamp: str) -> str:
    """What of a card's stamp stays when the site links to it; that changes when its status last changed."""
    size, modified, _, number = stamp.split("-")
    return f"{size}-{modified}-{number}"
