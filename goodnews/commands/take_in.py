"""`./inv take-in`: mails become draft stories, from files or from a mailbox."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from goodnews.bounded import OutOfBounds, call_within
from goodnews.config import SiteConfig
from goodnews.files import disk_in_words, stamp_of, write_atomically
from goodnews.history import STORIES
from goodnews.i18n import LANGUAGES, messages_for
from goodnews.importers.mail.drafts import (
    MAIL_MARK,
    DraftRules,
    LetterForm,
    MailDraft,
    MailPhoto,
    in_words,
    mail_key,
    make_draft,
    refuse_many,
    without_quoted_pictures,
)
from goodnews.importers.mail.message import Mail, MailAttachment, MailRefused, read_mail
from goodnews.importers.mail.outlook import read_outlook
from goodnews.photos import PhotoError, recognise, size_of, tidy_photo
from goodnews.problems import CommandError, UsageError

MAIL_SECONDS = 240.0
"""For one mail: twelve photos, cleaned and looked into, take a minute on a slow machine."""
MAIL_MEMORY = 2 << 30
"""Bytes; the largest photo that is taken needs half of them."""
SMALLEST = 200
"""Pixels; what is smaller is a logo in a signature."""
BANNER, TALLEST_BANNER = 2.5, 400
"""How many times as wide as high one is, and its pixels; a panorama has more."""
_FILMS = ("video/", "audio/")
_DOCUMENTS = re.compile("pdf|word|opendocument.text|rtf|presentation|powerpoint")
R = TypeVar("R")


@dataclass(frozen=True)
class TakeInReport:
    """What became of each mail, a line each: what was taken in, and what a person has to look at, and why.

    `after` says what comes next.
    """

    taken: tuple[str, ...]
    waiting: tuple[str, ...]
    after: str = ""

    @property
    def code(self) -> int:
        """The exit code: 1 when a person has to look at a mail."""
        return int(bool(self.waiting))

    def as_text(self) -> str:
        """Lines for a terminal, and for a run's summary."""
        lines = [*self.taken, *self.waiting, self.after]
        return "\n".join(filter(None, lines)) or "There is no new mail."


def take_in_files(
    root: Path, config: SiteConfig, files: Sequence[Path], now: datetime, environ: Mapping[str, str]
) -> TakeInReport:
    """Make a draft story of each mail that was saved as a file; one that was taken in before is left alone.

    The files are `.eml`, or `.msg` as Outlook saves it. Only with `MAIL_SECRET` is a mail known again.
    CommandError when no file is named or one can't be read, or the disk refuses.
    """
    if not files:
        raise UsageError(
            "No mail is named.", "Name the files, as in ./inv take-in MAIL.eml, or take in --mailbox."
        )
    taken, waiting = list[str](), list[str]()
    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"“{file}” can't be read ({error.strerror}).", "Check its name.") from None
        read = read_outlook if file.suffix.lower() == ".msg" else read_mail
        try:
            draft = within_bounds(_draft_of_file, read, data, root, config, now, environ)
        except MailRefused as refusal:
            waiting.append(f"{file.name} could not be taken in. {refusal}")
            continue
        if before := next((key for key, mark in marks_of(root) if draft.mark and mark == draft.mark), ""):
            taken.append(f"{file.name} was taken in before: {before}.")
            continue
        with disk_in_words("The draft can't be written"):
            for path, content in draft.files().items():
                write_atomically(root / path, content)
        taken.append(f"{file.name} is {STORIES}/{draft.key} now.{in_words(draft.left_out)}")
    after = "Its questions are still to be answered: ./inv check names them." if taken else ""
    return TakeInReport(tuple(taken), tuple(waiting), after)


def within_bounds(make: Callable[..., R], *arguments: object) -> R:
    """Call what makes something of a stranger's mail, in such a way that no mail keeps others waiting.

    MailRefused when it can't be made, or the mail takes too much time or memory. CommandError when the world
    needs attention, and the mail does not.
    """
    try:
        return call_within(MAIL_SECONDS, MAIL_MEMORY, make, *arguments)
    except (MailRefused, CommandError):
        raise
    except (OutOfBounds, MemoryError):
        raise MailRefused(
            "It takes more time or memory than a letter should. Ask for it once more, with fewer photos."
        ) from None
    except Exception as error:  # noqa: BLE001
        # Whatever a stranger built: its words are in no traceback.
        raise MailRefused(f"This program stumbles over it ({type(error).__name__}).") from None


