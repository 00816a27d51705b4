"""Reading a mail that Outlook saved (`.msg`), by python-oxmsg."""

from email.parser import HeaderParser
from email.utils import parseaddr

from oxmsg import Message

from goodnews.importers.mail.message import (
    PRIVATE,
    BoundedPolicy,
    Mail,
    MailAttachment,
    MailRefused,
    Sender,
    as_lines,
    one_line,
    refuse_by_headers,
    refuse_large,
)

_INVITATION = "IPM.Schedule"
_SENSITIVITY, _CONTENT_ID = 0x0036, 0x3712
"""Properties by their numbers ([MS-OXPROPS])."""


def read_outlook(data: bytes) -> Mail:
    """Read a mail as Outlook saves it ([MS-OXMSG]).

    MailRefused when it is no such file, broken, or no letter of a person.
    """
    refuse_large(len(data))
    try:
        return _read(Message.load(data))
    except MailRefused:
        raise
    except Exception:  # noqa: BLE001
        # olefile and python-oxmsg meet a stranger's bytes with a dozen kinds of error.
        raise MailRefused("It is no mail that Outlook saved, or it is broken. Save it as .eml.") from None


def _read(message: Message) -> Mail:
    if message.message_class.startswith(_INVITATION):
        raise MailRefused("It is an invitation to a meeting, not a story.")
    headers = HeaderParser(policy=BoundedPolicy()).parsestr(
        "".join(f"{name}: {value}\n" for name, value in message.message_headers.items())
    )
    refuse_by_headers(headers)
    if message.properties.int_prop_value(_SENSITIVITY):
        raise MailRefused(PRIVATE)
    name, address = parseaddr(message.sender or "")
    attachments, left_out = list[MailAttachment](), list[str]()
    for attached in message.attachments:
        if attached.attached_by_value and attached.file_bytes:
            kind = attached.mime_type or "application/octet-stream"
            content_id = attached.properties.str_prop_value(_CONTENT_ID) or ""
            attachments.append(MailAttachment(kind.lower(), attached.file_bytes, content_id))
        else:
            left_out.append("a mail within the mail, or a link to a file")
    text, html = message.body or "", message.html_body or ""
    if not (text.strip() or html.strip() or attachments or left_out):
        raise MailRefused("It is empty: there are no words in it and no photo.")
    return Mail(
        subject=one_line(message.subject),
        sender=Sender(one_line(name), address.lower()),
        message_id=one_line(headers.get("Message-ID", "")),
        sent=message.sent_date,
        text=as_lines(text),
        html=html,
        attachments=tuple(attachments),
        left_out=tuple(left_out),
    )
