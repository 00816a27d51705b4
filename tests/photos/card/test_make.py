"""Social cards: each is drawn once, and kept by all that is on it."""

import hashlib
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from goodnews.photos import CardSpec, Rendition, make_card, make_cards
from goodnews.photos.card import make as card_module
from goodnews.photos.card.make import CardCache, read_card
from tests.photos.card.making import TITLE, near, photo_in, spec
from tests.photos.specimens import SPECIMENS, jpeg, scene


def opened(card: Rendition) -> Image.Image:
    return Image.open(io.BytesIO(card.path.read_bytes())).convert("RGB")


def test_a_card_is_the_size_that_networks_ask_for(story: Path, cache: Path) -> None:
    for photo, kind in ((None, "image/png"), (photo_in(story), "image/jpeg")):
        card = make_card(spec(photo=photo), cache)
        assert (card.width, card.height, card.type) == (1200, 630, kind)
        assert opened(card).size == (1200, 630)
        assert card.size == card.path.stat().st_size < 300_000
        assert card.path.name == card.name


def test_a_card_wears_the_trust_s_colour(cache: Path) -> None:
    assert near(opened(make_card(spec(accent="#7a1f5c"), cache)).getpixel((20, 20)), (0x7A, 0x1F, 0x5C))


def test_a_missing_or_linked_photo_gives_a_card_of_words(story: Path, cache: Path) -> None:
    words = make_card(spec(), cache)
    (story / "link.jpg").symlink_to(photo_in(story))
    for name in ("missing.jpg", "link.jpg"):
        assert opened(make_card(spec(photo=story / name), cache)).tobytes() == opened(words).tobytes()


def test_a_card_is_drawn_once(story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = photo_in(story)
    first = make_card(spec(photo=path), cache)
    stamp = first.path.stat().st_mtime_ns
    monkeypatch.setattr(card_module, "draw_card", lambda *_: pytest.fail("drawn again"))
    assert make_card(spec(photo=path), cache) == first
    assert first.path.stat().st_mtime_ns == stamp


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
            CardSpec(TITLE, "Teams", "Show them ours", "#005f6b", None, None),
            CardSpec(TITLE, "People", "Another site", "#005f6b", None, None),
        )
    ]
    assert len({card.name for card in cards}) == len(cards)
    path.write_bytes(jpeg(scene(1600, 1200, seed=9)))
    assert make_card(spec(photo=path), cache).name not in {card.name for card in cards}


def test_the_same_story_gives_the_same_bytes(story: Path, tmp_path: Path) -> None:
    path = photo_in(story)
    one, other = (make_card(spec(photo=path), tmp_path / each) for each in ("one", "other"))
    assert one.path.read_bytes() == other.path.read_bytes()


def test_many_cards_come_in_the_order_asked_for(story: Path, cache: Path) -> None:
    paths = []
    for specimen in SPECIMENS:
        (story / specimen.name).write_bytes(specimen.make())
        paths.append(story / specimen.name)
    specs = [spec(f"Story {number}", photo=path) for number, path in enumerate(paths)]
    steps = []
    cards = make_cards(specs, cache, workers=3, on_done=lambda: steps.append(1))
    assert cards == tuple(make_card(each, cache) for each in specs)
    assert len(steps) == len(specs)


def test_each_step_is_told_whether_a_card_was_there_or_not(story: Path, cache: Path) -> None:
    specs = [spec("One"), spec("Two"), spec(photo=photo_in(story)), spec("One")]
    for known in (0, 1, 2, 4):
        make_cards(specs[:known], cache)
        steps: list[int] = []
        make_cards(specs, cache, on_done=lambda told=steps: told.append(1))
        assert len(steps) == len(specs)


def test_a_photo_whose_digest_is_known_is_not_read_for_a_card_that_is_there(story: Path, cache: Path) -> None:
    path = photo_in(story)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card = make_card(spec(photo=path), cache)
    path.unlink()
    assert make_cards([spec(photo=path)._replace(digest=digest)], cache) == (card,)


def test_a_digest_that_is_wrong_puts_no_other_photo_on_a_card(story: Path, cache: Path) -> None:
    path = photo_in(story)
    (known,) = make_cards([spec(photo=path)._replace(digest="0" * 64)], cache)
    assert known == make_card(spec(photo=path), cache)