def _draft_of_file(
    read: Callable[[bytes], Mail],
    data: bytes,
    root: Path,
    config: SiteConfig,
    now: datetime,
    environ: Mapping[str, str],
) -> MailDraft:
    mail, secret = read(data), environ.get("MAIL_SECRET", "")
    return draft_of(mail, root, config, now, mail_key(mail, data, secret) if secret else "")


def draft_of(mail: Mail, root: Path, config: SiteConfig, now: datetime, mark: str) -> MailDraft:
    """Make the draft of a mail, with its photos clean.

    MailRefused when no story can be made of it.
    """
    taken = {path.parent.relative_to(root / STORIES).as_posix() for path in (root / STORIES).glob("*/*/*")}
    rules = DraftRules(config.categories, letter_forms(), frozenset(taken), now)
    mail = without_quoted_pictures(mail)
    photos, others = clean_photos(mail.attachments)
    return make_draft(mail, photos, others, mark, rules)


def clean_photos(attachments: Sequence[MailAttachment]) -> tuple[tuple[MailPhoto, ...], tuple[str, ...]]:
    """The photos among the files of a mail, without anything a phone wrote into them, by names of our own.

    Behind them, in words, what else there was: never by its name, which may be a patient's.
    MailRefused when there are more than a story takes; no more than that are opened.
    """
    photos: dict[bytes, MailPhoto] = {}
    left_out: list[str] = []
    different: dict[bytes, MailAttachment] = {}
    for attachment in attachments:
        different.setdefault(attachment.data, attachment)
    for attachment in different.values():
        refuse_many(len(photos))
        if not attachment.kind.startswith("image/") and recognise(attachment.data[:256]) is None:
            left_out.append(_kind_in_words(attachment.kind))
            continue
        name = f"photo-{len(photos) + 1}.jpg"
        try:
            if _is_of_a_signature(*size_of(attachment.data, name)):
                left_out.append("a small picture, as in a signature")
                continue
            tidy = tidy_photo(attachment.data, name)
        except PhotoError as error:
            message = re.sub(r"^photo-[\w.-]+\b", "it", error.problem.message)
            left_out.append(f"a photo ({message.rstrip('.')})")
            continue
        # The same photo may stand in the text and hang on the mail, too.
        photos.setdefault(tidy.data, MailPhoto(tidy.name, tidy.data, attachment.content_id))
    refuse_many(len(photos))
    return tuple(photos.values()), tuple(left_out)


def _is_of_a_signature(width: int, height: int) -> bool:
    return min(width, height) < SMALLEST or (height < TALLEST_BANNER and width > height * BANNER)


def _kind_in_words(kind: str) -> str:
    if kind.startswith(_FILMS):
        return f"a {'film' if kind.startswith('video/') else 'recording'}: it needs captions or a transcript"
    if _DOCUMENTS.search(kind):
        return "a document: nothing opens it here, so copy what you need out of it"
    return f"a file that is no photo ({re.sub(r'[^a-z0-9/.+-]', '', kind)[:80]})"


@cache
def letter_forms() -> tuple[LetterForm, ...]:
    """The letters that “Share your story” begins, in each language."""
    return tuple(
        LetterForm(t["letter_subject"], tuple(filter(None, t["letter_body"].split("\n"))))
        for t in map(messages_for, LANGUAGES)
    )


def marks_of(root: Path) -> Iterator[tuple[str, str]]:
    """The stories that came by mail, by their folders, and what finds the mail of each."""
    for file in sorted((root / STORIES).glob("*/*/story.md")):
        match = MAIL_MARK.search(file.read_text("utf-8", "replace")) if stamp_of(file) else None
        if match:
            yield file.parent.relative_to(root / STORIES).as_posix(), match[1]
