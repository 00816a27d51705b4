"""Reading a mail that Outlook saved (`.msg`), by python-oxmsg."""

from email.parser import HeaderParser
from email.utils import parseaddr

from oxmsg import Message

from goodnews.importers.mail.message import (
    BoundedPolicy,
    Mail,
    MailAttachment,
    MailRefused,
    Sender,
    refuse_large,
)

_INVITATION = "IPM.Schedule"


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
    name, address = parseaddr(message.sender or "")
    attachments, left_out = list[MailAttachment](), list[str]()
    for attached in message.attachments:
        if attached.attached_by_value and attached.file_bytes:
            kind = attached.mime_type or "application/octet-stream"
            attachments.append(MailAttachment(kind.lower(), attached.file_bytes))
        else:
            left_out.append("a mail within the mail, or a link to a file")
    text, html = message.body or "", message.html_body or ""
    if not (text.strip() or html.strip() or attachments or left_out):
        raise MailRefused("It is empty: there are no words in it and no photo.")
    return Mail(
        subject=" ".join(message.subject.split()),
        sender=Sender(name, address.lower()),
        message_id=" ".join(str(headers.get("Message-ID", "")).split()),
        sent=message.sent_date,
        text=text.replace("\r\n", "\n").replace("\r", "\n"),
        html=html,
        attachments=tuple(attachments),
        left_out=tuple(left_out),
    )
