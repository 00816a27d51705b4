"""Social cards: the photo where it may be, the title set with care, the Trust's colour."""

import io
from pathlib import Path

import pytest
from PIL import Image

from goodnews.photos import CardSpec, Rendition, make_card, make_cards
from goodnews.photos import card as card_module
from goodnews.photos.card import draw_card
from goodnews.photos.ink import contrast, parse_colour
from tests.photos.specimens import SPECIMENS, corners, encoded, jpeg, phone_heic, scene

TITLE = "Coming off shift: a night on Ward 7"


def spec(
    title: str = TITLE, *, photo: Path | None = None, focus: str | None = None, accent: str = "#005f6b"
) -> CardSpec:
    return CardSpec(title, "People", "Show them ours", accent, photo, focus)


def opened(card: Rendition) -> Image.Image:
    return Image.open(io.BytesIO(card.path.read_bytes())).convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 16 for a, b in zip(one, other, strict=True))


def photo_in(story: Path, data: bytes | None = None, name: str = "ward.jpg") -> Path:
    path = story / name
    path.write_bytes(jpeg(scene(1600, 1200)) if data is None else data)
    return path


def test_a_card_is_the_size_that_networks_ask_for(story: Path, cache: Path) -> None:
    for photo in (None, photo_in(story)):
        card = make_card(spec(photo=photo), cache)
        assert (card.width, card.height, card.type) == (1200, 630, "image/jpeg")
        assert opened(card).size == (1200, 630)
        assert card.size == card.path.stat().st_size < 300_000
        assert card.path.name == card.name


def test_a_card_wears_the_trust_s_colour(cache: Path) -> None:
    assert near(opened(make_card(spec(accent="#7a1f5c"), cache)).getpixel((20, 20)), (0x7A, 0x1F, 0x5C))


def test_the_photo_fills_the_right_hand_side(story: Path) -> None:
    photo = jpeg(Image.new("RGB", (1600, 1200), (200, 160, 40)))
    card = draw_card(spec(photo=photo_in(story, photo)), photo)
    assert near(card.getpixel((1190, 10)), (200, 160, 40))
    assert near(card.getpixel((1190, 620)), (200, 160, 40))
    assert card.getpixel((20, 20)) == parse_colour("#005f6b")


@pytest.mark.parametrize(
    ("focus", "corner"), [("left top", 0), ("right top", 1), ("0% 100%", 2), ("right bottom", 3)]
)
def test_the_focus_decides_what_is_kept(focus: str, corner: int, story: Path) -> None:
    from tests.photos.specimens import CORNERS

    # So wide or so tall that only one of two halves can stay.
    for size in ((4000, 800), (800, 4000)):
        photo = jpeg(corners(*size))
        card = draw_card(spec(photo=photo_in(story, photo), focus=focus), photo)
        shown = {card.getpixel((at, down)) for at in (700, 1150) for down in (20, 610)}
        assert any(near(each, CORNERS[corner]) for each in shown)
        away = CORNERS[3 - corner]
        assert not any(near(each, away) for each in shown)


def test_a_heic_from_a_phone_gets_onto_its_card_upright(story: Path) -> None:
    picture = corners(900, 1200)
    photo = phone_heic(picture.transpose(Image.Transpose.ROTATE_90), orientation=6)
    card = draw_card(spec(photo=photo_in(story, photo, "ward.heic")), photo)
    found = [card.getpixel(place) for place in ((600, 10), (1190, 10), (600, 620), (1190, 620))]
    from tests.photos.specimens import CORNERS

    assert all(near(one, other) for one, other in zip(found, CORNERS, strict=True))


@pytest.mark.parametrize("data", [b"", b"words", jpeg(scene(900, 700))[:4000], jpeg(scene(90, 70))])
def test_a_photo_that_can_not_be_used_gives_a_card_of_words(data: bytes, story: Path) -> None:
    path = photo_in(story, data)
    assert draw_card(spec(photo=path), data).tobytes() == draw_card(spec(), None).tobytes()


def test_a_missing_or_linked_photo_gives_a_card_of_words(story: Path, cache: Path) -> None:
    words = make_card(spec(), cache)
    (story / "link.jpg").symlink_to(photo_in(story))
    for name in ("missing.jpg", "link.jpg"):
        assert opened(make_card(spec(photo=story / name), cache)).tobytes() == opened(words).tobytes()


