"""X, by API version 2 with OAuth 1.0a: four secrets that do not expire and need no storing back."""

import json
from dataclasses import astuple, dataclass
from datetime import UTC
from typing import Any

from pydantic import AliasPath, BaseModel, Field
from requests_oauthlib import OAuth1

from goodnews.announce import network
from goodnews.announce.networks.http import MARGIN, MAY_POST, PAGES, HttpNetwork, Response
from goodnews.feeds.announce_manifest import Announcement
from goodnews.posts import PostText, compose


@dataclass(frozen=True, slots=True)
class XKeys:
    """The four secrets of one account's own app."""

    key: str
    secret: str
    token: str
    token_secret: str


class _Created(BaseModel):
    id: str = Field(pattern=r"^\d+$", validation_alias=AliasPath("data", "id"))


class _User(BaseModel):
    id: str = Field(validation_alias=AliasPath("data", "id"))
    username: str = Field("", validation_alias=AliasPath("data", "username"))


class _Url(BaseModel):
    expanded_url: str = ""
    unwound_url: str = ""


class _Tweet(BaseModel):
    id: str
    text: str
    urls: list[_Url] = Field([], validation_alias=AliasPath("entities", "urls"))

    @property
    def links(self) -> set[str]:
        return {link for url in self.urls for link in (url.expanded_url, url.unwound_url) if link}


class _Timeline(BaseModel):
    """One page of a timeline, `data` left out when it is empty."""

    result_count: int = Field(validation_alias=AliasPath("meta", "result_count"))
    next_token: str = Field("", validation_alias=AliasPath("meta", "next_token"))
    data: list[_Tweet] = []
    errors: list[Any] = []

    @property
    def is_whole(self) -> bool:
        """Whether everything is there: no errors, as many as it says, and every link with its address."""
        has_links = all(tweet.links or "http" not in tweet.text for tweet in self.data)
        return not self.errors and self.result_count == len(self.data) and has_links


class X(HttpNetwork):
    """Posts with a photo and its description; finds by the link in the text; deletes."""

    name = "x"
    label = "X"

    def __init__(self, keys: XKeys, *, base: str) -> None:
        super().__init__(base, astuple(keys))
        self._http.session.auth = OAuth1(*astuple(keys))

    def post_url(self, post: str) -> str:
        """Where people see a post; X finds its author itself."""
        return f"https://x.com/i/status/{post}"

    def compose(self, story: Announcement) -> PostText:
        """The story's words and its link, 280 by weight, on the practice network too."""
        return compose(story.post or story.title, story.url, "x")

    def account(self) -> str:
        """`GET /2/users/me`, whose headers say what the keys may do, and a look at the own timeline."""
        answer = self._ask("GET", "/2/users/me")
        me = self._read(_User, answer)
        if answer.headers.get("x-access-level") == "read":
            raise network.Rejected(
                "The keys may only read. Give the app the right to write, and make new keys."
            )
        self._call(_Timeline, "GET", f"/2/users/{me.id}/tweets", params={"max_results": "5"})
        return f"@{me.username}; {MAY_POST}"

    def build_request(self, draft: network.PostDraft) -> str:
        """Upload the photo and its description, and write down the post that will carry it."""
        post: dict[str, object] = {"text": draft.words.text}
        if draft.image:
            post["media"] = {"media_ids": [self._upload(draft.image)]}
        return json.dumps(post, ensure_ascii=False, sort_keys=True)

    def _upload(self, image: network.PostImage) -> str:
        extension = image.type.partition("/")[2]
        media = self._call(
            _Created,
            "POST",
            "/2/media/upload",
            files={"media": (f"photo.{extension}", image.data, image.type)},
            data={"media_category": "tweet_image"},
        ).id
        # A photo without its description is no photo for everybody: better to try again later.
        described = {"id": media, "metadata": {"alt_text": {"text": image.alt[: self.longest_alt]}}}
        self._ask("POST", "/2/media/metadata", json=described)
        return media

    def post(self, request: str) -> network.Posted:
        """`POST /2/tweets` with exactly these bytes."""
        headers = {"Content-Type": "application/json"}
        made = self._call(_Created, "POST", "/2/tweets", data=request.encode(), headers=headers)
        return network.Posted(made.id, self.post_url(made.id))

    def find(self, claim: network.Claim) -> network.Posted | network.NotFound:
        """Look through one's own timeline, since the claim, for the story's link."""
        me = self._call(_User, "GET", "/2/users/me")
        since = (claim.first_claimed_at.astimezone(UTC) - MARGIN).strftime("%Y-%m-%dT%H:%M:%SZ")
        query = {"max_results": "100", "tweet.fields": "entities", "start_time": since}
        for _ in range(PAGES):
            page = self._call(_Timeline, "GET", f"/2/users/{me.id}/tweets", params=query)
            for tweet in page.data:
                if claim.story_url in tweet.links:
                    return network.Posted(tweet.id, self.post_url(tweet.id))
            if not page.is_whole:
                raise network.OutcomeUnknown(f"{self.label} showed only a part of the timeline.")
            if not page.next_token:
                return network.NotFound()
            query["pagination_token"] = page.next_token
        raise network.OutcomeUnknown(
            f"{self.label}'s timeline is longer than {PAGES * 100} posts since then."
        )

    def delete(self, post_id: str) -> None:
        """`DELETE /2/tweets/:id`."""
        self._delete(f"/2/tweets/{post_id}")

    def classify(self, answer: Response) -> network.NetworkError:
        """A 403 concerns one post; with the word “duplicate” in it, X has that post already."""
        if answer.status == 403 and b"duplicate" in answer.body.lower():
            return network.AlreadyPosted(f"{self.label} says it has this post already.")
        return super().classify(answer)
