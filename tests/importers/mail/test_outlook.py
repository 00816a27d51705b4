"""Mails that Outlook saved as `.msg`."""

import contextlib
import random

import pytest

from goodnews.importers.mail.message import MailRefused, Sender
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
    mail = read_outlook(outlook_file(LETTER, {0x3701: PHOTO, 0x3705: 1, 0x370E: "image/jpeg"}))
    assert mail.subject == "Tea at 4am"
    assert mail.text == "We had tea.\nIt was hot.\n"
    assert mail.sender == Sender("Jo Bloggs", "jo.bloggs@merrowdale.example")
    assert mail.message_id == "<o-1@merrowdale.example>"
    assert [(each.kind, each.data) for each in mail.attachments] == [("image/jpeg", PHOTO)]


def test_what_is_only_a_link_to_a_file_is_named() -> None:
    assert read_outlook(outlook_file(LETTER, {0x3705: 7})).left_out == (
        "a mail within the mail, or a link to a file",
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (outlook_file({**LETTER, 0x001A: "IPM.Schedule.Meeting.Request"}), "invitation"),
        (outlook_file({0x001A: "IPM.Note"}), "empty"),
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
