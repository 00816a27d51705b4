"""A Facebook Page, by the Graph API: a link post; Facebook makes the card from the page itself."""

import json
from datetime import timedelta
from typing import Any

from goodnews.announce.network import Capabilities, Claim, Draft
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

DEFAULT_BASE = "https://graph.facebook.com/v24.0"
PAGES = 5
MARGIN = timedelta(minutes=10)
DUPLICATE = 506
NOT_THERE = 100
EVERYONES_TROUBLE = frozenset({4, 17, 32, 102, 190, 200, 368, 613})
"""Codes of the Graph API for rate limits, and for a token or a Page that can't post at all."""


class Facebook:
    """Posts, finds by the link, deletes."""

    name = "facebook"
    label = "Facebook"
    capabilities = Capabilities(alt=0)

    def __init__(self, page: str, token: str, *, base: str = DEFAULT_BASE) -> None:
        self._page = page
        self._base = base.rstrip("/")
        session = make_session(self._base)
        session.headers["Authorization"] = f"Bearer {token}"
        self._client = HttpClient(session, (token,))

    def compose(self, story: Announcement) -> PostText:
        """The words alone; the link is a field of its own."""
        return compose(story.post or f"{story.title}. {story.summary}", "", self.name)

    def recipients(self, story: Announcement) -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """One post for everybody."""
        return ("",)

    def estimate(self, story: Announcement) -> str:  # noqa: ARG002 - the same for all
        """Everybody who follows; nobody is counted."""
        return ""

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:  # noqa: ARG002 - one post for all
        """Nothing to upload."""
        request = {"message": draft.words.text, "link": draft.story.url}
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> PostOutcome:
        """`POST /{page}/feed`."""
        answer = self._client.request("POST", f"{self._base}/{self._page}/feed", data=json.loads(request))
        found = answer.json() if isinstance(answer, Answer) and answer.ok else None
        if isinstance(found, dict) and isinstance(found.get("id"), str):
            return Posted(found["id"], f"https://www.facebook.com/{found['id']}")
        if _code(answer) == DUPLICATE:
            return Duplicate("Facebook says it has this post already.")
        return self._say(answer)

    def find(self, claimed: Claim) -> FindOutcome:
        """Look through the Page's published posts since the claim for the story's link."""
        query = {
            "fields": "id,permalink_url,attachments{unshimmed_url}",
            "since": str(int((claimed.first - MARGIN).timestamp())),
            "limit": "100",
        }
        for _ in range(PAGES):
            answer = self._client.request("GET", f"{self._base}/{self._page}/published_posts", params=query)
            found = answer.json() if isinstance(answer, Answer) and answer.ok else None
            if not isinstance(found, dict):
                return Unsure(self._say(answer).why)
            for post in found.get("data", []):
                if claimed.url in _links(post):
                    return Posted(post["id"], f"https://www.facebook.com/{post['id']}")
            after = found.get("paging", {}).get("cursors", {}).get("after")
            if not after or "next" not in found.get("paging", {}):
                return Absent()
            query["after"] = after
        return Unsure("The Page has too many posts since then to look through.")

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002 - the network's own word
        """`DELETE /{post}`; one that is not there is gone."""
        answer = self._client.request("DELETE", f"{self._base}/{id}")
        if isinstance(answer, Answer) and (answer.ok or answer.status == 404 or _is_not_there(answer)):
            return Gone()
        return self._say(answer)

    def _say(self, answer: Answer | Refused | Unsure) -> Refused | Unsure:
        if not isinstance(answer, Answer):
            return answer
        if answer.ok:
            return Unsure("Facebook answered in a way that can't be read.")
        said, error = self._client.classify(answer, self.label), _error(answer)
        if error.get("is_transient") or error.get("code") in {1, 2}:
            return Unsure(said.why)
        if isinstance(said, Refused):
            return Refused(said.why, stop=said.stop or error.get("code") in EVERYONES_TROUBLE)
        return said


def _error(answer: Answer | Refused | Unsure) -> dict[str, Any]:
    found = answer.json() if isinstance(answer, Answer) else None
    error = found.get("error") if isinstance(found, dict) else None
    return error if isinstance(error, dict) else {}


def _code(answer: Answer | Refused | Unsure) -> object:
    error = _error(answer)
    return DUPLICATE if error.get("error_subcode") == DUPLICATE else error.get("code")


def _is_not_there(answer: Answer) -> bool:
    """Code 100, subcode 33: "does not exist, or cannot be loaded", as a deleted post answers."""
    error = _error(answer)
    return error.get("code") == NOT_THERE and error.get("error_subcode") == 33


def _links(post: Any) -> set[str]:
    attachments = post.get("attachments", {}).get("data", []) if isinstance(post, dict) else []
    return {str(each.get("unshimmed_url", "")) for each in attachments}
