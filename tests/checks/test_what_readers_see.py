"""The rules look at what readers see, wherever it comes from, and at what the page leaves out."""

import pytest

from goodnews.checks import STORY_RULES
from goodnews.checks.context import StoryContext
from goodnews.checks.folder import read_context
from goodnews.config import SiteConfig
from goodnews.problems import Problem

from .conftest import TODAY, Read, Stories, Write

VIDEO = "video: {url: 'https://video.example/w/1', title: A minute, captions: talk.vtt}\n"


def found_in(read: StoryContext) -> list[Problem]:
    return [problem for rule in STORY_RULES for problem in rule.check(read)]


def test_links_written_in_html_are_held_to_the_same_rules(context: Read) -> None:
    read = context(
        "---\nThe kettle goes on.\n\n"
        'Read <a href="http://www.merrowdale.example/tea">more</a>\nand <a href="javascript:x()">that</a>.\n'
    )
    line = read.story.body_line
    assert {(problem.code, problem.line - line) for problem in found_in(read)} >= {
        ("link-not-secure", 2),
        ("link-unsafe", 3),
        ("link-words", 2),
    }


def test_a_link_right_below_html_is_seen(context: Read) -> None:
    problems = found_in(context("---\n<p>Tea.</p>\n\n[Cake](http://www.merrowdale.example/)"))
    assert "link-not-secure" in {problem.code for problem in problems}


def test_a_link_that_html_keeps_from_being_one_is_told(context: Read) -> None:
    read = context("---\n<p>Tea.</p>\n[Cake](https://www.merrowdale.example/)")
    (problem,) = [problem for problem in found_in(read) if problem.code == "html-left-out"]
    assert problem.line == read.story.body_line + 1
    assert "[Cake]" in problem.message


def test_a_footnote_of_one_word_is_a_footnote(context: Read) -> None:
    problems = found_in(context("---\nWe asked again.[^1] They came.[^tea]\n\n[^1]: Ibid.\n\n[^tea]: Hot."))
    assert [problem for problem in problems if problem.code.startswith("link-")] == []


def test_links_in_notes_and_transcripts_are_looked_at(context: Read) -> None:
    problems = found_in(context("notes: '[The rota](http://www.merrowdale.example/)'"))
    assert "link-not-secure" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    "example",
    [
        *("title: Bed 999 000 0018", "summary: She is 999 000 0018.", "tags: [999 000 0018]"),
        *("team: 999 000 0018", "aliases: [news/999-000-0018.html]", "notes: Bed 999&nbsp;000&nbsp;0018."),
        "video: {url: 'https://video.example/w/1', title: A minute, transcript: 'Bed **999** 000 0018.'}",
        "photos: [{file: w.jpg, alt: Bed 999 000 0018, shows: nobody}]",
        "photos: [{file: w.jpg, alt: A bed, caption: 999 000 0018., shows: nobody}]",
        *("---\nBed 999&#32;000&#32;0018.", "---\nBed 9*9*9 000 0018.", "---\nBed 999 [000](/a/) 0018."),
        *("---\nBed 999  \n000\\\n0018.", "---\n<b>999</b> <i>000</i> <u>0018</u>"),
        *("---\nThe *NHS number*: 9990000018.", "---\n| NHS number | Bed |\n|---|---|\n| 9990000018 | 4 |"),
        *("---\n`999 000 0018`", "---\nTea.[^1]\n\n[^1]: Bed 999 000 0018."),
        *("---\nTea.\n\n<!-- Bed 999 000 0018 -->", "---\nThe ICU.\n\n*[ICU]: Bed 999 000 0018"),
        "---\nPhone [us](tel:999%20000%200018).",
        *('---\n[Tea](/a/ "Bed 999 000 0018")', "---\n[Tea](/a/?nhs_number=9990000018)"),
        *("---\n[Tea](/a/?q=999+000+0018)", "---\n[Tea](https://a.example/999-000-0018/)"),
        *('---\n[Tea]\n\n[Tea]: /a/ "Bed 999 000 0018"', "---\nTea.\n\n[999 000 0018]: /a/"),
        *("---\nTea.\n\n*[ICU]: Bed 999 000 0018", "---\nTea.[^999-000-0018]\n\n[^999-000-0018]: Hot."),
        *(
            "---\n```999-000-0018\nTea\n```",
            "---\n<?tea 999 000 0018 ?>",
            "---\n<!-- Bed 999 000 0018\n\nTea.",
        ),
        *('---\n<span title="999 000 0018">Tea</span>', "---\n<img alt='999 000 0018'>"),
        '---\n![Tea](w.jpg "999 000 0018")',
        *("---\n9\u03369\u0336\u20dd9 000 00\u033218", "---\n__999 000 0018", "---\n(_999 000 0018_"),
        *("---\n(999) 000 0018", "---\n999•000•0018", "---\n999 – 000 – 0018", "---\n“999”, “000”, “0018”"),
        "---\n<sup id='fnref:999-000-0018'>Tea</sup>",
        *("---\n9\u200d99 000 0018", "---\n999 &zwnj;000 0018", "---\n9\ufe0f\u20e399 000 0018"),
        *("---\n999 \t000\t 0018", "---\n|a|\n|-|\n|999     000   0018|", "---\n999 <br>\n  000   0018"),
        "---\nNHS number:\n- 999\n- 000\n- 0018",
        "video: {url: 'https://video.example/w/1', title: Tea, length: 999 000 0018, captions: yes}",
    ],
)
def test_a_number_is_found_wherever_it_can_be_read(example: str, context: Read) -> None:
    assert "identifier-nhs-number" in {problem.code for problem in found_in(context(example))}


