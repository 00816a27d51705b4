"""Mails that Outlook saved as `.msg`."""

import contextlib
import random

import pytest

from goodnews.importers.mail.message import MailAttachment, MailRefused, Sender
from goodnews.importers.mail.outlook import read_outlook

from .outlook_file import outlook_file

HEADERS = "From: Jo Bloggs <jo.bloggs@merrowdale.example>\r\nMessage-ID: <o-1@merrowdale.example>\r\n"
LETTER: dict[int, str | bytes | int] = {
    0x001A: "IPM.Note",
    0x0037: "Tea at 4am",
    0x007D: HEADERS,
    0x1000: "We had tea.\r\nIt was hot.\r\n",
}
PHOTO = bytes(range(256)) * 40


def test_words_photos_and_sender_are_read() -> None:
    photo = {0x3701: PHOTO, 0x3705: 1, 0x370E: "image/jpeg", 0x3712: "image001.jpg@01"}
    mail = read_outlook(outlook_file(LETTER, photo))
    assert mail.subject == "Tea at 4am"
    assert mail.text == "We had tea.\nIt was hot."
    assert mail.sender == Sender("Jo Bloggs", "jo.bloggs@merrowdale.example")
    assert mail.message_id == "<o-1@merrowdale.example>"
    assert mail.attachments == (MailAttachment("image/jpeg", PHOTO, "image001.jpg@01"),)


def test_what_is_only_a_link_to_a_file_is_named() -> None:
    assert read_outlook(outlook_file(LETTER, {0x3705: 7})).left_out == (
        "a mail within the mail, or a link to a file",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (outlook_file({**LETTER, 0x001A: "IPM.Schedule.Meeting.Request"}), "invitation"),
        (outlook_file({0x001A: "IPM.Note"}), "empty"),
        (outlook_file({**LETTER, 0x0036: 2}), "private"),
        (outlook_file({**LETTER, 0x007D: f"{HEADERS}Sensitivity: Company-Confidential\r\n"}), "private"),
        (outlook_file({**LETTER, 0x007D: f"{HEADERS}Auto-Submitted: auto-replied\r\n"}), "A machine"),
        (b"", "no mail that Outlook saved"),
        (b"From: a mail of another kind\r\n\r\n", "no mail that Outlook saved"),
        (outlook_file(LETTER)[:900], "no mail that Outlook saved"),
    ],
)
def test_what_is_no_story_gets_a_plain_answer(data: bytes, words: str) -> None:
    with pytest.raises(MailRefused, match=words):
        read_outlook(data)


@pytest.mark.parametrize("seed", range(40))
def test_a_file_that_was_spoilt_anywhere_is_read_or_refused(seed: int) -> None:
    chance, data = random.Random(seed), bytearray(outlook_file(LETTER, {0x3701: PHOTO, 0x3705: 1}))
    for _ in range(chance.randrange(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    with contextlib.suppress(MailRefused):
        assert isinstance(read_outlook(bytes(data)).subject, str)
