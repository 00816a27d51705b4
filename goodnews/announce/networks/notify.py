"""GOV.UK Notify: an e-mail or a text message, direct, to every member of staff who wants one."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from goodnews.announce.network import Capabilities, Claim, Draft
from goodnews.announce.networks.http import DEFINITE, READ, STOPPING, HttpClient, make_session
from goodnews.announce.outcome import (
    Absent,
    CannotRecall,
    DeleteOutcome,
    FindOutcome,
    Posted,
    PostOutcome,
    Refused,
    Unsure,
)
from goodnews.announce.recipients import Recipient, hash_recipient, key_fingerprint
from goodnews.feeds.announcements import Announcement
from goodnews.posts import PostText, compose, count_sms

DEFAULT_BASE = "https://api.notifications.service.gov.uk"
PENCE_A_TEXT = 2.4
"""What Notify asks for a text message beyond the free allowance (2026), without VAT."""
BATCH = 50
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Templates:
    """The ids of the two templates, which use `((message))`, `((title))`, `((summary))` or `((link))`."""

    email: str
    text: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What sending one story means."""

    emails: int
    texts: int
    pence: float

    def __str__(self) -> str:
        cost = f"about £{self.pence / 100:.2f}" if self.pence else "free of charge"
        return f"{self.emails} e-mails and {self.texts} text messages, {cost}"


class Notify:
    """Sends to a list; finds by reference; nothing can be taken back."""

    name = "notify"
    label = "GOV.UK Notify"

    def __init__(
        self,
        key: str,
        templates: Templates,
        recipients: Sequence[Recipient],
        hash_key: bytes,
        *,
        base: str = DEFAULT_BASE,
    ) -> None:
        self.capabilities = Capabilities(alt=0, batch=BATCH, seal=key_fingerprint(hash_key))
        self._templates = templates
        self._recipients = tuple(recipients)
        self._hash_key = hash_key
        self._base = base
        # The library has no types, and everything that comes out of it is looked at here.
        self._client: Any = NotificationsAPIClient(key, base_url=base, timeout=READ)  # type: ignore[no-untyped-call]
        session = make_session(base)
        session.max_redirects = 0
        self._client.request_session = session
        # The library logs what failed, and what failed may name a person.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
        addresses = [recipient.address for recipient in recipients]
        self._http = HttpClient(session, (key, key[-36:], *addresses))

    def compose(self, story: Announcement) -> PostText:
        """The words and the link, short enough for two text messages or so."""
        return compose(story.post or story.title, story.url, self.name)

    def recipients(self, story: Announcement) -> tuple[str, ...]:
        """A hash for each recipient."""
        return tuple(self._hash(story.id, recipient) for recipient in self._recipients)

    def estimate(self, story: Announcement) -> str:
        """How many messages, and what they cost."""
        texts = sum(recipient.kind == "text" for recipient in self._recipients)
        pence = texts * count_sms(self.compose(story).text) * PENCE_A_TEXT
        return str(Estimate(len(self._recipients) - texts, texts, pence))

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:
        """The message, without whom it goes to: no address is ever written down."""
        story = draft.story
        request = {
            "story": story.id,
            "reference": part,
            "personalisation": {
                "message": draft.words.text,
                "title": story.title,
                "summary": story.summary,
                "link": story.url,
            },
        }
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> PostOutcome:
        """Send one message."""
        asked = json.loads(request)
        recipient = self._who(asked["story"], asked["reference"])
        if recipient is None:
            return Refused("This recipient is no longer on the list.")
        words, reference = asked["personalisation"], asked["reference"]
        client, templates = self._client, self._templates
        if recipient.kind == "email":
            sent = self._try(
                lambda: client.send_email_notification(
                    recipient.address, templates.email, personalisation=words, reference=reference
                )
            )
        else:
            sent = self._try(
                lambda: client.send_sms_notification(
                    recipient.address, templates.text, personalisation=words, reference=reference
                )
            )
        if isinstance(sent, dict):
            return Posted(str(sent["id"])) if "id" in sent else Unsure("Notify gave no id.")
        return sent if isinstance(sent, Refused) else Unsure(getattr(sent, "why", "Notify answered oddly."))

    def find(self, claimed: Claim) -> FindOutcome:
        """By reference, which is a recipient's hash for this story."""
        found = self._try(lambda: self._client.get_all_notifications(reference=claimed.part))
        if not isinstance(found, dict) or not isinstance(found.get("notifications"), list):
            return Unsure(getattr(found, "why", "Notify answered oddly."))
        same = [each for each in found["notifications"] if each.get("reference") == claimed.part]
        return Posted(str(same[0]["id"])) if same else Absent()

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002 - the network's own word
        """What was sent stays sent."""
        return CannotRecall(f"{id} by e-mail or text can't be recalled.")

    def _hash(self, story: str, recipient: Recipient) -> str:
        return hash_recipient(self._hash_key, story, recipient)

    def _who(self, story: str, part: str) -> Recipient | None:
        return next((each for each in self._recipients if self._hash(story, each) == part), None)

    def _try(self, ask: Callable[[], _Result]) -> _Result | Refused | Unsure:
        """Ask once, and translate the library's errors."""
        try:
            return ask()
        except APIError as error:
            if isinstance(error.__cause__, requests.exceptions.RequestException) and error.response is None:
                return self._http.failed(error.__cause__, self._base)
            said = self._http.redact(f"({error.status_code}): {error.message}")
            if error.status_code in DEFINITE:
                # 400 concerns one recipient; everything else would meet the next one too.
                return Refused(f"Notify said no {said}", stop=error.status_code in STOPPING | {403})
            return Unsure(f"Notify answered {said}")
        except (ValueError, KeyError, TypeError, OSError) as error:
            host = urlsplit(self._base).hostname
            return Unsure(f"{host} answered in a way that can't be read: {type(error).__name__}.")
