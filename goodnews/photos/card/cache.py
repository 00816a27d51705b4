"""Cards that were drawn before: found at one look at their folder, each read once to see that it is whole."""

import hashlib
import os
import time
from pathlib import Path

from goodnews.cache import SqliteCache
from goodnews.files import is_racy, read_file, scan
from goodnews.photos.card.draw import HEIGHT, WIDTH
from goodnews.photos.photo_set import JPEG, Rendition

PNG = "image/png"
_KINDS = {
    ".png": (PNG, b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".jpg": (JPEG, b"\xff\xd8\xff", b"\xff\xd9"),
}
"""Of each kind of card: its media type, and what a whole file begins and ends with."""
_VERSION = "cards, each with its digest and what stays of its stamp, or none if it is to be read again"


class CardCache:
    """The cards in a cache, as they are at one moment.

    Args:
        cache: the folder of `prepare_photos`; cards have a folder in it.
    """

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
        digest, _, seen = known.decode().partition(" ") if known else ("", "", "")
        if known and seen == _staying(stamp):
            self._whole[name] = known
            return card_of(self._place, name, int(stamp.partition("-")[0]), digest)
        card = read_card(self._folder, name)
        if card is None or (digest and card.digest != digest):
            (self._folder / name).unlink(missing_ok=True)
            return None
        self._keep(card, "" if is_racy(stamp, self._looked) else _staying(stamp))
        return card

    def add(self, card: Rendition) -> None:
        """Take in a card that was drawn just now: it is to be read once more, and then has to be the same."""
        self._keep(card, "")

    def _keep(self, card: Rendition, stamp: str) -> None:
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
