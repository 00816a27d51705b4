"""Mastodon, by plain HTTP: an idempotency key is sent, and never trusted."""

import hashlib
import html
import json
import re
from collections.abc import Callable

from pydantic import AwareDatetime, BaseModel, Field, RootModel

from goodnews.announce import network
from goodnews.announce.networks.http import MARGIN, MAY_POST, PAGES, HttpNetwork

PROCESSING = 15
RIGHTS = ("read:accounts", "read:statuses", "write:media", "write:statuses")
_LINK = re.compile(r'href="([^"]*)"')


class _Account(BaseModel):
    id: str
    username: str = ""


class _App(BaseModel):
    scopes: list[str] = []


class _Media(BaseModel):
    id: str
    url: str | None = None


class _Status(BaseModel):
    id: str = Field(min_length=1)
    url: str = Field(min_length=1)
    content: str
    created_at: AwareDatetime

    @property
    def links(self) -> set[str]:
        return {html.unescape(link) for link in _LINK.findall(self.content)}


class _Statuses(RootModel[list[_Status]]):
    """A page of statuses, newest first; an empty list is the end."""


class Mastodon(HttpNetwork):
    """Posts with a photo, its description and the language; finds among its own statuses; deletes."""

    name = "mastodon"
    label = "Mastodon"
    longest_alt = 1500

    def __init__(self, token: str, *, base: str, sleep: Callable[[float], None]) -> None:
        super().__init__(base, (token,))
        self._http.session.headers["Authorization"] = f"Bearer {token}"
        self._sleep = sleep

    def account(self) -> str:
        """Who the token belongs to, what its app may do, and a look at the own statuses."""
        me = self._me()
        # Servers before 4.3 do not say which rights an app has.
        scopes = set(self._call(_App, "GET", "/api/v1/apps/verify_credentials").scopes)
        missing = [right for right in RIGHTS if not scopes & {right, right.partition(":")[0]}]
        if scopes and missing:
            raise network.Rejected(f"The app lacks the rights {', '.join(missing)}.")
        self._statuses(me, None)
        return f"@{me.username}; {MAY_POST}"

    def build_request(self, draft: network.PostDraft) -> str:
        """Upload the photo with its description, and wait until the server has taken it in."""
        status: dict[str, object] = {
            "status": draft.words.text,
            "language": draft.story.lang,
            "visibility": "public",
        }
        if draft.image:
            status["media_ids"] = [self._upload(draft.image)]
        return json.dumps(status, ensure_ascii=False, sort_keys=True)

    def _upload(self, image: network.PostImage) -> str:
        extension = image.type.partition("/")[2]
        files = {"file": (f"photo.{extension}", image.data, image.type)}
        described = {"description": image.alt[: self.longest_alt]}
        media = self._call(_Media, "POST", "/api/v2/media", files=files, data=described)
        for _ in range(PROCESSING):
            if media.url:
                return media.id
            self._sleep(1)
            media = self._call(_Media, "GET", f"/api/v1/media/{media.id}")
        raise network.OutcomeUnknown("Mastodon is still working on the photo.")

    def post(self, request: str) -> network.Posted:
        """`POST /api/v1/statuses`; the same bytes carry the same idempotency key."""
        status = json.loads(request)
        form = {"media_ids[]": status.pop("media_ids", []), **status}
        headers = {"Idempotency-Key": hashlib.sha256(request.encode()).hexdigest()}
        made = self._call(_Status, "POST", "/api/v1/statuses", data=form, headers=headers)
        return network.Posted(made.id, made.url)

    def find(self, claim: network.Claim) -> network.Posted | network.NotFound:
        """Look through one's own statuses, back to the claim; the address stands in their HTML."""
        me, oldest = self._me(), None
        for _ in range(PAGES):
            page = self._statuses(me, oldest)
            for status in page:
                if claim.story_url in status.links:
                    return network.Posted(status.id, status.url)
            if not page or page[-1].created_at < claim.first_claimed_at - MARGIN:
                return network.NotFound()
            oldest = page[-1].id
        raise network.OutcomeUnknown("Mastodon's statuses since then are too many to look through.")

    def delete(self, post_id: str) -> None:
        """`DELETE /api/v1/statuses/:id`."""
        self._delete(f"/api/v1/statuses/{post_id}")

    def _me(self) -> _Account:
        return self._call(_Account, "GET", "/api/v1/accounts/verify_credentials")

    def _statuses(self, me: _Account, before: str | None) -> list[_Status]:
        query = {"exclude_reblogs": "true", "limit": "40", **({"max_id": before} if before else {})}
        return self._call(_Statuses, "GET", f"/api/v1/accounts/{me.id}/statuses", params=query).root
