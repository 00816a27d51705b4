"""Drafts of mails: what is known is filled in, what is not is asked, and nobody is named."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.importers.mail.drafts import (
    MAIL_MARK,
    DraftRules,
    LetterForm,
    MailDraft,
    MailPhoto,
    mail_key,
    make_draft,
)
from goodnews.importers.mail.message import MailRefused, Sender, read_mail
from goodnews.importers.mail.senders import without_sender
from goodnews.story import parse_story
from goodnews.story.model import FrontMatter
from tests.site.conftest import NOW

from .letters import letter, posted

WELSH, ENGLISH = "Mae'r te yn barod, ac mae pawb yn hapus.", "The tea is ready, and everybody is happy."
FORM = LetterForm("A story for you", ("What happened?", "Who are you?"))
PHOTOS = (MailPhoto("photo-1.jpg", b"one"), MailPhoto("photo-2.jpg", b"two"))


def drafted(
    data: bytes, photos: Sequence[MailPhoto] = (), mark: str = "", taken: Sequence[str] = ()
) -> MailDraft:
    rules = DraftRules(("People", "Live"), (FORM,), frozenset(taken), NOW)
    return make_draft(read_mail(data), photos, (), mark, rules)


def draft(
    words: str, photos: Sequence[MailPhoto] = (), subject: str = "Tea at 4am", taken: Sequence[str] = ()
) -> MailDraft:
    return drafted(posted(letter(words, subject=subject)), photos, taken=taken)


def meta_of(made: MailDraft) -> FrontMatter:
    """What stands above its words, once somebody has answered its questions."""
    meta = parse_story(made.looked_at, "story.md").meta
    assert meta
    return meta


def test_what_a_mail_says_is_filled_in_and_the_rest_is_asked() -> None:
    made = draft("We had tea. It was hot.\n", PHOTOS)
    meta = meta_of(made)
    assert (meta.title, meta.summary, meta.category, meta.draft) == (
        "Tea at 4am",
        "We had tea.",
        "People",
        True,
    )
    assert meta.date == NOW
    assert [photo.file for photo in meta.photos] == ["photo-1.jpg", "photo-2.jpg"]
    asked = parse_story(made.text, "story.md").problems
    assert [problem.line for problem in asked] == sorted(problem.line for problem in asked)
    assert {word for problem in asked for word in ("alt", "shows") if word in problem.message} == {
        "alt",
        "shows",
    }
    assert len(asked) == 4
    assert made.text.count("\n") == made.looked_at.count("\n"), "a problem has the same line in both"
    assert list(made.files())[-1].endswith("story.md")


@pytest.mark.parametrize(
    ("words", "lang", "asks"),
    [(WELSH, "cy", False), (ENGLISH, "en", False), (f"{WELSH}\n\n{ENGLISH}", "en", True)],
)
def test_a_mail_in_welsh_is_a_welsh_story_and_one_in_both_is_asked_to_be_two(
    words: str, lang: str, asks: bool
) -> None:
    made = draft(f"{words}\n")
    assert meta_of(made).lang == lang
    assert ("make two stories" in made.text) == asks


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: Tea at 4am", "Tea at 4am"),
        ("[EXTERNAL] Tea", "Tea"),
        ("A story for you", "We had tea"),
        ("", "We had tea"),
        ("Photos", "We had tea"),
        ("Jo Bloggs had tea", "(A name was here.) had tea"),
        ('She said "tea": # 1', 'She said "tea": # 1'),
    ],
)
def test_the_title_is_the_subject_or_the_first_sentence(subject: str, title: str) -> None:
    assert meta_of(draft("We had tea. It was hot.\n", subject=subject)).title == title


@pytest.mark.parametrize(
    ("subject", "folder"),
    [
        ("Jo Bloggs: Tea at 4am", "tea-at-4am"),
        ("Fwd: Peter, 943 476 5919, born 20/11/1950, had tea", "peter-born-had-tea"),
        ("Ward 12 had tea in 2026", "ward-12-had-tea-in-2026"),
        ("🎉", "story-by-mail"),
    ],
)
def test_the_folder_which_stays_for_ever_names_no_sender_and_has_no_long_number(
    subject: str, folder: str
) -> None:
    assert draft("We had tea. It was hot.\n", subject=subject).key == f"2026/{folder}"


@pytest.mark.parametrize(
    ("sender", "is_asked"), [("Jo <jo@m.example>", False), ("Bloggs, Jo <jo@m.example>", True)]
)
def test_where_the_sender_is_not_clear_somebody_is_asked_to_look_for_names(
    sender: str, is_asked: bool
) -> None:
    made = drafted(f"From: {sender}\r\nSubject: Tea\r\n\r\nJo had tea.\r\n".encode())
    assert ("is a name left in the text?" in made.text) is is_asked
    assert ("Jo had tea" in made.text) is is_asked


def test_a_folder_that_is_taken_is_not_taken_again() -> None:
    assert draft("Tea.\n").key == "2026/tea-at-4am"
    assert draft("Tea.\n", taken=["2026/tea-at-4am"]).key == "2026/tea-at-4am-2"


def test_thirty_photos_get_a_plain_answer() -> None:
    many = [MailPhoto(f"photo-{number}.jpg", b"") for number in range(30)]
    with pytest.raises(MailRefused, match="more photos than the 12"):
        draft("Tea.\n", many)


def test_only_a_signature_is_no_story_and_only_a_photo_is_one_without_words() -> None:
    with pytest.raises(MailRefused, match="empty"):
        draft("Kind regards,\nJo\n")
    mail = letter("Kind regards,\nJo\n")
    mail.add_attachment(letter("Somebody else's words.\n"))
    with pytest.raises(MailRefused, match="Left out: a mail within the mail; a signature"):
        drafted(posted(mail))
    with pytest.raises(MailRefused, match="nothing but a quoted mail"):
        draft("-------- Forwarded message --------\nFrom: A <a@b.example>\n\nSecret\n")
    assert "(There was no text.)" in draft("Kind regards,\nJo\n", PHOTOS).text


def test_a_date_that_is_far_away_is_today() -> None:
    assert drafted(posted(letter()).replace(b"2026", b"1999")).key.startswith("2026/")


def test_its_mail_is_found_by_a_hash_that_says_nothing_without_the_secret() -> None:
    data = posted(letter())
    mail = read_mail(data)
    assert (
        mail_key(mail, data, "one")
        == mail_key(mail, b"otherwise folded", "one")
        != mail_key(mail, data, "two")
    )
    found = MAIL_MARK.search(drafted(data, mark=mail_key(mail, data, "one")).text)
    assert found
    assert found[1] == mail_key(mail, data, "one")
    nameless = posted(letter(message_id=None))
    other = posted(letter("Other words.\n", message_id=None))
    assert mail_key(read_mail(nameless), nameless, "one") != mail_key(read_mail(other), other, "one")


def test_accents_may_be_letters_of_their_own() -> None:
    mail = read_mail(posted(letter("Jose\u0301 made tea.\n", sender="José Núñez <j.n@m.example>")))
    assert without_sender(mail.text, mail.sender) == "(A name was here.) made tea."


def test_a_number_ends_no_sentence() -> None:
    assert 'summary: "1. Tea for 400. It was hot."' in draft("1. Tea for 400. It was hot.\n").text


def test_the_summary_is_plain_words() -> None:
    mail = letter()
    mail.set_content("<p>We had <b>hot</b> tea,<br>2 * 3 *cups*, on [Ward 7].</p>", subtype="html")
    assert meta_of(drafted(posted(mail))).summary == "We had hot tea, 2 * 3 *cups*, on [Ward 7]."


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("Jo Bloggs", "I am Jo Bloggs.", "I am (A name was here.)."),
        ("Jo Bloggs", "Jo Anne Bloggs", "(A name was here.)"),
        ("BLOGGS, Jo (WARD 7)", "Bloggs, Jo", "(A name was here.)"),
        ("Jo Bloggs", "Write to jo.b@merrowdale.example.", "Write to (An address was here.)."),
        ("Jo Bloggs", "Joy and Jonathan", "Joy and Jonathan"),
        ("Will Ward", "Ward 7 will win. Will Ward", "Ward 7 will win. (A name was here.)"),
        ("Ward 7", "Ward 7 had tea", "Ward 7 had tea"),
        ("The Kitchen Team", "The Kitchen Team had tea", "The Kitchen Team had tea"),
        ("", "Jo had tea", "(A name was here.) had tea"),
        ("Siân O’Brien", "Siân: O’Brien", "(A name was here.): (A name was here.)"),
        ("Sian Pryce", "Siân Pryce, SIÂN", "(A name was here.), (A name was here.)"),
        ("Siân Pryce", "Sian Pryce", "(A name was here.)"),
        ("Łukasz Żak", "Łukasz Zak", "(A name was here.)"),
        ("Sinead O'Neill", "O’Neill, ONeill", "(A name was here.), (A name was here.)"),
        (
            "BLOGGS, Jo (THE TRUST)",
            "Sister Bloggs and Jo",
            "Sister (A name was here.) and (A name was here.)",
        ),
        ("Mary Smith-Jones", "Smith Jones, Smith‑Jones", "(A name was here.), (A name was here.)"),
        ("Jo Bloggs", "It was jo bloggs.", "It was (A name was here.)."),
        ("Jo Bloggs", "We had tea.\n\nlove from jo x", "We had tea.\n\nlove from (A name was here.) x"),
        (
            "Jo Cook",
            "We cook for all the wards, and then we cook again.",
            "We cook for all the wards, and then we cook again.",
        ),
        ("Will Young", "Will young people come? will young", "(A name was here.) people come? will young"),
        (
            "Jo Bloggs",
            "https://a.example/jo.b?x=jo.b%40merrowdale.example",
            "https://a.example/(An address was here.)?x=(An address was here.)",
        ),
    ],
)
def test_the_sender_is_taken_out_and_words_are_not(name: str, text: str, kept: str) -> None:
    assert without_sender(text, Sender(name, "jo.b@merrowdale.example")) == kept


@given(st.text(min_size=1, max_size=200), st.text(max_size=60))
def test_any_words_are_a_draft_that_can_be_read_or_refused(words: str, subject: str) -> None:
    head = f"From: Jo Bloggs <jo@m.example>\nSubject: {' '.join(subject.split())}\n"
    data = f"{head}Content-Type: text/plain; charset=utf-8\n\n{words}".encode("utf-8", "replace")
    with suppress(MailRefused):
        assert meta_of(drafted(data, PHOTOS[:1]))
