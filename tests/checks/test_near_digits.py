"""Looking only where the digits are finds what looking everywhere finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks import dates
from goodnews.checks.identifiers import addresses, birth_dates, number_plates, personal_numbers, phones
from goodnews.checks.identifiers.near_digits import (
    NearDigits,
    count_digits,
    count_numbers,
    has_digits,
)
from goodnews.checks.identifiers.personal_numbers import find_hospital_numbers
from tests.checks.corpus import read_planted

PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in (dates, birth_dates, number_plates, personal_numbers, phones, addresses)
    for name, value in vars(module).items()
    # What announces a hospital number has no digit of its own; see below.
    if isinstance(value, NearDigits) and name != "_SAYS_HOSPITAL_NUMBER"
}
WORDS = "the kettle goes on at six and by seven the day team is here with cake for all of us, " * 20
PIECES = st.lists(
    st.one_of(
        st.sampled_from(["7", "12", "900123", "07700", "1941", "9", "0", "01632 960 123", "999 000 0018"]),
        st.sampled_from(
            [" ", " ", " ", "  ", "   ", "\n", "\n\n", "-", "–", "/", ".", ",", ":", "(", ")", "+"]
        ),
        st.sampled_from(["Acacia", "Avenue", "High Street", "the", "of", "o'", "street", "lane", "lives at"]),
        st.sampled_from(["March", "Sept", "the", "st", "th", "of", "Nov", "’41", "born", "Mary (", "Flat"]),
        st.sampled_from(
            ["AB", "CDE", "K", "GIR", "0AA", "MD", "QX", "Q", "C", "pm", "noon", "midnight", "a.m."]
        ),
        st.sampled_from(
            ["x" * 39, "x" * 40, "Mary" + "a" * 60, " " * 7, " " * 8, " " * 90, "-" * 9, "\u00a0" * 12]
        ),
    ),
    max_size=14,
).map("".join)


FURTHEST = [
    ("phones._CANDIDATE", "(+(0) 1632 9   6   0 1 2 3", 26),
    ("phones._CANDIDATE", "+ 44 1632 960123w", 0),
    ("personal_numbers._LOOSE_DIGITS", "9990000018,5", 0),
    ("personal_numbers._LETTERS_AND_DIGITS", "ABC-123456K/", 0),
    ("personal_numbers._LETTERS_AND_DIGITS", "ABC-123456K", 11),
    ("personal_numbers._INSURANCE", "AB 12 34 56 C", 13),
    ("birth_dates._DATE", "September.       the       12th,       1941", 43),
    ("birth_dates._DATE", "12th       of       September.,       ’41", 41),
    ("birth_dates._NAMED_IN_BRACKETS", f"M{'a' * 38},       (       1/2/41       )", 69),
    ("addresses._POSTCODE", "GIR 0AA", 7),
    ("addresses._POSTCODE", "MD7  4QX-", 0),
    ("addresses._STREET", f"14D,   {f'A{chr(98) * 30}   ' * 3}Buildings", 118),
    ("addresses._STREET", f"14D,   {f'A{chr(98) * 30}   ' * 3}Buildings       neighbours", 0),
    ("addresses._HIGH_STREET", "14d,       the       The Crescent", 33),
    (
        "addresses._LOWER_STREET",
        f"address is where they all are, 14d {f'{chr(98) * 39}       ' * 3}terrace",
        180,
    ),
    ("addresses._HOUSE", "14d, ", 4),
    ("addresses._UNIT", "MD7 4QX", 3),
    ("addresses._FLAT", "Maisonette       1234A,       B", 23),
    ("number_plates._ANY", "AB12 CDE-", 4),
    ("number_plates._BESIDE_LETTERS", "A 1", 3),
    ("number_plates._BESIDE_LETTERS", "1 A", 3),
    ("dates._ORDINAL", "the 20th of September, 2026", 27),
    ("dates._AMERICAN", "September the 20th, 2026", 24),
    ("dates._SHORTENED", "20 Sept. 2026", 13),
    ("dates._NUMBERS", "20/11/2026.5", 0),
    ("dates._NUMBERS", "20/11/2026/", 0),
    ("dates._TIME", "7:45 a.m.", 9),
    ("dates._TIME", "7:45 a.m.:", 8),
    ("dates._NOON", "12 midnight", 11),
    ("dates._NOON", "12 midnights", 0),
]
"""As far from a digit as each pattern reaches, and how much of it is found."""


@pytest.mark.parametrize(("name", "text", "length"), FURTHEST)
def test_what_reaches_furthest_is_found(name: str, text: str, length: int) -> None:
    near = PATTERNS[next(known for known in PATTERNS if known.endswith(name))]
    found = spans(near.finditer(f"{WORDS}{text} {WORDS}"))
    assert found == spans(near.pattern.finditer(f"{WORDS}{text} {WORDS}"))
    assert max((end - start for start, end in found), default=0) == length


def spans(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PATTERNS)
@given(first=PIECES, between=st.integers(0, 400), second=PIECES)
def test_nothing_is_found_less_or_otherwise(name: str, first: str, between: int, second: str) -> None:
    text = f"{WORDS}{first}{WORDS[:between]}{second}{WORDS}"
    near = PATTERNS[name]
    assert spans(near.finditer(text)) == spans(near.pattern.finditer(text))


@pytest.mark.parametrize("name", PATTERNS)
def test_the_whole_corpus_is_found_in_the_midst_of_words(name: str) -> None:
    near = PATTERNS[name]
    for planted in read_planted():
        text = f"{WORDS}{planted.text} {WORDS}"
        assert spans(near.finditer(text)) == spans(near.pattern.finditer(text)), planted.text


@given(
    before=PIECES,
    says=st.sampled_from(
        ["hospital number", "medical  records\u00a0 number", "MRN", "hosp. no", "patient ID", ""]
    ),
    gap=st.sampled_from(["", " ", ": ", " is ", " " * 9, " and the number that she was given then is "]),
    digits=st.sampled_from(["448812", "44 88", "K448 8123", "44", "2026", ""]),
    after=PIECES,
)
def test_a_hospital_number_is_found_however_far_the_text_goes_on(
    before: str, says: str, gap: str, digits: str, after: str
) -> None:
    short = f"{before} {says}{gap}{digits} {after}"
    alone = [(number.start, number.text) for number in find_hospital_numbers(f"{short}. ")]
    among = [(number.start, number.text) for number in find_hospital_numbers(f"{short}. {WORDS}")]
    assert among == alone


@pytest.mark.parametrize("name", [name for name, near in PATTERNS.items() if near.bounded])
@given(text=PIECES)
def test_it_is_quickly_said_whether_there_is_anything(name: str, text: str) -> None:
    near = PATTERNS[name]
    assert near.are_in(text) == bool(near.pattern.search(text))


@given(st.text("a 7٣²’", max_size=12))
def test_digits_are_counted_in_every_alphabet(text: str) -> None:
    assert count_digits(text) == len(re.findall(r"\d", text))
    assert count_numbers(text) == len(re.findall(r"\d+", text))
    assert has_digits(text) == bool(count_digits(text))


def test_a_text_without_digits_is_not_looked_through_at_all() -> None:
    class Deaf:
        def finditer(self, *_place: object) -> object:
            raise AssertionError("looked")

    near = NearDigits(Deaf(), before=1, after=1)  # type: ignore[arg-type]
    assert list(near.finditer(WORDS)) == []


def test_pieces_do_not_hide_what_stands_before_them() -> None:
    near = NearDigits(re.compile(r"(?<!x)7"), before=0, after=1)
    assert spans(near.finditer(f"{WORDS}x7 7{WORDS}")) == [(len(WORDS) + 3, len(WORDS) + 4)]