@pytest.mark.parametrize(
    "captions",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\nBed <b>999</b> 000\n0018\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000 line:0 region:999-000-0018\nTea\n",
        "WEBVTT\n\nBed 999 000 0018 --> home\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.bed.999-000-0018>Tea</c>\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bed 999 000 0018>Hello</v>\n",
        f"WEBVTT\n\n00:01.000 --> 00:02.000\nBed &#{'0' * 5_000}57;99 000 0018 &#{'1' * 5_000};\n",
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nBed 999\n\n2\n00:02.000 --> 00:03.000\n000 0018\n",
    ],
)
def test_a_number_is_found_in_captions_and_in_the_folders_name(
    captions: str, write: Write, library: Stories, config: SiteConfig
) -> None:
    folder = write(VIDEO, key="2026/bed-999-000-0018")
    (folder / "talk.vtt").write_text(captions, "utf-8")
    stories = library()
    (story,) = stories.stories
    read = read_context(story, stories.folders[story.key].names, config, TODAY)
    kinds = [problem for problem in found_in(read) if problem.code == "identifier-nhs-number"]
    assert [("caption file" in problem.message, problem.line) for problem in kinds] == [
        (False, 1),
        (True, story.lines("video", "captions")),
    ]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("[Message Gwen](https://wa.me/447700900123)", "identifier-phone"),
        ("<tel:07700900123>", "identifier-phone"),
        ("[her page](https://www.facebook.com/jo.bloggs)", "identifier-handle"),
        ("[the rota](/rota/?email=jo.bloggs%40gmail.example)", "identifier-email"),
        ("[the rota](/rota/?dob=12/03/1941)", "identifier-birth-date"),
        ("[the map](https://maps.example/?q=14+Acacia+Avenue)", "identifier-street"),
    ],
)
def test_what_a_links_address_says_of_somebody_is_found(link: str, code: str, context: Read) -> None:
    assert code in {problem.code for problem in found_in(context(f"---\nSee {link}."))}


@pytest.mark.parametrize(
    "address",
    [
        *("https://events.example/e/9990000018?ref=999000018", "https://doi.org/10.1136/bmj-9990000018"),
        *("https://www.facebook.com/mens.shed.tarnside", "https://x.com/Channel4"),
        *("https://www.facebook.com/merrowdalehospitals", "/contact/?email=press%40merrowdale.example"),
    ],
)
def test_an_address_that_says_nothing_of_anybody_is_let_pass(address: str, context: Read) -> None:
    problems = found_in(context(f"---\nSee [what we did]({address})."))
    assert [problem for problem in problems if problem.code.startswith("identifier-")] == []


def test_a_street_is_found_in_a_text_without_a_figure(context: Read) -> None:
    problems = found_in(context("---\nShe went home to fourteen Acacia Avenue."))
    assert "identifier-street" in {problem.code for problem in problems}


def test_a_number_that_a_list_begins_with_is_found(context: Read) -> None:
    problems = found_in(context("---\nHospital number:\n\n448812. Tea"))
    assert [problem.code for problem in problems] == ["identifier-hospital-number"]


def test_an_nhs_number_is_no_reference_of_a_consent_form(context: Read) -> None:
    photo = "{file: w.jpg, alt: A nurse, shows: staff, consent: {form: 999 000 0018, covers: [website]}}"
    problems = found_in(context(f"photos: [{photo}]"))
    assert "consent-form-name" in {problem.code for problem in problems}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("A ward&#8203;round.", "hidden-characters"),
        ("A ward&ZeroWidthSpace;round.", "hidden-characters"),
        ("A w&#1072;rd.", "look-alike-letters"),
        ("A w<b>\u0430</b>rd.", "look-alike-letters"),
    ],
)
def test_what_entities_and_marks_hide_is_found(body: str, code: str, context: Read) -> None:
    assert code in {problem.code for problem in found_in(context(f"---\n{body}"))}


@pytest.mark.parametrize(
    "body",
    [
        "Write to [Jo](mailto:jo.bloggs99@gmail.example).",
        "Write to jo.bloggs99@gmail.example.",
        "Write to <jo.bloggs99@gmail.example>.",
    ],
)
def test_an_address_is_told_once(body: str, context: Read) -> None:
    problems = found_in(context(f"---\n{body}"))
    assert [problem.code for problem in problems].count("identifier-email") == 1


def test_a_text_from_right_to_left_may_say_so(context: Read) -> None:
    problems = found_in(context("lang: en\n---\nתודה למחלקה \u200f7\u200e (Ward 7)."))
    assert [problem for problem in problems if problem.code == "hidden-characters"] == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('<span style="font-size: 12pt">Tea</span>', "Take <span …> and </span> out, and keep the words"),
        ('<img src="x" onerror="tea()">', "Take it out. A video goes under video:"),
    ],
)
def test_the_look_that_was_pasted_is_told_from_what_acts(text: str, hint: str, context: Read) -> None:
    problems = [problem for problem in found_in(context(f"---\n{text}")) if problem.code == "html-active"]
    assert [problem.hint[: len(hint)] for problem in problems] == [hint]
