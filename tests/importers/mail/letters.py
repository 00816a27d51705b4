"""Mails as phones and programs write them."""

from email.message import EmailMessage
from email.utils import format_datetime

from goodnews.story import LONDON
from tests.mail_server import AUTHSERV
from tests.site.conftest import NOW

SENDER = "Jo Bloggs <jo.bloggs@merrowdale.example>"
VOUCHED = (
    f"{AUTHSERV}; dmarc=pass (p=reject) header.from=merrowdale.example; spf=pass smtp.mailfrom=x@y.example"
)
WORDS = """\
Hi all,

Last night the ward kettle broke. Our porter fetched one from home,
and we all had hot tea at 4am.

It tasted wonderful.

Kind regards,
Jo
"""


def letter(
    words: str = WORDS,
    *photos: tuple[str, bytes],
    subject: str = "Tea at 4am",
    sender: str = SENDER,
    results: str | None = VOUCHED,
    message_id: str | None = "<tea-1@phone.example>",
) -> EmailMessage:
    """A mail as a phone writes it."""
    mail = EmailMessage()
    if results is not None:
        mail["Authentication-Results"] = results
    mail["From"] = sender
    mail["To"] = "stories@merrowdale.example"
    mail["Subject"] = subject
    mail["Date"] = format_datetime(NOW.astimezone(LONDON))
    if message_id:
        mail["Message-ID"] = message_id
    mail.set_content(words)
    for name, data in photos:
        kind = "heic" if name.lower().endswith("heic") else "jpeg"
        mail.add_attachment(data, "image", kind, filename=name)
    return mail


def posted(mail: EmailMessage) -> bytes:
    """Its bytes as they go over the wire."""
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
