"""The Graph API, for one Page."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.announce.fakes.server import FakeServer, No, Request

PAGE = "112233"
TOKEN = "planted-facebook-token"


def error(code: int, message: str, status: int = 400, **more: Any) -> No:
    return No(status, {"error": {"message": message, "type": "OAuthException", "code": code, **more}})


def credentials(url: str) -> dict[str, str]:
    return {"FACEBOOK_BASE": url, "FACEBOOK_PAGE_ID": PAGE, "FACEBOOK_PAGE_TOKEN": TOKEN}


@dataclass
class FakeFacebook(FakeServer):
    feed: list[dict[str, Any]] = field(default_factory=list)
    refuse_with: No | None = None

    def answer(self, request: Request) -> tuple[int, object]:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise error(190, "Invalid OAuth access token.", 401)
        assert "access_token" not in request.query
        where = f"{request.method} {request.path}"
        if where == f"POST /{PAGE}/feed":
            if self.refuse_with:
                raise self.refuse_with
            form = request.form
            assert set(form) == {"message", "link"}
            if any(post["message"] == form["message"] and post["link"] == form["link"] for post in self.feed):
                raise error(506, "Duplicate status message")
            post = {"id": f"{PAGE}_{len(self.feed) + 1}", **form}
            self.feed.append(post)
            return 200, {"id": post["id"]}
        if where == f"GET /{PAGE}":
            assert request.query == {"fields": ["name,can_post"]}
            return 200, {"id": PAGE, "name": "Merrowdale", "can_post": True}
        if where == f"GET /{PAGE}/published_posts":
            assert request.query.get("since", ["0"])[0].isdigit()
            shown = [
                {
                    "id": post["id"],
                    "message": post["message"],
                    "attachments": {"data": [{"unshimmed_url": post["link"]}]},
                }
                for post in reversed(self.feed)
            ]
            return 200, {"data": shown, "paging": {"cursors": {"after": "x"}}}
        if match := re.fullmatch(rf"DELETE /({PAGE}_\d+)", where):
            found = [post for post in self.feed if post["id"] == match[1]]
            if not found:
                raise error(100, "Object does not exist, cannot be loaded", error_subcode=33)
            self.feed.remove(found[0])
            return 200, {"success": True}
        raise error(2500, f"Unknown path {where}")

    def posts(self) -> list[str]:
        return [post["message"] for post in self.feed]
