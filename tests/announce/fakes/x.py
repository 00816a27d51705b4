"""The practice server behind a door that can slam: the same strict X, with trouble on the way."""

import http.client
import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from goodnews.announce.networks.x import XKeys
from goodnews.announce.practice.server import PracticeServer
from tests.announce.fakes.server import FakeServer, Request

KEYS = XKeys("planted-x-key", "planted-x-secret", "planted-x-token", "planted-x-token-secret")


def credentials(url: str) -> dict[str, str]:
    return {
        "X_API_BASE": url,
        "X_API_KEY": KEYS.key,
        "X_API_SECRET": KEYS.secret,
        "X_ACCESS_TOKEN": KEYS.token,
        "X_ACCESS_TOKEN_SECRET": KEYS.token_secret,
    }


@dataclass
class FakeX(FakeServer):
    practice: PracticeServer = field(default_factory=lambda: PracticeServer(Path("unused")))

    def answer(self, request: Request) -> tuple[int, object]:
        query = f"?{urlencode(request.query, doseq=True)}" if request.query else ""
        host = self.practice.url.partition("://")[2]
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request(request.method, request.path + query, request.body, dict(request.headers))
        answer = connection.getresponse()
        said = json.loads(answer.read())
        connection.close()
        return answer.status, said

    def posts(self) -> list[str]:
        return [post["text"] for post in self.practice.timeline.posts()]
