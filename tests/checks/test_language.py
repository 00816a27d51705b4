"""Plain English, abbreviations and spelling."""

import re
from importlib.resources import files

import pytest

from goodnews.checks.language import _FINE_IN_BRITAIN, _slips, reading_age, spelling

from .conftest import Read

HARD = (
    "Interdepartmental collaboration facilitated considerable improvements in organisational responsiveness "
    "throughout the transformation programme, notwithstanding operational complexities. "
)


def test_plain_english_is_one_line_a_story_with_its_age_and_the_worst_three_passages(context: Read) -> None:
    body = "\n\n".join([HARD * 5, "We utilise it.", "We went " + "and went " * 30 + "home.", "The MDT met."])
    (problem,) = reading_age.check(context(f"---\n{body}"))
    assert re.fullmatch(r"This reads like a text for people of \d\d\.", problem.message)
    assert problem.hint.count("line ") == 3
    assert problem.hint.startswith(
        "Start with line 11, the sentence “We went and went and …” has 63 words; line "
    )
    assert problem.line == 11


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("The ICU is calm.", "“ICU” is not explained"),
        ("Tea.\n\n- Thank the MDT.", "“MDT” is not explained"),
        ("We utilise it.", "for “utilise” people say: use"),
        ("It is. " * 7, "the paragraph has 7 sentences"),
    ],
)
def test_a_hard_passage_is_named_with_its_reason(body: str, why: str, context: Read) -> None:
    (problem,) = reading_age.check(context(f"---\n{body}"))
    assert why in problem.hint


@pytest.mark.parametrize(
    "body",
    [
        "See GOV.UK, HM Treasury, your CV, HR, at 2pm BST, the URL, an MRI, a CT, an ECG, and the CQC.",
        "An R&D day with the X2.",
        "The oncology team and the haematology ward are in the *Evening News*.",
        "Some of us write a sentence that goes on for a little longer than the guide says, as we do at work.",
        "Read https://www.merrowdale.example/" + "wards-and-more/" * 90 + "?via=ABC.",
        "[Read](https://www.merrowdale.example/utilise/going-forward/)",
    ],
)
def test_ordinary_good_news_gets_no_advice(body: str, context: Read) -> None:
    assert reading_age.check(context(f"---\n{body}")) == []


@pytest.mark.parametrize(
    "words",
    [
        "Our stories come from GP practices. We focused, and are focusing, on people.",
        "Our licensed sister was licensing the meters. She is biased and has good judgment.",
        "The surgical specialties refocused on ferrous sulfate, and routing is a program of acknowledgments.",
        "See https://www.merrowdale.example/?recieved=1 now.",
    ],
)
def test_words_that_are_right_in_britain_are_let_pass(words: str, context: Read) -> None:
    assert spelling.check(context(f"---\n{words}")) == []


@pytest.mark.parametrize("word", ["favorite", "organized", "practiced", "center", "recieve", "hemorrhage"])
def test_words_that_are_wrong_in_britain_are_told(word: str, context: Read) -> None:
    assert len(spelling.check(context(f"---\nWe {word} it."))) == 1


def test_every_row_of_the_list_is_known() -> None:
    rows = (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8")
    meant = {slip.lower(): better for slip, better in re.findall(r"^(.*?)->(.*)$", rows, re.MULTILINE)}
    assert _slips().meant == {slip: meant[slip] for slip in meant if slip not in _FINE_IN_BRITAIN}


@pytest.mark.parametrize("words", ["the kettle sings", "we recieved it", "a favorite colour", "check", ""])
def test_a_story_is_read_again_when_any_word_may_be_wrong(words: str) -> None:
    vocabulary = frozenset(words.split())
    assert _slips().any_in(vocabulary) is any(_slips().better(word) is not None for word in vocabulary)
