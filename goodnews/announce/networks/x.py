"""X, by API version 2 with OAuth 1.0a: four secrets that do not expire and need no storing back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from requests_oauthlib import OAuth1

from goodnews.announce.network import Capabilities, Claim, Draft, Image
from goodnews.announce.networks.http import Answer, HttpClient, make_session
from goodnews.announce.outcome import (
    Absent,
    DeleteOutcome,
    Duplicate,
    FindOutcome,
    Gone,
    Posted,
    PostOutcome,
    Refused,
    Unsure,
)
from goodnews.feeds.announcements import Announcement
from goodnews.posts import PostText, compose

DEFAULT_BASE = "https://api.x.com"
PAGES = 5
MARGIN = timedelta(minutes=10)
ALT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class XKeys:
    """The four secrets of one account's own app."""

    key: str
    secret: str
    token: str
    token_secret: str


def public_address(post: str) -> str:
    """Where people see a post; X finds its author itself."""
    return f"https://x.com/i/status/{post}"


class X:
    """Posts with a photo and its description; finds by the link in the text; deletes."""

    def __init__(
        self,
        keys: XKeys,
        *,
        base: str = DEFAULT_BASE,
        name: str = "x",
        label: str = "X",
        address: Callable[[str], str] = public_address,
    ) -> None:
        self.name = name
        self.label = label
        self.capabilities = Capabilities(alt=ALT_LIMIT)
        self._base = base.rstrip("/")
        self._address = address
        session = make_session(self._base)
        session.auth = OAuth1(keys.key, keys.secret, keys.token, keys.token_secret)
        self._client = HttpClient(session, (keys.key, keys.secret, keys.token, keys.token_secret))

    def compose(self, story: Announcement) -> PostText:
        """The story's words and its link, 280 by weight."""
        return compose(story.post or story.title, story.url, "x")

    def recipients(self, story: Announcement) -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """One post for everybody."""
        return ("",)

    def estimate(self, story: Announcement) -> str:  # noqa: ARG002 - the same for all
        """Everybody who follows; nobody is counted."""
        return ""

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:  # noqa: ARG002 - one post for all
        """Upload the photo and its description, and write down the post that will carry it."""
        post: dict[str, object] = {"text": draft.words.text}
        if draft.image:
            media = self._upload(draft.image)
            if not isinstance(media, str):
                return media
            post["media"] = {"media_ids": [media]}
        return json.dumps(post, ensure_ascii=False, sort_keys=True)

    def _upload(self, image: Image) -> str | Refused | Unsure:
        extension = image.type.partition("/")[2]
        sent = self._client.request(
            "POST",
            f"{self._base}/2/media/upload",
            files={"media": (f"photo.{extension}", image.data, image.type)},
            data={"media_category": "tweet_image"},
        )
        media = _text_at(sent, "data", "id")
        if not isinstance(media, str):
            return self._say(sent)
        described = self._client.request(
            "POST",
            f"{self._base}/2/media/metadata",
            json={"id": media, "metadata": {"alt_text": {"text": image.alt[:ALT_LIMIT]}}},
        )
        if isinstance(described, Answer) and described.ok:
            return media
        # A photo without its description is no photo for everybody: better to try again later.
        return self._say(described)

    def post(self, request: str) -> PostOutcome:
        """`POST /2/tweets` with exactly these bytes."""
        answer = self._client.request(
            "POST",
            f"{self._base}/2/tweets",
            data=request.encode(),
            headers={"Content-Type": "application/json"},
        )
        post = _text_at(answer, "data", "id")
        if isinstance(post, str) and post.isdigit():
            return Posted(post, self._address(post))
        if isinstance(answer, Answer) and answer.status == 403 and "duplicate" in str(answer.json()).lower():
            return Duplicate(f"{self.label} says it has this post already.")
        return self._say(answer)

    def find(self, claimed: Claim) -> FindOutcome:
        """Look through one's own timeline, since the claim, for the story's link."""
        me = self._client.request("GET", f"{self._base}/2/users/me")
        user = _text_at(me, "data", "id")
        if not isinstance(user, str):
            return _as_unsure(self._say(me))
        since = (claimed.first.astimezone(UTC) - MARGIN).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = {"max_results": "100", "tweet.fields": "entities", "start_time": since}
        for _ in range(PAGES):
            answer = self._client.request("GET", f"{self._base}/2/users/{user}/tweets", params=query)
            found = answer.json() if isinstance(answer, Answer) and answer.ok else None
            if not isinstance(found, dict):
                return _as_unsure(self._say(answer))
            for tweet in found.get("data", []):
                if claimed.url in _links(tweet):
                    return Posted(tweet["id"], self._address(tweet["id"]))
            following = found.get("meta", {}).get("next_token")
            if not following:
                return Absent()
            query["pagination_token"] = following
        return Unsure(f"{self.label}'s timeline is longer than {PAGES * 100} posts since then.")

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002 - the network's own word
        """`DELETE /2/tweets/:id`; one that is not there is gone."""
        answer = self._client.request("DELETE", f"{self._base}/2/tweets/{id}")
        if isinstance(answer, Answer) and (answer.ok or answer.status in {404, 410}):
            return Gone()
        return self._say(answer)

    def _say(self, answer: Answer | Refused | Unsure) -> Refused | Unsure:
        if not isinstance(answer, Answer):
            return answer
        if answer.ok:
            return Unsure(f"{self.label} answered in a way that can't be read.")
        said = self._client.classify(answer, self.label)
        if answer.status == 403 and isinstance(said, Refused):
            return Refused(said.why)
        return said


def _text_at(answer: Answer | Refused | Unsure, *path: str) -> str | None:
    """A text inside a successful JSON answer, or None."""
    found: Any = answer.json() if isinstance(answer, Answer) and answer.ok else None
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, str) else None


def _links(tweet: Any) -> set[str]:
    urls = tweet.get("entities", {}).get("urls", []) if isinstance(tweet, dict) else []
    return {str(url.get(kind, "")) for url in urls for kind in ("expanded_url", "unwound_url", "url")}


def _as_unsure(said: Refused | Unsure) -> Unsure:
    """Not being allowed to look proves nothing about the post."""
    return Unsure(said.why)
