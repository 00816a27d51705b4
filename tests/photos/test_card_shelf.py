"""Cards that were drawn before: each is read once, and again when anybody wrote to it."""

import os
import time
from pathlib import Path

import pytest

from goodnews.photos import card_shelf
from goodnews.photos.card_shelf import CardShelf, read_card

NAME = "0123456789abcdef.png"
WHOLE = b"\x89PNG\r\n\x1a\n and a picture IEND\xaeB`\x82"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with one card, which was drawn a while ago."""
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / NAME).write_bytes(WHOLE)
    monkeypatch.setattr(card_shelf.time, "time", lambda: time.time_ns() / 1e9 + 60)
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cards that were really read."""
    seen: list[str] = []

    def watch(folder: Path, name: str) -> object:
        seen.append(name)
        return read_card(folder, name)

    monkeypatch.setattr(card_shelf, "read_card", watch)
    return seen


def look(cache: Path) -> object:
    shelf = CardShelf(cache)
    found = shelf.find(NAME)
    shelf.remember()
    return found


def test_a_card_is_read_once(cache: Path, read: list[str]) -> None:
    first = look(cache)
    assert first == read_card(cache / "cards", NAME)
    assert look(cache) == look(cache) == first
    assert read == [NAME]


def test_a_card_that_was_written_to_is_read_again(cache: Path, read: list[str]) -> None:
    look(cache)
    facts = (cache / "cards" / NAME).stat()
    (cache / "cards" / NAME).write_bytes(b"\x89PNG torn".ljust(len(WHOLE)))
    os.utime(cache / "cards" / NAME, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert look(cache) is None
    assert read == [NAME, NAME]


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
    monkeypatch.setattr(card_shelf.time, "time", lambda: (cache / "cards" / NAME).stat().st_ctime)
    assert look(cache) == look(cache)
    assert read == [NAME, NAME]


@pytest.mark.parametrize("spoiled", [b"", b"spoiled"])
def test_a_spoiled_memory_counts_as_empty(cache: Path, read: list[str], spoiled: bytes) -> None:
    first = look(cache)
    (cache / "cards.db").write_bytes(spoiled)
    assert look(cache) == first
    assert read == [NAME, NAME]
