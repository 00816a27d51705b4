"""GOV.UK Notify: an email or a text message, direct, to every member of staff who wants one."""

import csv
import hashlib
import hmac
import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import phonenumbers
import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from goodnews.announce import network
from goodnews.announce.networks.http import READ, HttpNetwork, classify, classify_failure
from goodnews.feeds.announce_manifest import Announcement
from goodnews.posts import count_sms
from goodnews.problems import CommandError

PENCE_A_TEXT = 2.4
"""What Notify asks for a text message beyond the free allowance (2026), without VAT."""
SHORTEST_KEY = 16
REPORT_COLUMN = "email address"
"""Of the report of people who used the unsubscribe link, which Notify's pages give as a CSV file."""
UNCONFIRMED = (
    "Nothing is sent until you confirm that people can leave. In GOV.UK Notify, switch on “Add an "
    "unsubscribe link” in the email template, and say in the text message's how to stop them. Then set "
    "NOTIFY_UNSUBSCRIBE_LINK to yes."
)
_EMAIL = re.compile(r"[^@\s<>,;\"']+@[^@\s<>,;\"']+\.[^@\s<>,;\"']+")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell: `kind` is `email` or `text`."""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class NotifyTemplates:
    """The ids of the two templates, which use `((message))`, `((title))`, `((summary))` or `((link))`.

    `can_leave`: the Trust has confirmed that both say how to get no more of them.
    """

    email: str
    text: str
    can_leave: bool


class Notify(HttpNetwork):
    """Sends to a list; finds by reference; nothing can be taken back."""

    name = "notify"
    label = "GOV.UK Notify"
    batch = 50
    longest_alt = 0
    can_delete = False

    def __init__(
        self,
        key: str,
        templates: NotifyTemplates,
        recipients: Sequence[Recipient],
        hash_key: bytes,
        *,
        base: str,
    ) -> None:
        super().__init__(base, (key, key[-36:], *[recipient.address for recipient in recipients]))
        self.key_fingerprint = key_fingerprint(hash_key)
        self.unconfirmed = "" if templates.can_leave else UNCONFIRMED
        self._templates = templates
        self._recipients = tuple(recipients)
        self._hash_key = hash_key
        # The library has no types, and everything that comes out of it is looked at here.
        self._client: Any = NotificationsAPIClient(key, base_url=base, timeout=READ)  # type: ignore[no-untyped-call]
        self._client.request_session = self._http.session
        # A redirected message may be sent twice, so none is followed.
        self._http.session.max_redirects = 0
        # The library logs what failed, and what failed may name a person.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)

    def recipients(self, story: Announcement) -> tuple[str, ...]:
        """A hash for each recipient."""
        return tuple(self._hash(story.id, recipient) for recipient in self._recipients)

    def estimate(self, story: Announcement) -> str:
        """How many messages, and what they cost."""
        texts = sum(recipient.kind == "text" for recipient in self._recipients)
        pence = texts * count_sms(self.compose(story).text) * PENCE_A_TEXT
        cost = f"about £{pence / 100:.2f}" if pence else "free of charge"
        return f"{len(self._recipients) - texts} emails and {texts} text messages, {cost}"

    def account(self) -> str:
        """Whether the key opens anything, both templates are there, and people can leave."""
        self._check_can_leave()
        with self._errors():
            names = [
                str(self._client.get_template(template)["name"])
                for template in (self._templates.email, self._templates.text)
            ]
        return f"the templates {' and '.join(names)}; {len(self._recipients)} recipients"

    def build_request(self, draft: network.PostDraft) -> str:
        """The message, without whom it goes to: no address is ever written down."""
        story = draft.story
        request = {
            "story": story.id,
            "reference": draft.recipient,
            "personalisation": {
                "message": draft.words.text,
                "title": story.title,
                "summary": story.summary,
                "link": story.url,
            },
        }
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> network.Posted:
        """Send one message."""
        self._check_can_leave()
        asked = json.loads(request)
        meant = (
            person for person in self._recipients if self._hash(asked["story"], person) == asked["reference"]
        )
        recipient = next(meant, None)
        if recipient is None:
            raise network.Rejected("This recipient is no longer on the list.")
        by_email = recipient.kind == "email"
        send = self._client.send_email_notification if by_email else self._client.send_sms_notification
        template = self._templates.email if by_email else self._templates.text
        with self._errors():
            sent = send(
                recipient.address,
                template,
                personalisation=asked["personalisation"],
                reference=asked["reference"],
            )
            return network.Posted(str(sent["id"]))

    def find(self, claim: network.Claim) -> network.Posted | network.NotFound:
        """By reference, which is a recipient's hash for this story."""
        with self._errors():
            listing = list(self._client.get_all_notifications(reference=claim.recipient)["notifications"])
            ids = [str(message["id"]) for message in listing if message["reference"] == claim.recipient]
            if not ids and listing:
                raise ValueError("others' messages")
        return network.Posted(ids[0]) if ids else network.NotFound()

    def _check_can_leave(self) -> None:
        if self.unconfirmed:
            raise network.Rejected(self.unconfirmed, stops_run=True)

    def _hash(self, story: str, recipient: Recipient) -> str:
        """A name for a recipient that leads back to nobody, and differs from story to story."""
        digest_input = f"{story}\n{recipient.kind}\n{recipient.address}".encode()
        return hmac.new(self._hash_key, digest_input, hashlib.sha256).hexdigest()[:40]

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Translate the library's errors, and what can't be read of an answer, into NetworkErrors."""
        try:
            yield
        except APIError as error:
            if isinstance(error.__cause__, requests.exceptions.RequestException) and error.response is None:
                raise classify_failure(error.__cause__, self._base) from None
            refused = classify(error.status_code, self._http.redact(str(error.message)), "Notify")
            # 400 concerns one recipient; everything else would meet the next one too.
            refused.stops_run = refused.stops_run or error.status_code == 403
            raise refused from None
        except (ValueError, KeyError, TypeError, OSError) as error:
            message = f"Notify answered in a way that can't be read: {type(error).__name__}."
            raise network.OutcomeUnknown(message) from None


def read_recipients(text: str, where: str) -> tuple[Recipient, ...]:
    """Read a list: one email address or UK mobile number a line (or between commas), `#` for remarks.

    Twice the same person, however written, is once. When a line is neither, the line's number is said in a
    CommandError, and never what is on it.

    >>> read_recipients("Sister@Merrowdale.example, 07700 900123 # bleep", "the list")[1].address
    '+447700900123'
    """
    people: dict[Recipient, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for piece in line.partition("#")[0].split(","):
            if piece.strip():
                people[_read_one(piece.strip(), f"line {number} of {where}")] = None
    return tuple(people)


def read_opt_outs(text: str, where: str) -> tuple[Recipient, ...]:
    r"""Read who has left: a list as `read_recipients` reads it, or Notify's own report, with its headings.

    >>> report = "Email address,Template name\nporter@merrowdale.example,A new story\n"
    >>> read_opt_outs(report, "the report")[0].address
    'porter@merrowdale.example'
    """
    rows = list(csv.reader(text.splitlines()))
    headings = [[cell.strip().lower() for cell in row] for row in rows]
    start = next((number for number, row in enumerate(headings) if REPORT_COLUMN in row), None)
    if start is None:
        return read_recipients(text, where)
    column = headings[start].index(REPORT_COLUMN)
    left = (row[column].strip() for row in rows[start + 1 :] if len(row) > column)
    return tuple(_read_one(address, where) for address in left if address)


def _read_one(piece: str, where: str) -> Recipient:
    if _EMAIL.fullmatch(piece):
        return Recipient("email", piece.lower())
    try:
        number = phonenumbers.parse(piece, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise CommandError(
            f"There is neither an email address nor a telephone number in {where}.",
            "Write one of them on each line. Nothing was sent.",
        )
    return Recipient("text", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def check_key(key: str) -> bytes:
    """The key for hashing recipients; CommandError when hashes of telephone numbers could be turned back."""
    if len(key) < SHORTEST_KEY:
        raise CommandError(
            "NOTIFY_HASH_KEY is missing or shorter than 16 characters.",
            "Set it once to a long random text, and never change it: it keeps people's numbers out of the "
            "record, and tells who has had a message already.",
        )
    return key.encode()


def key_fingerprint(key: bytes) -> str:
    """What the ledger remembers of the key, to notice when it was changed."""
    return hmac.new(key, b"the key for recipients", hashlib.sha256).hexdigest()[:16]
