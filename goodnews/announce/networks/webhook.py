"""A webhook: signed JSON to an address of the Trust's own, or to a channel of Slack or Teams.

The signature is that of Standard Webhooks (https://www.standardwebhooks.com): `v1,` and the base64 of
HMAC-SHA256 over `<id>.<timestamp>.<body>`.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping

from goodnews.announce.network import PostDraft, Posted
from goodnews.announce.networks.http import HttpNetwork

STYLES = ("json", "slack", "teams")


class Webhook(HttpNetwork):
    """Sends once; what may have arrived can be neither looked for nor taken back."""

    name = "webhook"
    label = "Webhook"
    longest_alt = 0
    can_find = False
    can_delete = False

    def __init__(self, url: str, secret: str, style: str) -> None:
        # The address is as good as a password: whoever knows it can post to the channel.
        super().__init__(url, (secret, url, *[part for part in url.split("/") if len(part) > 15]))
        self._url = url
        self._key = read_secret(secret)
        self._style = style

    def account(self) -> str:
        """A receiver can be asked nothing: the first message is the proof."""
        return "its address; can't be tried without sending something"

    def build_request(self, draft: PostDraft) -> str:
        """The body, and the id that lets a receiver notice a repeat."""
        message = f"msg_{hashlib.sha256(draft.story.id.encode()).hexdigest()[:32]}"
        request = {"id": message, "body": _body(self._style, draft)}
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> Posted:
        """POST the signed body."""
        asked = json.loads(request)
        body = json.dumps(asked["body"], ensure_ascii=False).encode()
        signature = sign(self._key, asked["id"], int(time.time()), body)
        headers = {"Content-Type": "application/json", **signature}
        answer = self._http.request("POST", self._url, data=body, headers=headers)
        if not answer.ok:
            raise self.classify(answer)
        return Posted(asked["id"])


def _body(style: str, draft: PostDraft) -> Mapping[str, object]:
    story, text = draft.story, draft.words.text
    if style == "slack":
        return {"text": text}
    if style == "teams":
        texts = [
            {"type": "TextBlock", "text": story.title, "weight": "Bolder", "wrap": True},
            {"type": "TextBlock", "text": story.summary, "wrap": True},
        ]
        link = {"type": "Action.OpenUrl", "title": "Read the story", "url": story.url}
        card = {"type": "AdaptiveCard", "version": "1.4", "body": texts, "actions": [link]}
        kind = "application/vnd.microsoft.card.adaptive"
        return {"type": "message", "attachments": [{"contentType": kind, "content": card}]}
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
