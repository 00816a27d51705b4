"""A Mastodon server: form posts, attachments that take their time, statuses as HTML."""

import html
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from goodnews.posts import count_mastodon
from tests.announce.fakes.server import FakeServer, No, Request

TOKEN = "planted-mastodon-token"
_LINK = re.compile(r"https?://\S+")


def credentials(url: str) -> dict[str, str]:
    return {"MASTODON_BASE": url, "MASTODON_ACCESS_TOKEN": TOKEN}


@dataclass
class FakeMastodon(FakeServer):
    statuses: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, str] = field(default_factory=dict)
    slow_media: bool = False

    def answer(self, request: Request) -> tuple[int, object]:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise No(401, {"error": "The access token is invalid"})
        where = f"{request.method} {request.path}"
        if where == "GET /api/v1/accounts/verify_credentials":
            return 200, {"id": "7", "username": "merrowdale"}
        if where == "GET /api/v1/apps/verify_credentials":
            return 200, {"name": "Stories", "scopes": ["read", "write"]}
        if where == "POST /api/v2/media":
            return self._upload(request)
        if match := re.fullmatch(r"GET /api/v1/media/(\d+)", where):
            return 200, {"id": match[1], "type": "image", "url": "https://m.example/1.jpg"}
        if where == "POST /api/v1/statuses":
            return self._post(request)
        if where == "GET /api/v1/accounts/7/statuses":
            return self._page(request)
        if match := re.fullmatch(r"DELETE /api/v1/statuses/(\d+)", where):
            return self._delete(match[1])
        raise No(404, {"error": f"no {where}"})

    def _upload(self, request: Request) -> tuple[int, object]:
        kind = request.headers["content-type"].encode()
        message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind + b"\r\n\r\n" + request.body)
        parts = {part.get_param("name", header="content-disposition"): part for part in message.iter_parts()}
        assert set(parts) == {"file", "description"}
        described = parts["description"].get_payload(decode=True)
        assert isinstance(described, bytes)
        number = str(100 + len(self.media))
        self.media[number] = described.decode().strip()
        ready = None if self.slow_media else "https://m.example/1.jpg"
        return (202 if self.slow_media else 200), {"id": number, "type": "image", "url": ready}

    def _post(self, request: Request) -> tuple[int, object]:
        fields = [piece.partition("=")[0] for piece in request.body.decode().split("&")]
        assert set(fields) <= {"status", "sensitive", "media_ids%5B%5D", "language", "visibility"}, fields
        form = request.form
        assert count_mastodon(form["status"]) <= 500
        assert form["language"] in {"en", "cy"}
        assert re.fullmatch(r"[0-9a-f]{64}", request.headers["idempotency-key"])
        if "media_ids[]" in form:
            assert form["media_ids[]"] in self.media
        number = str(1000 + len(self.statuses))
        content = _LINK.sub(
            lambda match: f'<a href="{html.escape(match[0])}">link</a>', html.escape(form["status"])
        )
        status = {
            "id": number,
            "url": f"https://social.merrowdale.example/@merrowdale/{number}",
            "content": f"<p>{content}</p>",
            "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "language": form["language"],
        }
        self.statuses.append(status)
        return 200, status

    def _page(self, request: Request) -> tuple[int, object]:
        newest = list(reversed(self.statuses))
        before = request.query.get("max_id")
        if before:
            newest = [status for status in newest if int(status["id"]) < int(before[0])]
        return 200, newest[: int(request.query["limit"][0])]

    def _delete(self, number: str) -> tuple[int, object]:
        found = [status for status in self.statuses if status["id"] == number]
        if not found:
            raise No(404, {"error": "Record not found"})
        self.statuses.remove(found[0])
        return 200, found[0]

    def posts(self) -> list[str]:
        return [status["content"] for status in self.statuses]
