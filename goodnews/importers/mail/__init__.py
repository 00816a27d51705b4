"""A way in by mail: a mail with photos becomes a draft here. Knows no network, and opens no photo."""

from goodnews.importers.mail.drafts import (
    MAIL_MARK,
    DraftRules,
    LetterForm,
    MailDraft,
    MailPhoto,
    mail_key,
    make_draft,
    refuse_many,
)
from goodnews.importers.mail.message import (
    Mail,
    MailAttachment,
    MailRefused,
    Sender,
    read_mail,
    refuse_large,
)
from goodnews.importers.mail.outlook import read_outlook
from goodnews.importers.mail.senders import is_from_us

__all__ = [
    "MAIL_MARK",
    "DraftRules",
    "LetterForm",
    "Mail",
    "MailAttachment",
    "MailDraft",
    "MailPhoto",
    "MailRefused",
    "Sender",
    "is_from_us",
    "mail_key",
    "make_draft",
    "read_mail",
    "read_outlook",
    "refuse_large",
    "refuse_many",
]
