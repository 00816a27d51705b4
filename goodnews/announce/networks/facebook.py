"""A Facebook Page, by the Graph API: a link post; Facebook makes the card from the page itself."""

import json
from typing import Any

from pydantic import BaseModel

from goodnews.announce import network
from goodnews.announce.networks.http import MARGIN, MAY_POST, PAGES, HttpNetwork, Response
from goodnews.feeds.announce_manifest import Announcement
from goodnews.posts import PostText, compose

DUPLICATE = 506
NOT_THERE = (100, 33)
"""Code and subcode: "does not exist, or cannot be loaded", as a deleted post answers."""
TRANSIENT = frozenset({1, 2})
EVERYONES_TROUBLE = frozenset({4, 17, 32, 102, 190, 200, 368, 613})
"""Codes of the Graph API for rate limits, and for a token or a Page that can't post at all."""


class _CreatedPost(BaseModel):
    id: str


class _Page(BaseModel):
    name: str
    can_post: bool = True


class _AttachedLink(BaseModel):
    unshimmed_url: str = ""


class _Attachments(BaseModel):
    data: list[_AttachedLink]


class _Post(BaseModel):
    id: str
    message: str = ""
    attachments: _Attachments | None = None

    @property
    def links(self) -> set[str]:
        attached = self.attachments.data if self.attachments else []
        return {link.unshimmed_url for link in attached if link.unshimmed_url}


class _Cursors(BaseModel):
    after: str = ""


class _Paging(BaseModel):
    cursors: _Cursors = _Cursors()
    next: str = ""


class _Posts(BaseModel):
    """One page of the published posts; without `data`, it is none."""

    data: list[_Post]
    paging: _Paging = _Paging()
    error: Any = None


class Facebook(HttpNetwork):
    """Posts, finds by the link, deletes."""

    name = "facebook"
    label = "Facebook"
    longest_alt = 0

    def __init__(self, page: str, token: str, *, base: str) -> None:
        super().__init__(base, (token,))
        self._page = page
        self._http.session.headers["Authorization"] = f"Bearer {token}"

    def compose(self, story: Announcement) -> PostText:
        """The words alone; the link is a field of its own."""
        return compose(story.post or f"{story.title}. {story.summary}", "", self.name)

    def account(self) -> str:
        """The Page's name, whether the token may post there, and a look at what it has published."""
        page = self._call(_Page, "GET", f"/{self._page}", params={"fields": "name,can_post"})
        if not page.can_post:
            raise network.Rejected("The token may not post on this Page: it needs pages_manage_posts.")
        self._call(_Posts, "GET", f"/{self._page}/published_posts", params={"limit": "1"})
        return f"{page.name}; {MAY_POST}"

    def build_request(self, draft: network.PostDraft) -> str:
        """Nothing to upload."""
        request = {"message": draft.words.text, "link": draft.story.url}
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> network.Posted:
        """`POST /{page}/feed`."""
        return _posted(self._call(_CreatedPost, "POST", f"/{self._page}/feed", data=json.loads(request)).id)

    def find(self, claim: network.Claim) -> network.Posted | network.NotFound:
        """Look through the Page's published posts since the claim for the story's link."""
        message = json.loads(claim.request)["message"]
        query = {
            "fields": "id,message,attachments{unshimmed_url}",
            "since": str(int((claim.first_claimed_at - MARGIN).timestamp())),
            "limit": "100",
        }
        for _ in range(PAGES):
            page = self._call(_Posts, "GET", f"/{self._page}/published_posts", params=query)
            for post in page.data:
                if claim.story_url in post.links:
                    return _posted(post.id)
            after = page.paging.cursors.after
            # Our words without any link: it is ours, or it is not, and the listing does not say.
            is_vague = any(post.message == message and not post.links for post in page.data)
            if page.error or is_vague or (page.paging.next and not after):
                raise network.OutcomeUnknown("Facebook showed only a part of the Page's posts.")
            if not page.paging.next:
                return network.NotFound()
            query["after"] = after
        raise network.OutcomeUnknown("The Page has too many posts since then to look through.")

    def delete(self, post_id: str) -> None:
        """`DELETE /{post}`; one that is not there is gone."""
        answer = self._http.request("DELETE", f"{self._base}/{post_id}")
        if not (answer.ok or answer.status == 404 or _codes(answer) == NOT_THERE):
            raise self.classify(answer)

    def classify(self, answer: Response) -> network.NetworkError:
        """The Graph API answers 400 to nearly everything; its codes say what it means."""
        usual, codes = super().classify(answer), _codes(answer)
        if DUPLICATE in codes:
            return network.AlreadyPosted("Facebook says it has this post already.")
        if codes[0] in TRANSIENT or _error(answer).get("is_transient"):
            return network.OutcomeUnknown(usual.reason)
        usual.stops_run = usual.stops_run or codes[0] in EVERYONES_TROUBLE
        return usual


def _posted(post: str) -> network.Posted:
    return network.Posted(post, f"https://www.facebook.com/{post}")


def _error(answer: Response) -> dict[str, Any]:
    error = answer.json().get("error")
    return error if isinstance(error, dict) else {}


def _codes(answer: Response) -> tuple[object, object]:
    error = _error(answer)
    return error.get("code"), error.get("error_subcode")
