"""Reading a mail: its words, its files, who sent it. Whatever a stranger built, the answer is plain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import InvalidHeaderDefect
from email.message import Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any
from unicodedata import normalize

MOST_BYTES = 60 * 1024 * 1024
"""The largest mail taken; mail servers stop at half of it."""
MOST_PARTS = 200
DEEPEST = 12
"""Parts within parts. A phone's mail has three."""
_LONGEST_HEADER = 2000
_LONGEST_READ = 8000
"""Characters of a header that is read: Python's parser takes minutes over a megabyte."""
_READ = frozenset(
    {
        *("auto-submitted", "authentication-results", "date", "from", "message-id", "precedence"),
        *("sensitivity", "subject"),
        *("content-disposition", "content-id", "content-transfer-encoding", "content-type"),
    }
)
_TNEF, _TNEF_BEGINS = "application/ms-tnef", b"\x78\x9f\x3e\x22"
PRIVATE = "Its sender marked it as private or confidential."
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that nobody sees: they end no line and join no letters, and no story may have some of them."""


class MailRefused(Exception):
    """A mail that no story can be made of, and why: a sentence without anything that the mail says."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a mail says it is from: known to nobody but the mailbox."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What comes after the @, in small letters."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file that came with a mail.

    `kind` is what the mail says it is, `image/heic`; `content_id` what the HTML part calls it, or nothing.
    """

    kind: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, read.

    Attributes:
        subject: on one line.
        sender: of the one From.
        message_id: its own, or nothing.
        sent: when, if it says so; aware.
        text: its plain words.
        html: the same in HTML; one of the two may be empty.
        attachments: in the order of the mail; names are dropped, as they may be a patient's.
        left_out: what can't come along, in words.
        results: its `Authentication-Results`, the topmost first.
    """

    subject: str
    sender: Sender
    message_id: str
    sent: datetime | None
    text: str
    html: str
    attachments: tuple[MailAttachment, ...] = ()
    left_out: tuple[str, ...] = ()
    results: tuple[str, ...] = ()


class BoundedPolicy(EmailPolicy):
    """Python's own way of reading a mail, but for headers that take for ever."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Give a header's name and its words.

        MailRefused when it would be read, and is longer than a person's.
        """
        name, value = super().header_source_parse(sourcelines)
        if len(value) > _LONGEST_READ and name.lower() in _READ:
            raise MailRefused("One of its headers is longer than a person's mail has.")
        return name, value


def read_mail(data: bytes) -> Mail:
    """Read a mail as it came over the wire (RFC 5322).

    MailRefused when it is no mail, no letter of a person, or built to harm.
    """
    refuse_large(len(data))
    if data.lower().count(b"boundary=") > MOST_PARTS or data.count(b"\n--") > 10 * MOST_PARTS:
        raise MailRefused("It has more parts than a person's mail has.")
    try:
        message = BytesParser(policy=BoundedPolicy()).parsebytes(data)
        return _read(message)
    except MailRefused:
        raise
    except Exception:  # noqa: BLE001
        # Python's parser meets a stranger's bytes with a dozen kinds of error.
        raise MailRefused("It can't be read: its form is broken. Ask for it once more.") from None


def refuse_large(size: int) -> None:
    """Refuse a mail of more bytes than a story's letter has."""
    if size > MOST_BYTES:
        raise MailRefused(f"It is larger than {MOST_BYTES >> 20} MB. Ask for fewer photos in one mail.")


