"""A way in by mail: a mail with photos becomes a draft here. Knows no network, and opens no photo."""

from goodnews.importers.mail.drafts import LetterForm, MailDraft, MailPhoto, mail_key, make_draft
from goodnews.importers.mail.message import MOST_BYTES, Attachment, Mail, MailRefused, Sender, read_mail
from goodnews.importers.mail.senders import is_from_us

__all__ = [
    "MOST_BYTES",
    "Attachment",
    "LetterForm",
    "Mail",
    "MailDraft",
    "MailPhoto",
    "MailRefused",
    "Sender",
    "is_from_us",
    "mail_key",
    "make_draft",
    "read_mail",
]