@pytest.mark.parametrize(
    "title",
    [
        "A&E is full",
        "x",
        "",
        "💙💙💙",
        "Diolch o galon i bawb ar Ward 12 – tŷ bach, llwŷr ŵyl",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "W" * 400,
        "a word " * 20_000,
        "We got it wrong with the appointment letters, and here is how we put it right. " * 5,
    ],
)
def test_any_title_stays_inside_its_card(title: str, story: Path) -> None:
    photo = jpeg(Image.new("RGB", (1600, 1200), (0, 0, 0)))
    ground = parse_colour("#005f6b")
    for path, data, edge in ((None, None, 1140), (photo_in(story, photo), photo, 560)):
        card = draw_card(spec(title, photo=path), data)
        if data:
            for down in range(0, 630, 3):
                assert card.getpixel((edge, down)) == ground
        for across in range(0, 560, 3):
            assert card.getpixel((across, 628)) == ground
            # Between the title and the site's name there is always air.
            assert card.getpixel((across, 538)) == ground


def test_a_longer_title_is_set_smaller_and_still_shown() -> None:
    short, long = (draw_card(spec(title), None) for title in ("A night", TITLE * 4))
    assert ink_of(long) > ink_of(short)


def ink_of(card: Image.Image) -> int:
    return card.convert("L").histogram()[255]


@pytest.mark.parametrize("accent", ["#005f6b", "#ffd23f", "#ffffff", "#000000", "#777777", "#e4002b"])
def test_words_can_be_read_on_any_accent(accent: str) -> None:
    card = draw_card(spec(accent=accent), None)
    ground = parse_colour(accent)
    words = card.crop((60, 140, 1100, 520)).getcolors(1_000_000)
    furthest = max(
        (colour for count, colour in words if count > 500), key=lambda each: contrast(each, ground)
    )
    assert contrast(furthest, ground) >= 4.5
    # And on every ring of the drawing behind it.
    for _, colour in words:
        assert contrast(furthest, colour) >= 4.5 or contrast(furthest, colour) < contrast(furthest, ground)


def test_the_rings_behind_words_never_cost_contrast() -> None:
    for accent in ("#005f6b", "#ffd23f", "#767676"):
        ground = parse_colour(accent)
        ink = card_module.ink_on(ground)
        blank = Image.new("RGB", (1200, 630), ground)
        card_module._draw_sunrise(blank, ground, ink)
        colours = [colour for _, colour in blank.getcolors(100_000)]
        assert len(colours) > 4
        assert all(contrast(ink, each) >= contrast(ink, ground) - 0.01 for each in colours)


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
    assert len({each.name for each in cards}) == len(cards)
    path.write_bytes(jpeg(scene(1600, 1200, seed=9)))
    assert make_card(spec(photo=path), cache).name not in {each.name for each in cards}


def test_the_same_story_gives_the_same_bytes(story: Path, tmp_path: Path) -> None:
    path = photo_in(story)
    one, other = (make_card(spec(photo=path), tmp_path / each) for each in ("one", "other"))
    assert one.path.read_bytes() == other.path.read_bytes()


def test_many_cards_come_in_the_order_asked_for(story: Path, cache: Path) -> None:
    paths = []
    for each in SPECIMENS:
        (story / each.name).write_bytes(each.make())
        paths.append(story / each.name)
    specs = [spec(f"Story {number}", photo=path) for number, path in enumerate(paths)]
    steps = []
    cards = make_cards(specs, cache, workers=3, step=lambda: steps.append(1))
    assert cards == tuple(make_card(each, cache) for each in specs)
    assert len(steps) == len(specs)


def test_a_colour_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(ValueError, match="like #005f6b"):
        draw_card(spec(accent="teal"), None)


def test_a_png_with_transparency_gets_a_white_ground_on_its_card(story: Path) -> None:
    photo = encoded(Image.new("RGBA", (900, 900), (0, 0, 0, 0)), "PNG")
    card = draw_card(spec(photo=photo_in(story, photo, "a.png")), photo)
    assert card.getpixel((1100, 300)) == (255, 255, 255)
