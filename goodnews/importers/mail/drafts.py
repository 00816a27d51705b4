"""From a mail to a draft story: what it says of its sender stays in the mailbox. Pure."""

import hashlib
import hmac
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from goodnews.importers.draft_text import first_sentence, language_lines, numbered, refusal, shorten, written
from goodnews.importers.mail.message import Mail, MailRefused
from goodnews.importers.mail.own_words import QUOTED_MAIL
from goodnews.importers.mail.senders import NAME_WAS_HERE, without_sender
from goodnews.importers.mail.words import place_pictures, quoted_pictures, read_text
from goodnews.importers.wordpress.html_to_markdown import lead_of
from goodnews.story import LONDON, slugify
from goodnews.story.folders import is_reserved
from goodnews.story.yaml_text import quoted

MOST_PHOTOS = 12
LONGEST_TITLE = 100
LATE = timedelta(days=60)
"""How old a mail's own date may be; an older one is a phone whose clock is wrong."""
NOT_DESCRIBED = "Not described yet"
"""What stands for a photo's words where a draft is only looked at."""
MAIL_MARK = re.compile(r"^# mail: ([0-9a-f]{24})\b", re.MULTILINE)
"""The line of a story by which its mail is found."""

_REPLY = re.compile(
    r"^(?:(?:re|fwd?|fw|sv|aw|atb|ymlaen)\s*(?:\[\d+\])?\s*:\s*|\[[^\]]{1,30}\]\s*)+", re.IGNORECASE
)
_PHOTO = """\
  - file: {{name}}
    # What is in it, for somebody who cannot see it?
    alt:{alt}
    # Who can be seen: nobody, backs, staff, patients or children?
    shows:{shows}
    # Can a face be seen? Then the consent form's reference (never a name):
    # consent: {{{{form: CF-0000, covers: [website, social], ends: 2031-12-31}}}}
"""
_ASKED, _ANSWERED = _PHOTO.format(alt="", shows=""), _PHOTO.format(alt=f" {NOT_DESCRIBED}", shows=" nobody")


@dataclass(frozen=True, slots=True)
class MailPhoto:
    """A photo of a mail, clean: its file's name here, its bytes, and what the mail's HTML calls it."""

    name: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class LetterForm:
    """A letter that this site begins for people (“Send it by email”): its subject and its questions."""

    subject: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftRules:
    """What every draft has to fit: letters that the site begins, folders that are `taken`, the moment.

    The first of its categories stands in a draft.
    """

    categories: Sequence[str]
    forms: Sequence[LetterForm]
    taken: Collection[str]
    now: datetime


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A draft to be written.

    Attributes:
        key: its folder below `content/stories`, `2026/tea-at-4am`.
        text: the whole `story.md`; what nobody knows yet of its photos is a question in it.
        looked_at: the same with an answer to each, so that it can be checked and shown already.
        photos: what lies beside it.
        left_out: what did not come along, in words.
        mark: what finds the mail again (`mail_key`), or nothing.
    """

    key: str
    text: str
    looked_at: str
    photos: tuple[MailPhoto, ...]
    left_out: tuple[str, ...]
    mark: str

    def files(self, *, looked_at: bool = False) -> dict[str, bytes]:
        """Its files by their paths from the project's root; photos first: a draft names no missing file."""
        folder = f"content/stories/{self.key}"
        story = self.looked_at if looked_at else self.text
        photos = {f"{folder}/{photo.name}": photo.data for photo in self.photos}
        return {**photos, f"{folder}/story.md": story.encode()}


def refuse_many(photos: int) -> None:
    """Refuse a mail of more photos than a story takes."""
    if photos > MOST_PHOTOS:
        raise MailRefused(
            f"It has more photos than the {MOST_PHOTOS} that a story takes: ask for the best ones."
        )


def in_words(left_out: Sequence[str]) -> str:
    """What did not come along, as a sentence behind others."""
    return f" Left out: {'; '.join(left_out)}." if left_out else ""


def mail_key(mail: Mail, data: bytes, secret: str) -> str:
    """What finds a mail again, and says nothing of it to whoever lacks the secret.

    Its bytes stand for a `Message-ID` that it lacks.
    """
    name = mail.message_id.encode() or hashlib.sha256(data).digest()
    return hmac.new(secret.encode(), name, hashlib.sha256).hexdigest()[:24]


