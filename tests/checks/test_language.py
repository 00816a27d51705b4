"""Plain English and abbreviations."""

import re

import pytest

from goodnews.checks.language import reading_age

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
        "They passed their OSCE, the practical exam that every nurse from overseas takes.",
        "We sang.\n\n"
        * 60
        + "Thank you to the bakers for sixty sausage rolls, to the club for a van, and to the "
        "two ladies at the farm who ran out with a flask, whose names we do not know.\n\n" + "It is. " * 6,
    ],
)
def test_ordinary_good_news_gets_no_advice(body: str, context: Read) -> None:
    assert reading_age.check(context(f"---\n{body}")) == []
