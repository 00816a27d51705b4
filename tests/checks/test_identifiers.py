"""Identifiers: found wherever they are planted, and nowhere else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodnews.checks import identifiers
from goodnews.checks.identifiers import (
    BANK_DETAILS,
    BIRTH_DATE,
    EMAIL,
    HANDLE,
    HOSPITAL_NUMBER,
    LOGIN,
    NHS_NUMBER,
    NUMBER_PLATE,
    PASSPORT,
    PATIENT_NAME,
    PHONE,
    POSTCODE,
    REGISTRATION,
    STREET,
    Identifier,
)
from goodnews.checks.identifiers.match import MOST_FOUND
from goodnews.checks.text import caseless, count_digits, words
from tests.checks.corpus import read_clean, read_planted
from tests.checks.corpus.measure import FINDERS, kinds_at


def test_the_corpus_is_large_enough_and_no_line_is_there_twice() -> None:
    planted, clean = read_planted(), read_clean()
    assert len({paragraph.text for paragraph in planted}) == len(planted) >= 300
    assert len(set(clean)) == len(clean) >= 300
    assert {paragraph.kind for paragraph in planted} == set(FINDERS)


def test_nearly_all_planted_identifiers_are_found() -> None:
    found = {planted: kinds_at(planted) for planted in read_planted()}
    missed = [planted for planted, kinds in found.items() if not kinds]
    misnamed = [planted for planted, kinds in found.items() if kinds and planted.kind not in kinds]
    assert len(missed) <= 0.02 * len(found), missed
    assert len(misnamed) <= 3, misnamed


def test_clean_stories_raise_no_alarm() -> None:
    clean = read_clean()
    alarms = {text for text in clean for find in FINDERS.values() for _ in find(text)}
    assert len(alarms) <= 0.01 * len(clean), alarms


@pytest.mark.parametrize(
    "text",
    [
        *("９９９ ０００ ００１８", "999\u00a0000\u00a00018", "999\u2011000\u20110018"),
        *("the NHS number is 9 9 9 0 0 0 0 0 1 8", "NHS number: 999 000 0019, with a slip of the pen"),
        "999 000\n0018 over the end of a line",
    ],
)
def test_an_nhs_number_is_found_however_it_is_set(text: str) -> None:
    assert list(NHS_NUMBER.find(text))


@pytest.mark.parametrize(
    "text",
    [
        "999 000 0019",
        "order 9990000018",
        "ISBN 9990000018",
        "99 90 00 00 18",
        "1,999,000,0018",
        "£999 000 0018.50",
        "0, 1, 2, 3, 4, 5, 6, 7, 8, 9",
        "https://a.example/999 ",
    ],
)
def test_ten_digits_alone_are_no_nhs_number(text: str) -> None:
    assert list(NHS_NUMBER.find(text)) == []


@pytest.mark.parametrize(
    ("identifier", "own", "public", "private"),
    [
        (PHONE, "01632 960 100", "Ring +44 1632 960100.", "Ring 01632 960101."),
        (POSTCODE, "1 Tarn Road, Merrowdale MD1 1AA", "We live in md1 1aa.", "We live in md1 1ab."),
        (STREET, "1 Tarn Road, Merrowdale MD1 1AA", "Find us at 1 Tarn Road.", "Find him at 2 Tarn Road."),
        (EMAIL, "jo.smith@m.example", "Write to Jo.Smith@m.example.", "Write to jo.smith@home.example."),
    ],
)
def test_the_trusts_own_are_no_secret(identifier: Identifier, own: str, public: str, private: str) -> None:
    assert list(identifier.find(public, [own])) == []
    assert list(identifier.find(private, [own]))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("hospital number 448812", "448812"),
        ("MRN-448812", "-448812"),
        ("patient ID and the like: K448 8123", "K448 8123"),
        ("hosp. no: 44 88", "44 88"),
        ("hospital number 2026", None),
        ("hospital number 44", None),
        ("the hospital number. Then 448812 came", None),
        (f"hospital number {'and so on ' * 5}448812", None),
    ],
)
def test_a_hospital_number_is_near_what_announces_it(text: str, number: str | None) -> None:
    assert [match.text for match in HOSPITAL_NUMBER.find(f"{text} today.")] == ([number] if number else [])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Scanner X123456 is back.", False),
        ("The pump no. X123456 has eyes.", False),
        ("X123456 is on her label.", True),
        ("The pump came, and X123456 was her label.", True),
    ],
)
def test_a_devices_number_is_told_by_the_word_before_it(text: str, is_one: bool) -> None:
    assert bool(list(HOSPITAL_NUMBER.find(text))) is is_one


@pytest.mark.parametrize(
    ("identifier", "label", "written"),
    [
        (NHS_NUMBER, "", "999 000 0018"),
        (HOSPITAL_NUMBER, "hospital number ", "448812"),
        (PHONE, "", "07700 900123"),
        (PHONE, "", "+44 7700 900123"),
        (POSTCODE, "", "MD7 4QX"),
        (EMAIL, "", "jo.b99@gmail.example"),
        (STREET, "", "14 Acacia Avenue"),
        (HANDLE, "", "@jo_b_77"),
        (BIRTH_DATE, "DOB ", "12/03/1941"),
        (NUMBER_PLATE, "", "AB12 CDE"),
        (PASSPORT, "passport ", "533401372"),
        (BANK_DETAILS, "", "4111 1111 1111 1111"),
        (BANK_DETAILS, "account ", "12345678"),
        (REGISTRATION, "GMC ", "7012345"),
        (REGISTRATION, "", "98I1234E"),
    ],
)
def test_a_sign_right_beside_it_hides_nothing(identifier: Identifier, label: str, written: str) -> None:
    before = words("— – ... … . ( “ : * 👏 · - / ")
    behind = words("— – ... … . ) ” ’ : * 👏 —Jo /Jo")
    if identifier is HANDLE:
        before -= {"/"}
    texts = (f"Tea {label}{sign}{written}{other} today." for sign in before for other in behind)
    assert [text for text in texts if not any(identifier.find(text))] == []


def test_of_very_many_the_first_are_enough() -> None:
    assert len(list(EMAIL.find("jo.b@gmail.example " * 5000))) == MOST_FOUND


@pytest.mark.parametrize("sign", ["•", " · ", "~", "*", ".", "-", " - "])
def test_a_telephone_number_is_found_whatever_sign_is_in_it(sign: str) -> None:
    assert any(PHONE.find(f"Ring Sam: 07700{sign}900{sign}123."))


def test_a_kiss_behind_it_hides_no_telephone_number() -> None:
    assert any(PHONE.find("Ring me: 07700 900123xx"))


@pytest.mark.parametrize(
    ("identifier", "text", "is_one"),
    [
        (PHONE, "Ring Gwyn on 01632 960 771 about the carol service.", True),
        (PHONE, "Ring Reception on 01632 960 771 about the carol service.", False),
        (PASSPORT, "Passport Q7654321B was new.", True),
        (REGISTRATION, "NMC number 88Y0345W", True),
        (REGISTRATION, "Room 88Y0345W", False),
        (LOGIN, "Log her in as rhysp2 and have a cake.", True),
        (LOGIN, "The username ward9nights is on a note.", True),
        (HANDLE, "I am on Instagram as bev_bakes, come and see.", True),
        (HANDLE, "We are on Instagram, as everybody is.", False),
    ],
)
def test_what_stands_beside_it_says_whose_it_is(identifier: Identifier, text: str, is_one: bool) -> None:
    assert bool(list(identifier.find(text))) is is_one


@pytest.mark.parametrize(
    ("identifier", "ordinary", "somebodys"),
    [
        (STREET, "Visit us at Gate 2, Mill Lane.", "We visited her at 2, Mill Lane."),
        (STREET, "It has moved to Unit 3, Mill Road.", "She has moved to 3, Mill Road."),
        (STREET, "Door 5, Hospital Road, is open.", "She lives next door, 5 Hospital Road."),
        (STREET, "The entrance is 20 Hospital Road, by the bus stop.", "He is home at 20 Hospital Road."),
        (STREET, "20 Hospital Road turned pink for the night.", "Nora, 20 Hospital Road, turned pink."),
        (STREET, "Find us at 20 Hospital Road.", "Cards to Ted at 20 Hospital Road."),
        (STREET, "The hub is now at 14 Tarn Court.", "The family is now at 14 Tarn Court."),
        (STREET, "Our hospice, 14 Tarn Court, is open.", "Ted, 14 Tarn Court, is two."),
        (STREET, "Our hub, 14 Tarn Court, is open.", "Ted left the ward, 14 Tarn Court, empty."),
        (STREET, "Talking Therapies is based at 60 Victoria Road.", "Ted is at 60 Victoria Road."),
        (STREET, "The team is based at 60 Victoria Road.", "She is based at 60 Victoria Road."),
        (STREET, "Write to the Cake Team, 5 Mill Lane.", "Write to Mrs Bloggs, 5 Mill Lane."),
        (STREET, "The gym at 2 Park Lane gave us passes.", "Resident of the gym at 2 Park Lane, Ted sang."),
        (STREET, "Our 12 Hour Walk raised £4,000.", "Ted of 12 Days Lane bakes."),
        (STREET, "We gave 50 Tarn Park passes away.", "We took a cake to 50 Tarn Park."),
        (STREET, "She moved 14 patients the long way.", "She moved to 14 the rowans close."),
        (STREET, "At home, 12 porters close the gate.", "Her home is 12 porters close."),
        (STREET, "From 2026 Mill Lane is one way.", "From 202 Mill Lane came a card."),
        (STREET, "Two of us went to 10 Downing Street.", "Two of us went to 12 Downing Street."),
        (POSTCODE, "Sat nav: MD2 4TH.", "Her house: MD2 4TH."),
        (POSTCODE, "Sat nav: MD2 4TH, and turn left.", "Sat nav: MD2 4TH, Doreen's house."),
        (POSTCODE, "The car park is at MD2 4TH.", "The car park at her house, MD2 4TH, is full."),
        (NUMBER_PLATE, "Our charity (reg. ABC 123) paid.", "Our charity's car (reg. ABC 123) is here."),
        (NUMBER_PLATE, "The nursery, reg. EY 456, won.", "The nursery van, reg. EY 456, won."),
        (NUMBER_PLATE, "Registration for the 10K is open.", "Registration ABC 10K is open."),
        (BANK_DETAILS, "The charity, reg. no. SC 012345, paid.", "Pay her: SC 012345."),
        (PHONE, "To volunteer, call 01632 960 778.", "To thank her, call 01632 960 778."),
        (PHONE, "To book a slot, ring 01632 960 778.", "To book Ted, ring 01632 960 778."),
        (PHONE, "You can book on 01632 960 778.", "You can book Ted on 01632 960 778."),
        (PHONE, "For tickets, ring 01632 960 778.", "For tickets, ring Ted on 01632 960 778."),
        (PHONE, "Tel 01632 960 778 for tickets.", "Mum's on 01632 960 778 for tickets."),
        (PHONE, "Tel: 01632 960 778 (9 to 5, weekdays).", "Ask Ted (01632 960 778) weekdays."),
        (PHONE, "Our fundraisers: 01632 960 778.", "Our Ted: 01632 960 778."),
        (PHONE, "Ward 7\n- 01632 960 778", "Ward 7\n- Ring Ted on 01632 960 778"),
        (EMAIL, "Write to ward7.thanks@merrowdale.example.", "Write to j.care@merrowdale.example."),
        (EMAIL, "Write to garden.party@merrowdale.example.", "Write to ted.party@merrowdale.example."),
        (EMAIL, "Write to bookclub@merrowdale.example.", "Write to bookham@merrowdale.example."),
        (EMAIL, "Find us at @merrowdale.maternity.", "Find ted @nhs.scot."),
        (HANDLE, "Thanks to @tarnside_fire for the ladder.", "Her son is @tarnside_fire_ted."),
        (HANDLE, "Thanks to @1stTarnsideScouts.", "Thanks to @ted_1st."),
        (BIRTH_DATE, "Our dog, Biscuit, was born on 4 April 2020.", "Her Ted was born on 4 April 2020."),
        (BIRTH_DATE, "The scanner turned 10 on 3 March 2026.", "Ted turned 10 on 3 March 2026."),
        (BIRTH_DATE, "Gladys, our trolley, turned 40 on 3 March 2026.", "Gladys turned 40 on 3 March 2026."),
        (BIRTH_DATE, "Merrowdale turned 150 on 3 March 2026.", "Ted turned 105 on 3 March 2026."),
        (BIRTH_DATE, "The clock was 90 on 9 May 2026.", "The lady by the clock was 90 on 9 May 2026."),
        (BIRTH_DATE, "Our ward was 90 on 9 May 2026.", "Mrs Bloggs on our ward was 90 on 9 May 2026."),
        (BIRTH_DATE, "Project Tea was born on 9 May 2026.", "Jo, our project lead, was born on 9 May 1962."),
        (BIRTH_DATE, "The unit will be 25 on 1 May 2026.", "Ted's age is 25 on 1 May 2026."),
        (BIRTH_DATE, "The baby scanner arrived on 3 March 2026.", "A baby boy arrived on 3 March 2026."),
        (BIRTH_DATE, "A water birth study began on 3 May 2026.", "A water birth on 3 May 2026."),
        (
            BIRTH_DATE,
            "Born and bred here, she ran it to 3 May 1941.",
            "Born and bred here on 3 May 1941.",
        ),
        (BIRTH_DATE, "Mary Seacole was born on 23 November 1805.", "DOB 23 November 1805."),
        (BIRTH_DATE, "The ward was born on 3 March 1941.", "Mary Ward was born on 3 March 1941."),
        (
            BIRTH_DATE,
            "Brenda arrived at 7am on 3 May 1979 for her first shift.",
            "Brenda arrived at 7am on 3 May 1979.",
        ),
        (BIRTH_DATE, "Ted made his debut for our team on 3 May 2026.", "Ted made his debut on 3 May 2026."),
        (
            BIRTH_DATE,
            "The new scanner came along on 3 March 2024.",
            "Ada came along on 3 March 2024, three weeks early.",
        ),
        (
            BIRTH_DATE,
            "The new scanner came along on 3 March 2024, three weeks early.",
            "Then Ada came along on 3 March 2024, ten days late.",
        ),
        (
            BIRTH_DATE,
            "Spring arrived on 3 March 2024, two weeks early.",
            "Ada-Mae arrived on 3 March 2024, two weeks before she was due.",
        ),
        (
            BIRTH_DATE,
            "Ada came along on 3 March 2024, a week before Easter.",
            "Ada came along on 3 March 2024 at 31 weeks.",
        ),
        (
            BIRTH_DATE,
            "Ada came along on 3 March 2024 to open the garden.",
            "Ada came along on 3 March 2024, a little sister for Ned.",
        ),
        (
            BIRTH_DATE,
            "Ted arrived two days early on 3 March 2026 for his appointment.",
            "Ted arrived two days early on 3 March 2026.",
        ),
        (
            BIRTH_DATE,
            "On 3 March 2024 the new beds came along, a week early.",
            "On 3 March 2024 Ada came along, a week early.",
        ),
        (
            BIRTH_DATE,
            "Builders turned up on 3 March 2024, two days late.",
            "Iris turned up on 3 March 2024, two days late.",
        ),
        (
            BIRTH_DATE,
            "They came along on 3 March 2024, two weeks early: twelve chairs.",
            "She came along on 3 March 2024, two weeks early.",
        ),
        (HOSPITAL_NUMBER, "Patient no 1 came on 4 May 1968.", "Patient no 1 is on file 41968."),
        (PATIENT_NAME, "Tarnside Rovers came to the ward.", "Ted Bloggs came to the ward."),
        (PATIENT_NAME, "Jean Bloggs, 84, has volunteered here for years.", "Jean Bloggs, 84, was here."),
    ],
)
def test_ordinary_good_news_is_told_from_its_nearest_neighbour(
    identifier: Identifier, ordinary: str, somebodys: str
) -> None:
    assert [match.text for match in identifier.find(ordinary)] == []
    assert list(identifier.find(somebodys))


def test_the_address_of_one_of_the_trusts_hospitals_is_no_secret() -> None:
    text = "Post it to Ward 7, Merrowdale General, 20 Mill Lane."
    assert list(STREET.find(text, ["Merrowdale General"])) == []
    assert list(STREET.find(text.replace("Merrowdale General", "Elm Cottage"), ["Merrowdale General"]))


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
    assert bool(list(EMAIL.find(f"Write to {address} today."))) is personal


SPOKEN = words(
    """
    insta tiktok TWITTER snap threads strava facebook .com/ is as her Jo Mr jo.b jo_1 born March username
    log-in signed account enw defnyddiwr smartcard uuid at (at) dot [DOT] mail.example
    """
)
PIECES = [
    *sorted(SPOKEN),
    *"İıſ@:.-\\7٧\n\u212a\u200b\xa0",
    *(" ", " ", " ", ": ", "5550 1234 5678", "12 March 1941", "MD7 4QX", "9 Tarn Road"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("ınsta: jo_1")
def test_no_quick_look_hides_an_identifier(text: str) -> None:
    for identifier in filter(lambda value: isinstance(value, Identifier), vars(identifiers).values()):
        if any(identifier.find(text)):
            assert identifier.may_be_in(caseless(f"Tea.\n{text}"))
            assert count_digits(text) >= identifier.fewest_digits


@pytest.mark.parametrize("kind", FINDERS)
def test_what_was_found_is_within_the_text_and_never_repeated_whole(kind: str) -> None:
    for planted in read_planted():
        for match in FINDERS[kind](planted.text):
            assert 0 <= match.start < match.end <= len(planted.text)
            assert match.text not in match.masked
