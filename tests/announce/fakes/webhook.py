"""A receiver of Standard Webhooks, with a verifier of its own."""

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass, field
from typing import Any

from tests.announce.fakes.server import FakeServer, No, Request

SECRET = "whsec_" + base64.b64encode(b"planted-webhook-secret-32-bytes!").decode()


def credentials(url: str) -> dict[str, str]:
    return {"WEBHOOK_URL": f"{url}/services/planted-webhook-path", "WEBHOOK_SECRET": SECRET}


@dataclass
class FakeWebhook(FakeServer):
    received: list[Any] = field(default_factory=list)

    def answer(self, request: Request) -> tuple[int, object]:
        message, stamp = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        assert abs(int(stamp) - time.time()) < 60
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        expected = hmac.digest(
            key, b".".join([message.encode(), stamp.encode(), request.body]), hashlib.sha256
        )
        if request.headers["webhook-signature"] != "v1," + base64.b64encode(expected).decode():
            raise No(401, {"error": "signature"})
        self.received.append(request.json)
        return 204, ""

    def posts(self) -> list[str]:
        return [str(each) for each in self.received]
