"""Social cards: each is drawn once, and kept by all that is on it."""

import hashlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from goodnews.photos import Rendition, make_card, make_cards
from goodnews.photos.card import make as card_module
from goodnews.photos.card.make import CardCache
from tests.photos.card.making import photo_in, spec
from tests.photos.specimens import SPECIMENS, jpeg, scene

SORTS = ("words alone", "a photo", "a photo too small for a card")


def opened(card: Rendition) -> Image.Image:
    return Image.open(io.BytesIO(card.path.read_bytes())).convert("RGB")


def test_a_card_is_the_size_that_networks_ask_for(story: Path, cache: Path) -> None:
    for photo, kind in ((None, "image/png"), (photo_in(story), "image/jpeg")):
        card = make_card(spec(photo=photo), cache)
        assert (card.width, card.height, card.type) == (1200, 630, kind)
        assert opened(card).size == (1200, 630)
        assert card.size == card.path.stat().st_size < 300_000
        assert card.path.name == card.name


def test_a_missing_or_linked_photo_gives_a_card_of_words(story: Path, cache: Path) -> None:
    words = make_card(spec(), cache)
    (story / "link.jpg").symlink_to(photo_in(story))
    for name in ("missing.jpg", "link.jpg"):
        assert opened(make_card(spec(photo=story / name), cache)).tobytes() == opened(words).tobytes()


@pytest.mark.parametrize("size", [None, (1600, 1200), (90, 70)], ids=SORTS)
def test_a_card_is_drawn_once(
    size: tuple[int, int] | None, story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = spec(photo=photo_in(story, jpeg(scene(*size))) if size else None)
    first = make_card(card, cache)
    monkeypatch.setattr(card_module, "draw_card", lambda *_: pytest.fail("drawn again"))
    assert make_card(card, cache) == first


def test_whatever_is_on_a_card_is_in_its_name(story: Path, cache: Path) -> None:
    path = photo_in(story)
    cards = [
        make_card(each, cache)
        for each in (
            spec(),
            spec("Another title"),
            spec(accent="#112233"),
            spec(photo=path),
            spec(photo=path, focus="left"),
            spec(kicker="Teams"),
            spec(site_name="Another site"),
        )
    ]
    assert len({card.name for card in cards}) == len(cards)
    path.write_bytes(jpeg(scene(1600, 1200, seed=9)))
    assert make_card(spec(photo=path), cache).name not in {card.name for card in cards}


def test_many_cards_come_in_the_order_asked_for_and_each_is_a_step_whether_or_not_it_was_there(
    story: Path, cache: Path
) -> None:
    paths = []
    for specimen in SPECIMENS:
        (story / specimen.name).write_bytes(specimen.make())
        paths.append(story / specimen.name)
    specs = [spec(f"Story {number}", photo=path) for number, path in enumerate(paths)]
    specs += [spec("Words alone"), spec("Words alone")]
    make_cards(specs[:4], cache)
    steps = []
    cards = make_cards(specs, cache, workers=3, on_done=lambda: steps.append(1))
    assert cards == tuple(make_card(each, cache) for each in specs)
    assert len(steps) == len(specs)


def test_a_photo_whose_digest_is_known_is_not_read_for_a_card_that_is_there(story: Path, cache: Path) -> None:
    path = photo_in(story)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card = make_card(spec(photo=path), cache)
    path.unlink()
    assert make_cards([spec(photo=path, digest=digest)], cache) == (card,)


def test_a_digest_that_is_wrong_puts_no_other_photo_on_a_card(story: Path, cache: Path) -> None:
    path = photo_in(story)
    (known,) = make_cards([spec(photo=path, digest="0" * 64)], cache)
    assert known == make_card(spec(photo=path), cache)


def test_a_card_that_is_torn_is_drawn_again(story: Path, cache: Path) -> None:
    for each in (spec(), spec(photo=photo_in(story))):
        card = make_card(each, cache)
        whole = card.path.read_bytes()
        for torn in (b"", whole[:1], whole[:3000], whole[:-1], b"\0" * len(whole), b"\0" + whole[1:]):
            card.path.write_bytes(torn)
            assert make_cards([each], cache) == (card,)
            assert card.path.read_bytes() == whole


MANY = tuple(spec(f"Tŷ {number}") for number in range(20))


def test_however_many_draw_them_the_cards_are_the_same(cache: Path, tmp_path: Path) -> None:
    shared, alone = (make_cards(MANY, tmp_path / str(hands), workers=hands) for hands in (4, 1))
    assert [card.name for card in shared] == [card.name for card in alone]
    assert [card.path.read_bytes() for card in shared] == [card.path.read_bytes() for card in alone]


NAME = "0123456789abcdef.png"
WHOLE = b"\x89PNG\r\n\x1a\n and a picture IEND\xaeB`\x82"


def look(card: Path) -> Rendition | None:
    cards = CardCache(card.parents[1])
    found = cards.find(NAME)
    cards.remember()
    return found


def as_another_picture(card: Path) -> None:
    card.write_bytes(WHOLE.replace(b"picture", b"squiggle"))


def in_the_same_moment(card: Path) -> None:
    before = card.stat()
    card.write_bytes(WHOLE.replace(b"picture", b"squeeze"))
    os.utime(card, ns=(before.st_atime_ns, before.st_mtime_ns))


def through_the_site(card: Path) -> None:
    (card.parents[1] / "output.png").hardlink_to(card)
    (card.parents[1] / "output.png").write_bytes(WHOLE.replace(b"picture", b"squeezed"))


def as_a_link(card: Path) -> None:
    card.rename(card.parents[1] / "elsewhere.png")
    card.symlink_to(card.parents[1] / "elsewhere.png")


@pytest.mark.parametrize(
    "change", [as_another_picture, in_the_same_moment, through_the_site, Path.unlink, as_a_link]
)
def test_a_card_that_anybody_altered_is_never_shown(
    change: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = tmp_path / "cards" / NAME
    card.parent.mkdir()
    card.write_bytes(WHOLE)
    if change is not in_the_same_moment:
        monkeypatch.setattr(card_module.time, "time", lambda: time.time_ns() / 1e9 + 60)
    first = look(card)
    assert first
    assert first.digest == hashlib.sha256(WHOLE).hexdigest()
    for spoilt in (b"", b"spoiled"):
        assert look(card) == look(card) == first
        (tmp_path / "cards.db").write_bytes(spoilt)
    assert look(card) == first
    change(card)
    assert look(card) is None
    assert look(card) is None