def without_quoted_pictures(mail: Mail) -> Mail:
    """A mail without the pictures of those that it quotes: whoever sent those wrote to somebody else."""
    if not any(attached.content_id for attached in mail.attachments):
        return mail
    quoted = quoted_pictures(mail.text, mail.html, mail.sender)
    own = tuple(attached for attached in mail.attachments if attached.content_id not in quoted)
    left_out = () if len(own) == len(mail.attachments) else ("a picture in a quoted mail or a signature",)
    return replace(mail, attachments=own, left_out=(*mail.left_out, *left_out))


def make_draft(
    mail: Mail, photos: Sequence[MailPhoto], left_out: Sequence[str], mark: str, rules: DraftRules
) -> MailDraft:
    """Make a draft of a mail.

    `left_out` is what else hung on it, in words; `mark` finds the mail again (`mail_key`), or is nothing.
    MailRefused when no story can be made of it.
    """
    refuse_many(len(photos))
    prompts = tuple(question for form in rules.forms for question in form.questions)
    body = read_text(mail.text, mail.html, prompts, mail.sender)
    names = {f"cid:{photo.content_id}": photo.name for photo in photos if photo.content_id}
    placed = place_pictures(body.markdown, tuple(names.get(source, "") for source in body.pictures))
    markdown = without_sender(placed, mail.sender)
    if not markdown and not photos and QUOTED_MAIL in body.left_out:
        raise MailRefused("It holds nothing but a quoted mail: ask whoever wrote that to send it here.")
    others = tuple(dict.fromkeys((*mail.left_out, *body.left_out, *left_out)))
    if not markdown and not photos:
        raise MailRefused(f"It is empty: no words of its own are in it, and no photo.{in_words(others)}")
    words = lead_of(markdown)
    title = _title(mail, words, rules.forms)
    sent = mail.sent if mail.sent and rules.now - LATE < mail.sent <= rules.now else rules.now
    lines = [
        f"title: {quoted(title)}",
        f"summary: {quoted(shorten(first_sentence(words)) or title)}",
        f"date: {written(sent.astimezone(LONDON))}",
        f"# category: {', '.join(rules.categories)}" if len(rules.categories) > 1 else "",
        f"category: {quoted(rules.categories[0])}",
        "# Who tells it: a role and a team, never a name that nobody gave us. Take away the # and fill in:",
        "# by: Your role, Your team",
        "# team: Your team",
        "" if mail.sender.address else "# It does not say clearly who sent it: is a name left in the text?",
        *language_lines(markdown),
        f"# mail: {mark}  (finds the mail, and says nothing of who wrote it)" if mark else "",
        "draft: yes             # take this line out when the story is ready",
        "photos:" if photos else "",
    ]
    head = "\n".join(["---", *filter(None, lines), ""])
    end = "---\n" + (markdown or "(There was no text.)\n")
    text, looked_at = (
        head + "".join(form.format(name=photo.name) for photo in photos) + end for form in (_ASKED, _ANSWERED)
    )
    if refusal(looked_at):
        raise MailRefused("No story can be made of its words: something is in them that no story may have.")
    year = sent.astimezone(LONDON).year
    key = next(key for key in numbered(f"{year}/{_slug(title)}") if key not in rules.taken)
    return MailDraft(key, text, looked_at, tuple(photos), others, mark)


def _title(mail: Mail, words: str, forms: Sequence[LetterForm]) -> str:
    """The subject without what mail programs add; the first words, where it says nothing."""
    subject = " ".join(without_sender(_REPLY.sub("", mail.subject), mail.sender).split())
    said_by_all = {"", "story", "photo", "photos", *(form.subject.lower() for form in forms)}
    if subject.lower().strip(" .!") in said_by_all:
        subject = first_sentence(words).rstrip(".")
    return shorten(subject, LONGEST_TITLE) or "A story that came by mail"


def _slug(title: str) -> str:
    """The folder's name, for ever: so without the sender, and without a number as long as a patient's."""
    slug = slugify(re.sub(r"\d[\d ./-]{4,}\d", "", title.replace(NAME_WAS_HERE, "")))[:60].strip("-")
    return "story-by-mail" if not slug or is_reserved(slug) else slug
