"""No box and no lost accent, whatever a title is written in, as HarfBuzz shapes it for Raqm."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest
import uharfbuzz
from PIL import Image

from goodnews.photos.card.draw import draw_card
from goodnews.photos.card.fonts import BOLD, NOTO, SEMIBOLD, TITLE, choose_font, font_runs, load_font, write
from tests.photos.card.making import spec

NOT_SHOWN = frozenset("CZ")
"""Categories of controls, and of spaces."""


@cache
def harfbuzz(name: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(Path(load_font(name, 20).path))))


@cache
def letters_of(name: str) -> frozenset[int]:
    return frozenset(harfbuzz(name).face.unicodes)


def shape(name: str, text: str) -> list[int]:
    """The numbers of a typeface's glyphs for a text; 0 is the box."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(harfbuzz(name), buffer)
    return [glyph.codepoint for glyph in buffer.glyph_infos]


def texts_of_every_block() -> list[str]:
    """For each 128 characters of Unicode a few of its letters, and a letter with each of its marks."""
    texts = []
    for start in range(0x80, 0x1FA00, 0x80):
        letters = [chr(code) for code in range(start, start + 0x80)]
        shown = [letter for letter in letters if unicodedata.category(letter)[0] not in NOT_SHOWN]
        shown = [
            letter for letter in shown if not unicodedata.name(letter, "").startswith("VARIATION SELECTOR")
        ]
        texts += [f"Ward {letter}" for letter in shown[::40]]
        texts += [f"a{mark}" for mark in shown if unicodedata.category(mark)[0] == "M"][::8]
        texts += ["".join(shown[10:14])] if shown else []
    return texts


def test_every_letter_of_every_block_is_drawn_or_its_whole_title_is_not() -> None:
    drawn = 0
    for text in texts_of_every_block():
        name, words = choose_font(text, TITLE)
        if not words:
            continue
        drawn += 1
        left_out = set(unicodedata.normalize("NFC", text)) - set(words) - {" "}
        assert all(unicodedata.category(sign) in ("Sm", "So", "Sk") for sign in left_out), text
        runs = font_runs(words, name)
        assert "".join(run for _, run in runs) == words
        for font, run in runs:
            assert {ord(letter) for letter in run if letter != " "} <= letters_of(font), text
            assert 0 not in shape(font, run), text
    assert drawn > 150


@pytest.mark.parametrize("name", [TITLE, BOLD, SEMIBOLD, *NOTO])
def test_the_box_of_a_typeface_is_known_as_such(name: str) -> None:
    assert 0 in shape(name, "\U0010fffd")


@pytest.mark.parametrize(
    "text",
    [
        "30° on Ward 7",
        "№ 7 © ™",
        "£5,000 + €20 ≥ ½",
        "20 ℃",
        "₿ 3",
        "£5,000 תרומה",
        "(7) تبرع",
        "Ward 7: ধন্যবাদ!",
    ],
)
def test_signs_that_mean_something_stay_whatever_the_script(text: str) -> None:
    assert choose_font(text, TITLE)[1] == text


def test_a_line_from_right_to_left_ends_on_the_left_though_two_typefaces_draw_it() -> None:
    name, words = choose_font("תודה, (7)", TITLE)
    assert [run for _, run in font_runs(words, name)] == ["תודה", ", (7)"]
    whole, ending = (Image.new("L", (600, 120)) for _ in range(2))
    write(whole, (20, 90), words, name, 60, 255)
    write(ending, (20, 90), "(7)", name, 60, 255)
    part = ending.getbbox()
    assert whole.crop(part).tobytes() == ending.crop(part).tobytes()


def test_accents_on_accents_stay_clear_of_the_line_above() -> None:
    card = draw_card(spec("Ẹ̀kọ́ ạ̄́"), None).convert("RGB")
    # The descender of the kicker's “p” ends at 121.
    assert {card.getpixel((across, down)) for across in range(600) for down in range(122, 134)} == {
        (0, 95, 107)
    }
