"""A webhook: signed JSON to an address of the Trust's own, or to a channel of Slack or Teams.

The signature is that of Standard Webhooks (https://www.standardwebhooks.com): `v1,` and the base64 of
HMAC-SHA256 over `<id>.<timestamp>.<body>`.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping

from goodnews.announce.network import Capabilities, Claim, Draft
from goodnews.announce.networks.http import Answer, HttpClient, make_session
from goodnews.announce.outcome import (
    CannotRecall,
    CannotTell,
    DeleteOutcome,
    FindOutcome,
    Posted,
    PostOutcome,
    Refused,
    Unsure,
)
from goodnews.feeds.announcements import Announcement
from goodnews.posts import PostText, compose

STYLES = ("json", "slack", "teams")


class Webhook:
    """Sends once; what may have arrived can be neither looked for nor taken back."""

    name = "webhook"
    label = "Webhook"
    capabilities = Capabilities(alt=0, can_find=False)

    def __init__(self, url: str, secret: str, *, style: str = "json", time: Callable[[], float]) -> None:
        self._url = url
        self._key = read_secret(secret)
        self._style = style
        self._time = time
        # The address is as good as a password: whoever knows it can post to the channel.
        self._client = HttpClient(
            make_session(url), (secret, url, *[part for part in url.split("/") if len(part) > 15])
        )

    def compose(self, story: Announcement) -> PostText:
        """The words and the link."""
        return compose(story.post or story.title, story.url, self.name)

    def recipients(self, story: Announcement) -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """One message for everybody."""
        return ("",)

    def estimate(self, story: Announcement) -> str:  # noqa: ARG002 - the same for all
        """Everybody who follows; nobody is counted."""
        return ""

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:  # noqa: ARG002 - one post for all
        """The body, and the id that lets a receiver notice a repeat."""
        story = draft.story
        body = _body(self._style, draft)
        request = {"id": f"msg_{hashlib.sha256(story.id.encode()).hexdigest()[:32]}", "body": body}
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> PostOutcome:
        """POST the signed body."""
        asked = json.loads(request)
        body = json.dumps(asked["body"], ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            **sign(self._key, asked["id"], int(self._time()), body),
        }
        answer = self._client.request("POST", self._url, data=body, headers=headers)
        if isinstance(answer, Answer):
            return Posted(asked["id"]) if answer.ok else self._client.classify(answer, self.label)
        return answer

    def find(self, claimed: Claim) -> FindOutcome:  # noqa: ARG002 - there is no way
        """There is no way of looking."""
        return CannotTell("A webhook can't be asked what it has received.")

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002, ARG002 - there is no way
        """There is no way of taking it back."""
        return CannotRecall("what was sent to the webhook can't be recalled.")


def _body(style: str, draft: Draft) -> Mapping[str, object]:
    story, text = draft.story, draft.words.text
    if style == "slack":
        return {"text": text}
    if style == "teams":
        return {
            "type": "message",
            "attachments": [
                {
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "content": {
                        "type": "AdaptiveCard",
                        "version": "1.4",
                        "body": [
                            {"type": "TextBlock", "text": story.title, "weight": "Bolder", "wrap": True},
                            {"type": "TextBlock", "text": story.summary, "wrap": True},
                        ],
                        "actions": [{"type": "Action.OpenUrl", "title": "Read the story", "url": story.url}],
                    },
                }
            ],
        }
    return {
        "type": "story.published",
        "timestamp": story.published.isoformat(),
        "data": {
            "id": story.id,
            "title": story.title,
            "summary": story.summary,
            "text": text,
            "url": story.url,
            "lang": story.lang,
        },
    }


def read_secret(secret: str) -> bytes:
    """The key in a `whsec_…` secret; any other text is its own key."""
    if not secret.startswith("whsec_"):
        return secret.encode()
    return base64.b64decode(secret.removeprefix("whsec_"), validate=True)


def sign(key: bytes, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of Standard Webhooks."""
    signed = f"{message}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