def test_a_photo_too_small_for_a_card_is_drawn_once_as_well(
    story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = photo_in(story, jpeg(scene(90, 70)))
    card = make_card(spec(photo=path), cache)
    assert card.type == "image/png"
    monkeypatch.setattr(card_module, "draw_card", lambda *_: pytest.fail("drawn again"))
    assert make_card(spec(photo=path), cache) == card


def test_a_card_that_is_torn_is_drawn_again(story: Path, cache: Path) -> None:
    for each in (spec(), spec(photo=photo_in(story))):
        card = make_card(each, cache)
        whole = card.path.read_bytes()
        for torn in (b"", whole[:1], whole[:3000], whole[:-1], b"\0" * len(whole), b"\0" + whole[1:]):
            card.path.write_bytes(torn)
            assert make_cards([each], cache) == (card,)
            assert card.path.read_bytes() == whole


MANY = tuple(
    CardSpec(f"Tŷ {number}", "People", "Show them ours", "#005f6b", None, None) for number in range(20)
)


def test_however_many_draw_them_the_cards_are_the_same(cache: Path, tmp_path: Path) -> None:
    shared, alone = (make_cards(MANY, tmp_path / str(hands), workers=hands) for hands in (4, 1))
    assert [card.name for card in shared] == [card.name for card in alone]
    assert [card.path.read_bytes() for card in shared] == [card.path.read_bytes() for card in alone]


def test_a_colour_that_is_none_is_told_by_whichever_process_meets_it(cache: Path) -> None:
    with pytest.raises(ValueError, match="like #005f6b"):
        make_cards([each._replace(accent="teal") for each in MANY], cache)


NAME = "0123456789abcdef.png"
WHOLE = b"\x89PNG\r\n\x1a\n and a picture IEND\xaeB`\x82"


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A card in a cache, which was drawn a while ago."""
    path = tmp_path / "cards" / NAME
    path.parent.mkdir()
    path.write_bytes(WHOLE)
    monkeypatch.setattr(card_module.time, "time", lambda: time.time_ns() / 1e9 + 60)
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cards that were really read."""
    names: list[str] = []

    def watch(folder: Path, name: str) -> object:
        names.append(name)
        return read_card(folder, name)

    monkeypatch.setattr(card_module, "read_card", watch)
    return names


def look(card: Path) -> Rendition | None:
    cards = CardCache(card.parents[1])
    found = cards.find(NAME)
    cards.remember()
    return found


def test_a_card_is_read_once(known: Path, read: list[str]) -> None:
    first = look(known)
    assert first == read_card(known.parent, NAME)
    assert first.digest == hashlib.sha256(WHOLE).hexdigest()
    assert look(known) == look(known) == first
    assert read == [NAME]


def put_back(card: Path) -> None:
    card.unlink()
    card.write_bytes(WHOLE)


def link_away(card: Path) -> None:
    card.rename(card.parents[1] / "elsewhere.png")
    card.symlink_to(card.parents[1] / "elsewhere.png")


def write_into_the_site(card: Path) -> None:
    (card.parents[1] / "output.png").hardlink_to(card)
    (card.parents[1] / "output.png").write_bytes(WHOLE.replace(b"picture", b"squeezed"))


def link_from_the_site(card: Path) -> None:
    (card.parents[1] / "output.png").hardlink_to(card)


@pytest.mark.parametrize(
    ("change", "is_found", "reads"),
    [
        (lambda card: card.write_bytes(b"\x89PNG torn".ljust(len(WHOLE))), False, 2),
        (lambda card: card.write_bytes(WHOLE.replace(b"picture", b"squiggle")), False, 2),
        (put_back, True, 2),
        (link_from_the_site, True, 1),
        (write_into_the_site, False, 2),
        (Path.unlink, False, 1),
        (link_away, False, 1),
        (lambda card: (card.parents[1] / "cards.db").write_bytes(b""), True, 2),
        (lambda card: (card.parents[1] / "cards.db").write_bytes(b"spoiled"), True, 2),
    ],
)
def test_a_card_is_read_again_when_anybody_wrote_to_it_and_drawn_again_when_it_is_another(
    change: Callable[[Path], object], is_found: bool, reads: int, known: Path, read: list[str]
) -> None:
    first = look(known)
    change(known)
    for _ in range(2):
        assert look(known) == (first if is_found else None)
    assert len(read) == reads


def test_a_card_drawn_a_moment_ago_is_read_again(
    known: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_module.time, "time", lambda: known.stat().st_ctime)
    assert look(known) == look(known)
    assert read == [NAME, NAME]
