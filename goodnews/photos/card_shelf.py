"""Cards that were drawn before: found at one look at their folder, each read once to see that it is whole."""

import os
import time
from pathlib import Path

from goodnews.drawer import Drawer
from goodnews.photos.artwork import HEIGHT, WIDTH
from goodnews.photos.photo_set import JPEG, Rendition
from goodnews.standing import is_settled, look_around

PNG = "image/png"
_KINDS = {
    ".png": (PNG, b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
    ".jpg": (JPEG, b"\xff\xd8\xff", b"\xff\xd9"),
}
"""Of each kind of card: its media type, and what a whole file begins and ends with."""
_RECIPE = "cards that are whole, each with its stamp"


class CardShelf:
    """The cards in a cache, as they are at one moment.

    Args:
        cache: the folder of `prepare_photos`; cards have a folder in it.
    """

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "cards"
        self._place = str(self._folder)
        self._looked = time.time()
        self._stamps = look_around(self._place).stamps
        self._drawer = Drawer(cache / "cards.db", _RECIPE)
        self._before = self._drawer.read() if self._stamps else {}
        self._whole: dict[str, bytes] = {}

    def find(self, name: str) -> Rendition | None:
        """A card that is there from its first bytes to its last; a torn one is drawn again."""
        stamp = self._stamps.get(name)
        if stamp is None:
            return None
        known = self._before.get(name)
        if known is None or known.decode() != stamp:
            card = read_card(self._folder, name)
            if card and is_settled([stamp], self._looked):
                self._whole[name] = stamp.encode()
            return card
        self._whole[name] = known
        return card_of(self._place, name, int(stamp.partition("-")[0]))

    def remember(self) -> None:
        """Keep which of the cards that were asked for are whole, for the next look."""
        self._drawer.update(self._before, self._whole)


def read_card(folder: Path, name: str) -> Rendition | None:
    """A card in a folder, if it is there from its first bytes to its last."""
    _, first, last = _KINDS[name[-4:]]
    try:
        with (folder / name).open("rb", buffering=0) as card:
            begins = card.read(len(first))
            size = card.seek(-len(last), os.SEEK_END) + len(last)
            if (begins, card.read(len(last))) != (first, last):
                return None
    except OSError:
        return None
    return card_of(folder, name, size)


def card_of(folder: Path | str, name: str, size: int) -> Rendition:
    """A card of so many bytes that is there."""
    return Rendition(name, WIDTH, HEIGHT, _KINDS[name[-4:]][0], size, f"{folder}{os.sep}{name}")
