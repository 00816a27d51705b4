"""A mail's own words: what people write and what programs add."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.importers.mail.message import MailRefused, Sender
from goodnews.importers.mail.words import NOBODY, place_pictures, quoted_pictures, read_text

OWN = "We had tea.\n\nIt was hot."
AROUND = {
    "nothing": OWN,
    "a greeting": f"Hi comms team,\n\n{OWN}",
    "a greeting in Welsh": f"Annwyl bawb,\n\n{OWN}",
    "an iPhone": f"{OWN}\n\nSent from my iPhone",
    "Outlook on a phone": f"{OWN}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>",
    "two hyphens": f"{OWN}\n\n-- \nJo Bloggs\nWard Sister",
    "a goodbye": f"{OWN}\n\nKind regards,\n\nJo Bloggs\nWard Sister | Ward 7\nTel: 01234 567890",
    "thanks as a goodbye": f"{OWN}\n\nMany thanks\nJo",
    "a goodbye in Welsh": f"{OWN}\n\nDiolch yn fawr,\nJo",
    "a goodbye in both": f"{OWN}\n\nCofion cynnes / Kind regards,\nJo\nWard 7\nFfôn / Tel: 01539 555123",
    "a long signature": f"{OWN}\n\nKind regards,\n\nJo\n" + "A line of it\n" * 22,
    "a disclaimer": f"{OWN}\n\nJo\n\nThis email may contain confidential information. If you are not the "
    "intended recipient please delete it. A long list of machines has read it, and nobody reads this.",
    "a quoted mail": f"{OWN}\n\nOn 25 Nov 2026, at 09:00, Comms <c@m.example> wrote:\n\n> Send us stories",
    "a quoted mail, wrapped": f"{OWN}\n\nOn 25 Nov 2026, The Communications Team\n<c@m.example> wrote:\n> Hi",
    "Outlook's quoted mail": f"{OWN}\n\n____________\nFrom: Comms\nSent: 25 November 2026\n"
    "To: All\nSubject: Stories\n\nSend us stories",
    "a forwarded mail": f"{OWN}\n\n-------- Forwarded message --------\nFrom: A <a@b.example>\n\nSecret",
    "quoted lines": f"> Would you write?\n\n{OWN}\n> Thanks",
}


WROTE = "On 25 Nov 2026, at 09:00, Comms <c@m.example> wrote:\n"
LONG = "> My husband Peter was on your ward, with a thing that nobody had\n"
ANSWERED = {
    "below the quoted mail": f"{WROTE}> Would you write?\n\n{OWN}",
    "above and below": f"We had tea.\n\n{WROTE}\n> How was it?\n\nIt was hot.",
    "line by line": f"{WROTE}> What did you do?\nWe had tea.\n\n> How was it?\nIt was hot.",
    "with a lead of two lines": f"On 25 Nov 2026, Comms\n<c@m.example> wrote:\n\n> Hello\n\n{OWN}",
    "below a line that was wrapped": f"{WROTE}{LONG}seen before.\n> Peter\n\n{OWN}\n> Peter",
    "a goodbye in front of the quoted mail": f"{OWN}\n\n{WROTE}{LONG}seen before, 943 476 5919\n> Peter",
    "another quoted mail below": f"{OWN}\n\n{WROTE}> Hi\n\nMary Jones <m@x.example> wrote:\nPeter",
    "headers below": f"{OWN}\n\n{WROTE}> Hi\n\nFrom: Mary\nSent: today\nTo: me\n\nPeter",
}


@pytest.mark.parametrize("text", ANSWERED.values(), ids=ANSWERED.keys())
def test_answers_between_quoted_lines_stay_and_nothing_of_what_was_quoted(text: str) -> None:
    read = read_text(text, "")
    assert read.markdown.strip() == OWN
    assert read.left_out == ("a quoted mail",)


def test_a_letter_that_has_ended_has_no_answers_below() -> None:
    footer = "Merrowdale Trust is a long name, and this is a long line that a machine wrote below all."
    for end in ("Kind regards\nJo Bloggs\n07700900123", "Sent from my iPhone", "01539 555123"):
        read = read_text(f"{OWN}\n\n{end}\n\n{WROTE}> Hello\n\n{footer * 2}", "")
        assert read.markdown.strip() == OWN


BANNERS = (
    "CAUTION: This email originated from outside of the organisation. Do not open attachments.",
    "*** External email. Do not click on links. ***",
    "You don't often get email from this external sender.",
)


@pytest.mark.parametrize("banner", BANNERS)
def test_a_mail_server_s_warning_is_no_part_of_the_story(banner: str) -> None:
    read = read_text(f"{banner}\n\n{OWN}\n\n{'*' * 60}", "")
    assert read.markdown.strip() == OWN
    assert read.left_out == ("a mail server's warning",)
    assert read_text(f"We sat outside.\n\n{banner}", "").markdown.startswith("We sat outside.")


PHONES = "T: 01539 555 123  M: 07700 900123"
FROM_JO = {
    "a signature without a goodbye": f"{OWN}\n\nJo Bloggs\nWard Manager | Ward 7\n{PHONES}\nE: jo@m.example",
    "pronouns": f"{OWN}\n\nJo Bloggs (she/her)\nSuperintendent Radiographer | Merrowdale Hospitals\n{PHONES}",
    "love": f"{OWN}\n\nWith much love and thanks,\nJo Bloggs (Mrs)\n12 Acacia Road, ME1 4AB",
    "a goodbye and a name on one line": f"{OWN}\n\nThanks, Jo\nTel 07700 900123",
    "a short goodbye": f"{OWN}\n\nKR\nJo Bloggs\n07700900123",
    "numbers alone": f"{OWN}\n\nWard 7\n{PHONES}",
    "an address alone": f"{OWN}\n\nother@merrowdale.example",
    "another order": f"{OWN}\n\nMary Jones <m@x.example> wrote on 20 Nov:\nMy husband Peter, 943 476 5919.",
    "another language": f"{OWN}\n\nAm 20.11.2026 um 10:00 schrieb Mary Jones:\n> Peter, 943 476 5919",
    "wrapped twice": f"{OWN}\n\nOn Fri, 20 Nov 2026 at 10:00,\nMary Jones <m@x.example>\nwrote:\n\n> Peter",
    "headers in another language": f"{OWN}\n\nVon: Mary Jones <m@x.example>\nGesendet: Freitag, 10:00\n"
    "An: Jo Bloggs\nBetreff: Danke\n\nMy husband Peter, 943 476 5919.",
    "another language, wrapped": f"{OWN}\n\nAm 20.11.2026 schrieb Mary Jones\n<m@x.example>:\nPeter",
}


@pytest.mark.parametrize("text", FROM_JO.values(), ids=FROM_JO.keys())
def test_what_says_who_wrote_goes_however_it_is_written(text: str) -> None:
    read = read_text(text, "", sender=Sender("Jo Bloggs", "jo@m.example"))
    assert read.markdown.strip() == OWN
    assert len(read.left_out) == 1, "and is named"


LINKS = '<a href="tel:01539555123">01539 555123</a> | <a href="https://a.example/chat">Chat with me here</a>'
JOB = "Superintendent Radiographer | Merrowdale University Hospitals NHS Foundation Trust"
IN_HTML_FROM_JO = {
    "links": f"<p>Jo</p><p><b>Jo Bloggs</b> (she/her)</p><p>{JOB}</p><p>{LINKS}</p><p>Mon-Thu</p>",
    "a table": "<table><tr><td><b>Jo Bloggs</b></td></tr><tr><td>Ward 7</td></tr>"
    "<tr><td>T: 01539 555123</td></tr></table>",
    "a goodbye": "<div>Kind regards,<br>Jo Bloggs<br>Ward 7<br>T: 01539 555123</div>",
    "a number": "<div>Ward 7<br>T: 01539 555123<br></div>",
    "a telephone": "<div>Sent from my iPhone<br></div>",
    "a quoted mail": "<div>From: Mary Jones<br>Sent: 18 November<br>To: Jo<br>Subject: Peter<br>"
    "My husband, 943 476 5919.</div>",
}


@pytest.mark.parametrize("end", IN_HTML_FROM_JO.values(), ids=IN_HTML_FROM_JO.keys())
def test_what_ends_a_letter_in_html_goes_too(end: str) -> None:
    html = f"<div>Hello,<br>We had tea.</div><p>It was hot.</p>{end}"
    assert read_text("", html, sender=Sender("Jo Bloggs", "jo@m.example")).markdown.strip() == OWN


HATS, PETER = '<img src="cid:hats">', '<img src="cid:peter">'
OUTLOOK = "From: Mary\nSent: today\nTo: me\nSubject: Peter\n\n[cid:peter]"
IN_HTML = "<p>From: Mary<br>Sent: today<br>To: me<br>Subject: Peter</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", f'<p>Tea.</p>{HATS}<blockquote class="gmail_quote">Peter {PETER}</blockquote>'),
        ("Tea.\n\n[image: hats]", f'<p>Tea.</p>{HATS}<div class="gmail_quote">{PETER}</div>'),
        ("", f"<p>Tea.</p><p>{HATS}</p>{IN_HTML}<p>{PETER}</p>"),
        (f"Tea.\n\n[cid:hats]\n\n{OUTLOOK}", ""),
        (f"Tea.\n\n[cid:hats]\n\n{OUTLOOK}", f"{HATS}{PETER}"),
        ("Tea.\n\n[cid:hats]", f"{HATS}{PETER}{'<b>' * 30_000}"),
        ("Tea.", f"<p>Tea.</p>{HATS}{'<b> </b>' * 5_000}<blockquote>{PETER}</blockquote>"),
    ],
    ids=[
        *("HTML", "plain words too", "Outlook's HTML", "Outlook's words", "the two differ", "too much HTML"),
        "much HTML",
    ],
)
def test_pictures_of_quoted_mails_are_known(text: str, html: str) -> None:
    assert quoted_pictures(text, html, NOBODY) == {"peter"}


def test_pictures_in_the_words_of_outlook_and_below_a_phone_s_last_line_are_the_writer_s() -> None:
    read = read_text("Tea.\n\n[cid:hats]\n\nIt was hot.", "")
    assert place_pictures(read.markdown, ("hats.jpg",)) == "Tea.\n\n![](hats.jpg)\n\nIt was hot.\n"
    assert quoted_pictures("", f"Tea.<div>Sent from my iPhone</div>{HATS}", NOBODY) == set()


@pytest.mark.parametrize("text", AROUND.values(), ids=AROUND.keys())
def test_what_programs_and_manners_add_goes(text: str) -> None:
    kept = read_text(text, "").markdown.removesuffix("\n\nJo\n").strip()
    assert kept == OWN


KEPT = {
    "thanks that are the story": "Thank you, Ward 7, for looking after my dad.\n\nHe is home.",
    "thanks to somebody": "We had cake.\n\nThank you, Mary, and everybody on Ward 7!",
    "a number to ring": "Come and sing.\n\nTo book, ring 01539 555123 by Friday.",
    "a letter that is one line": "Good morning from Ward 7, the kettle is mended",
    "words that somebody wrote": "At 4am a patient wrote:\n\nYou are all stars.",
    "a list": "We need:\n\n- milk\n- tea",
    "a line that begins with On": "On Monday we wrote: this is the best ward.\n\nThen we had tea.",
    "what only sounds like a warning": "We chalked a message outside the ward.\n\nMind the steps.",
    "a goodbye in the middle": "Best wishes\n\nThat is what the card said, and it made everybody on the "
    "ward cry and laugh and cry again, for it came with a cake and a song that nobody could stop singing.",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert read_text(text, "").markdown.strip() == text


def test_hard_wrapped_lines_are_one_paragraph_and_short_ones_stay_lines() -> None:
    wrapped = "Last night the kettle on the ward broke, and our porter went\nhome for his own.\n\nTea\nCake"
    assert read_text(wrapped, "").markdown == (
        "Last night the kettle on the ward broke, and our porter went home for his own.\n\nTea<br>\nCake\n"
    )


def test_signs_are_only_signs() -> None:
    assert read_text("# 1 ward & <b>2*3*4</b>\n", "").markdown == "\\# 1 ward & &lt;b>2\\*3\\*4&lt;/b>\n"


def test_an_invitation_s_lines_are_no_mail_s_headers() -> None:
    text = "Come and sing.\n\nWhen: Friday at 10:00\nWhere: the canteen\nWho: everybody"
    assert read_text(text, "").markdown.endswith("Who: everybody\n")


HTML = (
    "<html><head><style>p {}</style></head><body><div>Hello,</div><p>We had <b>hot</b> tea.</p>"
    '<p><img src="cid:1@phone"><img src="https://track.example/p.gif"></p>'
    '<p>See <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ftea.example%2F&amp;data='
    'stories%40merrowdale.example">this</a>.</p><div id="Signature">Jo Bloggs</div>'
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Somebody</div>'
    "<div>Secret words</div></body></html>"
)


def test_html_is_markdown_without_signature_quotes_and_pictures_that_count_readers() -> None:
    read = read_text("", HTML)
    assert "We had **hot** tea." in read.markdown
    assert "[this](https://tea.example/)" in read.markdown
    assert read.pictures == ("cid:1@phone",)
    for words in ("Hello", "Bloggs", "Secret", "Somebody", "track", "safelinks", "merrowdale"):
        assert words not in read.markdown, words
    assert "a quoted mail, or a signature" in read.left_out


HIDDEN = (
    "display : none",
    "visibility:hidden",
    "font-size:0",
    "MAX-HEIGHT:0px",
    "opacity: 0.0",
    "mso-hide:all",
)


@pytest.mark.parametrize("style", HIDDEN)
def test_what_nobody_sees_is_no_part_of_the_story(style: str) -> None:
    html = f"<p>We had tea.</p><div style='color: red; {style}'>Peter</div><p hidden>Peter</p>"
    assert read_text("", f"{html}<template>Peter</template>").markdown == "We had tea.\n"
    seen = "<p style='opacity: 0.9; font-size: 0.8em; display: block'>We had tea.</p>"
    assert read_text("", seen).markdown == "We had tea.\n"


def test_a_link_that_names_whoever_wrote_leads_nowhere_and_is_named() -> None:
    address = "jo.bloggs@m.example"
    links = (
        f"mailto:{address}",
        "https://a.example/?to=Jo.Bloggs%40m.example",
        "https://a.example/jo.bloggs",
    )
    html = "".join(f"<p>See <a href='{link}'>this</a></p>" for link in links)
    read = read_text("", html, sender=Sender("Jo Bloggs", address))
    assert read.markdown == "See this\n\nSee this\n\nSee this\n"
    assert read.left_out == ("a link to whoever wrote",)


def test_what_did_not_come_along_is_named_by_its_kind_and_never_by_its_words() -> None:
    html = (
        '<p>We had tea.</p><p><a href="file:///peter">Peter Jones</a></p><form><p>943 476 5919</p></form>'
        '<svg><text>Peter Jones</text></svg><iframe src="https://peter.example/"></iframe>[jones]'
    )
    left_out = read_text("", html).left_out
    assert "a link" in left_out
    assert [words for words in left_out if re.search("(?i)peter|jones|943|“|://", words)] == []


PROMPTS = ("What happened?", "Who was there?", "Who are you?")


def test_of_our_own_letter_only_what_happened_is_the_story() -> None:
    text = (
        "What happened?\n\nWe had tea.\n\nWho was there?\n\nMrs Bloggs\n\nWho are you?\n\nJo, 01234 567890\n"
    )
    read = read_text(text, "", PROMPTS)
    assert read.markdown == "We had tea.\n"
    assert read.left_out == ("who was there, and who wrote it: that is in the mail",)


@given(st.text(alphabet="On wrote:\n>-_ab.From", max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_text(text, "").markdown, str)


@pytest.mark.parametrize("line", ["On " + "a " * 4_000, "From: " * 1_600, "-" * 9_000, "thanks " * 1_400])
def test_a_line_that_is_built_to_take_long_does_not(line: str) -> None:
    assert read_text(f"{line}\nTea.\n", "").markdown


def test_a_layout_of_too_many_tags_is_refused_before_it_is_read() -> None:
    with pytest.raises(MailRefused, match="layout"):
        read_text("", "<b>" * 100_000)


@pytest.mark.parametrize("text", ["-" * 20_000, "tea\n" * 50_000])
def test_what_is_longer_than_a_story_is_refused(text: str) -> None:
    with pytest.raises(MailRefused, match="longer"):
        read_text(text, "")
    with pytest.raises(MailRefused, match="longer"):
        read_text("a\n" * 3_000, "")
    with pytest.raises(MailRefused, match="longer"):
        read_text("", "<p>a</p>" * 3_000)
    with pytest.raises(MailRefused, match="longer"):
        read_text("", f"<p>{text}</p>")
