"""Reading mails: what phones send, and what strangers build."""

import time
from email.message import EmailMessage

import pytest

from goodnews.importers.mail.message import MOST_BYTES, MailRefused, Sender, read_mail

from .letters import letter, posted


def test_words_photos_sender_and_moment_are_read() -> None:
    mail = read_mail(posted(letter("Tea.\n", ("IMG_1.HEIC", b"a photo"))))
    assert mail.subject == "Tea at 4am"
    assert mail.sender == Sender("Jo Bloggs", "jo.bloggs@merrowdale.example")
    assert mail.message_id == "<tea-1@phone.example>"
    assert mail.text == "Tea."
    assert [(each.kind, each.data) for each in mail.attachments] == [("image/heic", b"a photo")]
    assert mail.sent is not None
    assert mail.sent.year == 2026


def test_a_phone_s_parts_between_photos_are_one_text_in_order() -> None:
    mail = letter("Before.\n", ("a.jpg", b"1"))
    mail.attach(second := EmailMessage())
    second.set_content("After.\n")
    assert read_mail(posted(mail)).text == "Before.\n\nAfter."


@pytest.mark.parametrize(
    ("charset", "text"),
    [("utf-8", "Tŷ"), ("iso-8859-1", "café"), ("windows-1252", "“Tea”"), ("x-nonsense", "Tea")],
)
def test_any_charset_is_read(charset: str, text: str) -> None:
    body = text.encode(charset if charset != "x-nonsense" else "ascii")
    kind = f"text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit"
    head = f"From: a@b.example\r\nContent-Type: {kind}\r\n\r\n"
    assert read_mail(head.encode() + body).text == text


def test_lines_that_flow_are_one_and_a_signature_stays_below_them() -> None:
    head = b"From: a@b.example\r\nContent-Type: text/plain; format=flowed\r\n\r\n"
    flowed = b"We had tea \r\nat four.\r\n\r\n-- \r\nJo\r\n"
    assert read_mail(head + flowed).text == "We had tea at four.\n\n-- \nJo"


def test_a_mail_within_the_mail_is_named_and_stays_closed() -> None:
    mail = letter()
    mail.add_attachment(letter("Somebody else's words.\n"))
    found = read_mail(posted(mail))
    assert found.left_out == ("a mail within the mail",)
    assert "Somebody" not in found.text


def with_part(kind: str, name: str = "") -> EmailMessage:
    mail = letter()
    main, _, sub = kind.partition("/")
    mail.add_attachment(b"bytes", main, sub, filename=name or None)
    return mail


def with_header(name: str, value: str) -> EmailMessage:
    mail = letter()
    mail[name] = value
    return mail


def nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return f"From: a@b.example\r\n{head}Content-Type: text/plain\r\n\r\nTea".encode()


def with_raw_header(header: str) -> bytes:
    return f"From: a@b.example\r\n{header}\r\n\r\nTea".encode()


def with_tnef_in_disguise() -> bytes:
    mail = letter()
    mail.add_attachment(b"\x78\x9f\x3e\x22 photos", "application", "octet-stream", filename="winmail.dat")
    return posted(mail)


REFUSED = {
    "TNEF": (posted(with_part("application/ms-tnef", "winmail.dat")), "winmail.dat"),
    "TNEF in disguise": (with_tnef_in_disguise(), "winmail.dat"),
    "a giant subject": (with_raw_header("Subject: " + "tea " * 500_000), "headers"),
    "a giant type": (with_raw_header("Content-Type: text/plain; " + "a=b; " * 100_000), "headers"),
    "thousands of parts": (
        with_raw_header("Content-Type: multipart/mixed; boundary=b") + b"\r\n--b\r\n\r\nx" * 100_000,
        "more parts",
    ),
    "an invitation": (posted(with_part("text/calendar")), "invitation"),
    "encrypted": (posted(with_part("application/pkcs7-mime")), "encrypted"),
    "out of office": (posted(with_header("Auto-Submitted", "auto-replied")), "machine"),
    "marked as private": (posted(with_header("Sensitivity", "Company-Confidential")), "confidential"),
    "a list": (posted(with_header("Precedence", "bulk")), "machine"),
    "empty": (posted(letter("")), "empty"),
    "nothing at all": (b"", "empty"),
    "parts within parts": (nested(40), "parts within parts"),
    "hundreds of parts": (nested(400), "more parts"),
    "parts": (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 999,
        "parts",
    ),
    "too large": (b"x" * (MOST_BYTES + 1), "larger than"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_story_gets_a_plain_answer(data: bytes, words: str) -> None:
    began = time.monotonic()
    with pytest.raises(MailRefused, match=words):
        read_mail(data)
    assert time.monotonic() - began < 20


def test_what_is_long_and_never_read_harms_nobody() -> None:
    assert read_mail(with_raw_header("References: " + "<a@b> " * 100_000)).text == "Tea"


def test_signs_that_nobody_sees_are_taken_out_and_a_line_s_end_stays_one() -> None:
    mail = read_mail(posted(letter("We\u200b had\u202e tea\x0bat\x1b 4\ufeffam.\n", subject="Te\u2066a")))
    assert (mail.text, mail.subject) == ("We had tea\nat 4am.", "Tea")


@pytest.mark.parametrize(
    "header",
    [
        "From: a@b.example, c@d.example",
        "From: a@b@c.example",
        "To: nobody",
        "From: =?x?q?=FF?=",
        "From: ,,<>",
    ],
)
def test_several_senders_or_none_are_nobody(header: str) -> None:
    assert read_mail(f"{header}\r\n\r\nTea".encode()).sender.domain in {"", "c.example"} - {"c.example"}


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Thu, 99 Nov 2026 10:00:00 +0000", "Thu, 26 Nov 99999 10:00:00 +0000"]
)
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert read_mail(f"From: a@b.example\r\nDate: {date}\r\n\r\nTea".encode()).sent is None
