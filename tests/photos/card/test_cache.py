"""Cards that were drawn before: each is read once, and again when anybody wrote to it."""

import hashlib
import time
from pathlib import Path

import pytest

from goodnews.photos import Rendition
from goodnews.photos.card import cache as card_cache
from goodnews.photos.card.cache import CardCache, read_card

NAME = "0123456789abcdef.png"
WHOLE = b"\x89PNG\r\n\x1a\n and a picture IEND\xaeB`\x82"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with one card, which was drawn a while ago."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / NAME).write_bytes(WHOLE)
    monkeypatch.setattr(card_cache.time, "time", lambda: time.time_ns() / 1e9 + 60)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cards that were really read."""
    seen: list[str] = []

    def watch(folder: Path, name: str) -> object:
        seen.append(name)
        return read_card(folder, name)

    monkeypatch.setattr(card_cache, "read_card", watch)
    return seen


def look(cache: Path) -> object:
    shelf = CardCache(cache)
    found = shelf.find(NAME)
    shelf.remember()
    return found


def test_a_card_is_read_once(cache: Path, read: list[str]) -> None:
    first = look(cache)
    assert first == read_card(cache / "cards", NAME)
    assert isinstance(first, Rendition)
    assert first.digest == hashlib.sha256(WHOLE).hexdigest()
    assert look(cache) == look(cache) == first
    assert read == [NAME]


def test_a_card_that_was_torn_is_drawn_again(cache: Path, read: list[str]) -> None:
    look(cache)
    (cache / "cards" / NAME).write_bytes(b"\x89PNG torn".ljust(len(WHOLE)))
    assert look(cache) is None
    assert read == [NAME, NAME]


def test_a_card_that_was_altered_is_drawn_again_however_whole_it_is(cache: Path, read: list[str]) -> None:
    look(cache)
    (cache / "cards" / NAME).write_bytes(WHOLE.replace(b"picture", b"squiggle"))
    assert look(cache) is None
    assert read == [NAME, NAME]


def test_a_card_that_was_put_back_as_it_was_is_read_again_and_found(cache: Path, read: list[str]) -> None:
    first = look(cache)
    (cache / "cards" / NAME).unlink()
    (cache / "cards" / NAME).write_bytes(WHOLE)
    assert look(cache) == look(cache) == first
    assert read == [NAME, NAME]


def test_a_card_that_the_site_links_to_is_not_read_again(
    cache: Path, tmp_path: Path, read: list[str]
) -> None:
    first = look(cache)
    (tmp_path / "output.png").hardlink_to(cache / "cards" / NAME)
    assert look(cache) == first
    (tmp_path / "output.png").unlink()
    assert look(cache) == first
    assert read == [NAME]


def test_whoever_writes_into_the_site_by_hand_spoils_no_other_site(cache: Path, tmp_path: Path) -> None:
    look(cache)
    (tmp_path / "output.png").hardlink_to(cache / "cards" / NAME)
    (tmp_path / "output.png").write_bytes(WHOLE.replace(b"picture", b"squeezed"))
    assert look(cache) is None


def test_a_card_that_is_gone_is_not_found(cache: Path) -> None:
    look(cache)
    (cache / "cards" / NAME).unlink()
    assert look(cache) is None


def test_a_link_is_no_card(cache: Path, tmp_path: Path) -> None:
    (cache / "cards" / NAME).rename(tmp_path / "elsewhere.png")
    (cache / "cards" / NAME).symlink_to(tmp_path / "elsewhere.png")
    assert look(cache) is None


def test_a_card_drawn_a_moment_ago_is_read_again(
    cache: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_cache.time, "time", lambda: (cache / "cards" / NAME).stat().st_ctime)
    assert look(cache) == look(cache)
    assert read == [NAME, NAME]


@pytest.mark.parametrize("spoiled", [b"", b"spoiled"])
def test_a_spoiled_memory_counts_as_empty(cache: Path, read: list[str], spoiled: bytes) -> None:
    first = look(cache)
    (cache / "cards.db").write_bytes(spoiled)
    assert look(cache) == first
    assert read == [NAME, NAME]
