"""What a card shows: the photo where it may be, the title set with care, the Trust's colour."""

import io
from pathlib import Path

import pytest
from PIL import Image

from goodnews.colours import contrast, parse_colour
from goodnews.photos import draw_badge
from goodnews.photos.card.draw import draw_card, encode_card
from tests.photos.card.making import TITLE, spec
from tests.photos.specimens import CORNERS, corners, encoded, jpeg, near, phone_heic, scene


def drawn(data: bytes | None = None, name: str = "ward.jpg", **changes: object) -> Image.Image:
    """A card, with the photo that `data` are."""
    photo = None if data is None else Path(name)
    return draw_card(spec(photo=photo, **changes), data).convert("RGB")  # type: ignore[arg-type]


def test_the_photo_fills_the_right_hand_side() -> None:
    photo = jpeg(Image.new("RGB", (1600, 1200), (200, 160, 40)))
    card = drawn(photo)
    assert near(card.getpixel((1190, 10)), (200, 160, 40))
    assert near(card.getpixel((1190, 620)), (200, 160, 40))
    assert card.getpixel((20, 20)) == parse_colour("#005f6b")


@pytest.mark.parametrize(
    ("focus", "corner"), [("left top", 0), ("right top", 1), ("0% 100%", 2), ("right bottom", 3)]
)
def test_the_focus_decides_what_is_kept(focus: str, corner: int) -> None:
    # So wide or so tall that only one of two halves can stay.
    for size in ((4000, 800), (800, 4000)):
        photo = jpeg(corners(*size))
        card = drawn(photo, focus=focus)
        shown = {card.getpixel((at, down)) for at in (700, 1150) for down in (20, 610)}
        assert any(near(each, CORNERS[corner]) for each in shown)
        away = CORNERS[3 - corner]
        assert not any(near(each, away) for each in shown)


def test_a_heic_from_a_phone_gets_onto_its_card_upright() -> None:
    picture = corners(900, 1200)
    photo = phone_heic(picture.transpose(Image.Transpose.ROTATE_90), orientation=6)
    card = drawn(photo, "ward.heic")
    found = [card.getpixel(place) for place in ((600, 10), (1190, 10), (600, 620), (1190, 620))]
    assert all(near(one, other) for one, other in zip(found, CORNERS, strict=True))


@pytest.mark.parametrize("data", [b"", b"words", jpeg(corners(900, 700))[:4000], jpeg(corners(90, 70))])
def test_a_photo_that_can_not_be_used_gives_a_card_of_words(data: bytes) -> None:
    assert drawn(data).tobytes() == drawn().tobytes()


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
def test_any_title_stays_inside_its_card(title: str) -> None:
    photo = jpeg(Image.new("RGB", (1600, 1200), (0, 0, 0)))
    ground = parse_colour("#005f6b")
    for data, edge in ((None, 1140), (photo, 560)):
        card = drawn(data, title=title)
        if data:
            for down in range(0, 630, 3):
                assert card.getpixel((edge, down)) == ground
        for across in range(0, 560, 3):
            assert card.getpixel((across, 628)) == ground
            # Between the title and the site's name there is always air.
            assert card.getpixel((across, 538)) == ground


@pytest.mark.parametrize("words", ["k" * 100_000, "St Mary's " * 10_000, "", "💙"])
def test_any_kicker_and_name_stay_on_one_line(words: str) -> None:
    card = drawn(title="Title", kicker=words, site_name=words)
    ground = parse_colour("#005f6b")
    for across in range(0, 720, 3):
        # Above and below the kicker's line, and the name's.
        assert all(card.getpixel((across, down)) == ground for down in (74, 124, 538, 600))
    assert all(card.getpixel((1060, down)) == ground for down in range(70, 130))


def test_a_longer_title_is_set_smaller_and_still_shown() -> None:
    short, long = (drawn(title=title) for title in ("A night", TITLE * 4))
    assert ink_of(long) > ink_of(short)


