"""The typeface: what it can draw, and that what it can't is left out."""

import unicodedata

import pytest
from PIL import Image, ImageFont

from goodnews.photos.card import fonts
from goodnews.photos.card.fonts import (
    BOLD,
    NOTO,
    SEMIBOLD,
    TITLE,
    choose_font,
    is_rightward,
    load_font,
    write,
)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Thank you 💙", "Thank you"),
        ("Diolch, tŷ a dŵr", "Diolch, tŷ a dŵr"),
        ("Zoë & Łukasz – “hello”…", "Zoë & Łukasz – “hello”…"),
        ("Cafe\u0301", "Café"),
        ("a\u200bb\u202ec\x07", "abc"),
        ("👩‍⚕️ nurses", "nurses"),
        (" two\n lines ", "two lines"),
    ],
)
def test_what_the_typeface_lacks_is_left_out(text: str, drawn: str) -> None:
    assert choose_font(text, BOLD) == (BOLD, drawn)


@pytest.mark.parametrize("face", [TITLE, SEMIBOLD, BOLD])
def test_each_typeface_has_all_that_is_taken_for_granted(face: str) -> None:
    assert all(fonts._has(chr(code), face) for code in range(128) if chr(code).isprintable())


def test_the_ink_of_a_line_starts_where_it_is_told_to() -> None:
    for letters in ("This", "jar", "A&E"):
        image = Image.new("RGB", (400, 120))
        write(image, (40, 80), letters, BOLD, 60, (255, 255, 255))
        left = image.getbbox()[0]
        assert 38 <= left <= 41, letters


@pytest.mark.parametrize("title", ["I’m in the canteen", "Dŵr, ŷd a thŷ"])
def test_a_title_is_set_in_the_face_of_the_site_s_headings(title: str) -> None:
    face, words = choose_font(title, TITLE)
    assert (load_font(face, 20).getname()[0], words) == ("Newsreader", title)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("شكرا لكم جميعا", "Arabic"),
        ("دستشویی را نمی‌بینم", "Arabic"),
        ("תודה לכולכם", "Hebrew"),
        ("आप सभी का धन्यवाद", "Devanagari"),
        ("ধন্যবাদ সবাইকে", "Bengali"),
        ("நன்றி", "Tamil"),
        ("Ελληνικά й Ѫ", ""),
    ],
)
def test_a_text_is_set_in_a_typeface_that_has_all_its_letters(text: str, script: str) -> None:
    assert choose_font(text, TITLE) == (f"NotoSans{script}[wght].ttf", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text", ["谢谢大家", "﷽", "ขอ 7", "ありがとう", "고마워요", "ขอบคุณ", "Thanks, 谢谢", "شكرا for आप"]
)
def test_what_no_typeface_has_is_not_drawn_at_all(text: str) -> None:
    assert choose_font(text, TITLE)[1] == ""


@pytest.mark.parametrize("text", ["شكرا", "תודה", "x\u030c"])
def test_without_the_library_that_shapes_nothing_is_drawn_that_needs_it(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "ENGINE", ImageFont.Layout.BASIC)
    assert choose_font(text, TITLE)[1] == ""
    assert choose_font("Diolch, tŷ", TITLE)[1] == "Diolch, tŷ"


def test_each_typeface_is_there_and_one_knows_which_way_a_text_runs() -> None:
    assert all(load_font(name, 20).getlength("1") > 0 for name in NOTO)
    assert is_rightward("7 nurses")
    assert not is_rightward("7 شكرا")


def test_stacked_accents_stay_and_stand_one_on_the_other() -> None:
    name, text = choose_font("Ẹ̀kọ́ ạ̄́", TITLE)
    assert (name, text) == (NOTO[0], unicodedata.normalize("NFC", "Ẹ̀kọ́ ạ̄́"))

    def size(letters: str) -> tuple[float, float]:
        left, top, right, bottom = load_font(name, 100).getbbox(letters)
        return right - left, bottom - top

    heights = [size(letters)[1] for letters in ("a", "ạ", "ạ̄", "ạ̄́")]
    assert heights == sorted(set(heights))
    assert size("ọ́")[0] == size("o")[0]
