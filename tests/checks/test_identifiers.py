"""Identifiers: found wherever they are planted, and nowhere else."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks.identifiers import (
    Match,
    birth_dates,
    could_hold_an_email,
    find_nhs_numbers,
    find_personal_emails,
    find_phones,
    find_postcodes,
    find_streets,
)
from goodnews.checks.identifiers import match as matching
from goodnews.checks.identifiers.near_digits import NearDigits
from tests.checks.corpus import read_clean, read_planted
from tests.checks.corpus.measure import FINDERS, measure

MIXED = st.lists(
    st.one_of(
        st.sampled_from([each.text for each in read_planted()]),
        st.sampled_from([each.text[each.start : each.end] for each in read_planted()]),
        st.sampled_from(
            ["7", "12", "1941", "0AA", "4QX", "MD7", "AB12", "P1", "K", "ab", "\u212a", "²", "٣"]
        ),
        st.sampled_from([" ", " ", " ", "\n", "\u00a0", ",", "-", "–", "/", ".", "(", ")", "’"]),
        st.sampled_from(
            ["14 Acacia Avenue", "Flat", "lives at", "street", "lane", "born", "May", "reg", "GIR"]
        ),
        st.sampled_from(
            ["https://a.example/", "http", "://", "www.", "wWw.", "jo", "@", "(at)", " at ", " dot "]
        ),
    ),
    max_size=12,
).map("".join)


def test_the_corpus_is_large_enough_and_no_line_is_there_twice() -> None:
    planted, clean = read_planted(), read_clean()
    assert len({each.text for each in planted}) == len(planted) >= 300
    assert len(set(clean)) == len(clean) >= 300
    assert {each.kind for each in planted} == set(FINDERS)


def test_nearly_all_planted_identifiers_are_found() -> None:
    measured = measure()
    assert measured.recall >= 0.98, measured.missed
    assert len(measured.misnamed) <= 3, measured.misnamed


def test_clean_stories_raise_no_alarm() -> None:
    measured = measure()
    assert measured.alarms_per_hundred <= 1, measured.false_alarms


@pytest.mark.parametrize(
    "text",
    [
        "９９９ ０００ ００１８",
        "999\u00a0000\u00a00018",
        "999\u2011000\u20110018",
        "the NHS number is 9 9 9 0 0 0 0 0 1 8",
        "NHS number: 999 000 0019, with a slip of the pen",
        "999 000\n0018 over the end of a line",
    ],
)
def test_an_nhs_number_is_found_however_it_is_set(text: str) -> None:
    assert list(find_nhs_numbers(text))


@pytest.mark.parametrize(
    "text",
    ["999 000 0019", "9990000018", "1,999,000,0018", "£999 000 0018.50", "https://a.example/999 "],
)
def test_ten_digits_alone_are_no_nhs_number(text: str) -> None:
    assert list(find_nhs_numbers(text)) == []


def test_the_trusts_own_telephone_is_no_secret() -> None:
    assert list(find_phones("Ring +44 1632 960100.", ours=["01632 960 100"])) == []
    assert list(find_phones("Ring 01632 960101.", ours=["01632 960 100"]))


def test_the_trusts_own_address_is_no_secret() -> None:
    own = ["Merrowdale General, 1 Tarn Road, Merrowdale MD1 1AA"]
    assert list(find_postcodes("Find us at md1 1aa.", ours=own)) == []
    assert list(find_streets("Find us at 1 Tarn Road.", ours=own)) == []
    assert list(find_streets("Find him at 2 Tarn Road.", ours=own))


def test_the_trusts_own_mailbox_is_no_secret() -> None:
    own = ["jo.guardian@merrowdale.example"]
    assert list(find_personal_emails("Write to Jo.Guardian@merrowdale.example.", ours=own)) == []


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("volunteers@merrowdale.example", False),
        ("ward7garden@merrowdale.example", False),
        ("patient.experience@merrowdale.example", False),
        ("ward7@merrowdale.example", False),
        ("ward-7b@merrowdale.example", False),
        ("ward.sister@merrowdale.example", False),
        ("stories@merrowdale.example", False),
        ("merrowdalestories@merrowdale.example", False),
        ("team@merrowdale.example", False),
        ("cardiac.rehab@merrowdale.example", False),
        ("youngpeople@merrowdale.example", False),
        ("jane.ward@merrowdale.example", True),
        ("j.ward2@merrowdale.example", True),
        ("amy.young@merrowdale.example", True),
        ("charity.green@mail.example", True),
        ("jo.stafford@merrowdale.example", True),
        ("jwagstaff@merrowdale.example", True),
        ("ward7@gmail.example", True),
        ("jo.bloggs@merrowdale.example", True),
        ("j.bloggs2@merrowdale.example", True),
        ("volunteers@gmail.example", True),
        ("not an address @ all", False),
    ],
)
def test_a_teams_mailbox_is_told_from_a_persons(address: str, personal: bool) -> None:
    assert bool(list(find_personal_emails(f"Write to {address} today."))) is personal


def test_what_was_found_is_never_repeated_whole() -> None:
    for each in read_planted():
        for find in FINDERS.values():
            for spotted in find(each.text):
                assert spotted.text not in spotted.masked


@pytest.mark.parametrize("kind", FINDERS)
def test_a_span_is_where_it_says(kind: str) -> None:
    for each in read_planted():
        if each.kind == kind:
            for spotted in FINDERS[kind](each.text):
                assert isinstance(spotted, Match)
                assert 0 <= spotted.start < spotted.end <= len(each.text)


@pytest.mark.parametrize("kind", FINDERS)
@given(text=MIXED)
def test_a_quick_look_loses_nothing(kind: str, text: str) -> None:
    quickly = list(FINDERS[kind](text))
    with (
        patch.object(NearDigits, "are_in", return_value=True),
        patch.object(birth_dates, "FEWEST_NUMBERS", 0),
    ):
        assert list(FINDERS[kind](text)) == quickly


@given(MIXED)
def test_an_address_is_only_found_where_one_could_be(text: str) -> None:
    small = text.casefold()
    vocabulary = "".join(letter if "a" <= letter <= "z" else " " for letter in small).split()
    assert could_hold_an_email(small, vocabulary) or not list(find_personal_emails(text))


@given(MIXED)
def test_every_web_address_is_blanked_out_and_nothing_else(text: str) -> None:
    blank = matching._ADDRESS.sub(lambda match: " " * len(match[0]), text)
    assert matching.without_addresses(text) == blank


@given(st.text("aé7٣² \n\u00a0\u3000-–—－“", max_size=20))
def test_a_plain_text_is_plain_letter_by_letter(text: str) -> None:
    plain = matching.plain(text)
    assert len(plain) == len(text)
    assert plain == "".join(map(matching.plain, text)).replace("\n", " ") or "\n" in text
    assert not any(letter in "٣²–—－\u00a0\u3000" for letter in plain)