def ink_of(card: Image.Image) -> int:
    return card.convert("L").histogram()[255]


@pytest.mark.parametrize("accent", ["#005f6b", "#ffd23f", "#ffffff", "#000000", "#777777", "#e4002b"])
def test_words_can_be_read_on_any_accent(accent: str) -> None:
    card = drawn(accent=accent)
    ground = parse_colour(accent)
    words = card.crop((60, 140, 1100, 520)).getcolors(1_000_000)
    furthest = max(
        (colour for count, colour in words if count > 500), key=lambda each: contrast(each, ground)
    )
    assert contrast(furthest, ground) >= 4.5
    # And on every ring of the drawing behind it.
    for _, colour in words:
        assert contrast(furthest, colour) >= 4.5 or contrast(furthest, colour) < contrast(furthest, ground)


def test_a_png_with_transparency_gets_a_white_ground_on_its_card() -> None:
    photo = encoded(Image.new("RGBA", (900, 900), (0, 0, 0, 0)), "PNG")
    card = drawn(photo, "a.png")
    assert card.getpixel((1100, 300)) == (255, 255, 255)


def test_a_photo_stands_on_its_card_pixel_for_pixel_as_it_was_developed() -> None:
    # Stripes one pixel wide would turn grey if they were resized once more.
    stripes = Image.new("RGB", (1, 2), (0, 0, 0))
    stripes.putpixel((0, 1), (255, 255, 255))
    tall = Image.new("RGB", (620, 630))
    for down in range(0, 630, 2):
        tall.paste(stripes.resize((620, 2), Image.Resampling.NEAREST), (0, down))
    photo = encoded(tall, "PNG")
    card = drawn(photo, "a.png")
    assert card.crop((580, 0, 1200, 630)).tobytes() == tall.tobytes()


def test_a_card_of_words_is_a_small_png_and_loses_nothing() -> None:
    card = draw_card(spec(), None)
    data = encode_card(card)
    assert len(data) < 60_000
    saved = Image.open(io.BytesIO(data))
    assert (saved.format, saved.mode) == ("PNG", "P")
    assert saved.convert("RGB").tobytes() == card.convert("RGB").tobytes()


def test_a_card_with_a_photo_is_a_jpeg_of_full_colour_resolution() -> None:
    photo = jpeg(scene(1600, 1200))
    saved = Image.open(io.BytesIO(encode_card(draw_card(spec(photo=Path("ward.jpg")), photo))))
    assert (saved.format, saved.mode, saved.layer) == (
        "JPEG",
        "RGB",
        [(1, 1, 1, 0), (2, 1, 1, 1), (3, 1, 1, 1)],
    )


@pytest.mark.parametrize("side", [144, 1400])
def test_it_is_a_square_of_the_accent_with_letters_that_can_be_read(side: int) -> None:
    with Image.open(io.BytesIO(draw_badge("M", "#005f6b", side))) as badge:
        assert (badge.format, badge.mode, badge.size) == ("PNG", "RGB", (side, side))
        assert badge.getpixel((0, 0)) == (0, 95, 107)
        assert badge.getpixel((side // 4, side // 4)) == (255, 255, 255)
        middle = badge.crop((side * 3 // 10, side * 3 // 10, side * 7 // 10, side * 6 // 10))
        assert (0, 95, 107) in {colour for _, colour in middle.getcolors(maxcolors=100_000) or []}


def test_the_same_letters_give_the_same_bytes() -> None:
    assert draw_badge("GT", "#702082", 144) == draw_badge("GT", "#702082", 144)
    assert draw_badge("GT", "#702082", 144) != draw_badge("TG", "#702082", 144)


def test_a_title_from_right_to_left_stands_on_the_right() -> None:
    title = drawn(title="شكرا").crop((0, 140, 1200, 520)).convert("L").point(lambda level: level > 200)
    left, _, right, _ = title.getbbox()
    assert left > 400
    assert 1000 < right < 1060