def _read(message: Message) -> Mail:
    refuse_by_headers(message)
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attachments: list[MailAttachment] = []
    left_out: list[str] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        _refuse_kind(kind)
        if kind in texts and not part.get_filename() and not _is_binary(part):
            texts[kind].append(_text_of(part))
        elif kind.startswith(("message/", "multipart/")):
            left_out.append("a mail within the mail")
        elif isinstance(payload := part.get_payload(decode=True), bytes) and payload:
            _refuse_kind(_TNEF if payload.startswith(_TNEF_BEGINS) else kind)
            name = re.sub(r"[<>\s]", "", str(part.get("Content-ID", "")))
            attachments.append(MailAttachment(kind, payload, name))
    if not message.keys() or not (any(map(any, texts.values())) or attachments or left_out):
        raise MailRefused("It is empty: there are no words in it and no photo.")
    return Mail(
        subject=one_line(message.get("Subject", "")),
        sender=_sender(message),
        message_id=one_line(message.get("Message-ID", "")),
        sent=_moment(str(message.get("Date", ""))),
        text="\n\n".join(filter(None, texts["text/plain"])),
        html="\n".join(texts["text/html"]),
        attachments=tuple(attachments),
        left_out=tuple(left_out),
        results=tuple(str(value) for value in message.get_all("Authentication-Results", [])),
    )


def refuse_by_headers(message: Message) -> None:
    """Refuse what its headers call a machine's, or private."""
    auto_submitted = str(message.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    precedence = str(message.get("Precedence", "")).lower()
    if (
        auto_submitted != "no"
        or precedence in {"bulk", "junk", "auto_reply"}
        or message.get_content_type() == "multipart/report"
    ):
        raise MailRefused("A machine wrote it: an out-of-office note, a list's or a returned mail.")
    if str(message.get("Sensitivity", "Normal")).strip().lower() != "normal":
        raise MailRefused(PRIVATE)


def _refuse_kind(kind: str) -> None:
    if kind in {_TNEF, "application/vnd.ms-tnef"}:
        raise MailRefused(
            "Its photos are packed in Outlook's own form (winmail.dat), which nothing else opens. "
            "Ask for them again, from a phone."
        )
    if kind == "text/calendar":
        raise MailRefused("It is an invitation to a meeting, not a story.")
    if kind in {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}:
        raise MailRefused("It is encrypted. Ask for it once more, as an ordinary mail.")


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a mail within the mail is one, and stays closed."""
    level: list[tuple[Message, int]] = [(message, 0)]
    count = 0
    while level:
        part, depth = level.pop(0)
        count += 1
        if depth > DEEPEST or count > MOST_PARTS:
            raise MailRefused("It has more parts within parts than a person's mail has.")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = [(child, depth + 1) for child in part.get_payload() if isinstance(child, Message)]
            level = [*inner, *level]
        else:
            yield part


def _is_binary(part: Message) -> bool:
    """Whether what is said to be text is a photo, or another file: its metadata would be read as words."""
    wide = (part.get_content_charset() or "").startswith(("utf-16", "utf-32"))
    return not wide and b"\0" in (part.get_payload(decode=True) or b"")


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        text = data.decode("cp1252", "replace")
    text = as_lines(text)
    if part.get_content_type() == "text/plain" and part.get_param("format", "") == "flowed":
        # RFC 3676: a space at the end says that it goes on, but for the two hyphens above a signature.
        return re.sub(r"(?<=\S)(?<!\n--) \n(?=\S)", " ", text)
    return text


def as_lines(text: str) -> str:
    """A text without signs that nobody sees, its lines ended in one way."""
    return re.sub(r"\r\n?|[\v\f]", "\n", _INVISIBLE.sub("", normalize("NFC", text))).strip("\n")


def _sender(message: Message) -> Sender:
    """The one who sent it; nobody when there are several or none, or when two could read it differently."""
    headers: list[Any] = message.get_all("From", [])
    defects = [defect for header in headers for defect in header.defects]
    is_broken = any(isinstance(defect, InvalidHeaderDefect) for defect in defects)
    values = [str(value)[:_LONGEST_HEADER] for value in headers]
    people = [(name, address) for name, address in getaddresses(values) if name or address]
    if is_broken or len(people) != 1 or people[0][1].count("@") != 1:
        return Sender("", "")
    name, address = people[0]
    return Sender(one_line(name), address.strip().lower())


def _moment(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def one_line(value: object) -> str:
    """A header's words on one line, without signs that nobody sees."""
    return " ".join(_INVISIBLE.sub("", normalize("NFC", str(value)[:_LONGEST_HEADER])).split())
