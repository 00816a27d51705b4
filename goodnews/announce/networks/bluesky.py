"""Bluesky, by plain HTTP: a record's key is derived from the story, and the server writes a key only once."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import BaseModel

from goodnews.announce import network
from goodnews.announce.networks.http import MAY_POST, HttpClient, HttpNetwork, Response
from goodnews.feeds.announce_manifest import Announcement
from goodnews.posts import PostText, compose

COLLECTION = "app.bsky.feed.post"
SHOWN_LINK = 40
LONGEST_DESCRIPTION = 1000
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_Body = TypeVar("_Body", bound=BaseModel)


class _Session(BaseModel):
    did: str
    handle: str = ""
    accessJwt: str  # noqa: N815 - the names of the protocol
    refreshJwt: str = ""  # noqa: N815
    active: bool = True


class _Record(BaseModel):
    uri: str


class _Blob(BaseModel):
    blob: dict[str, Any]


class Bluesky(HttpNetwork):
    """Posts a link card with its picture; a second try of the same story is refused by the server itself."""

    name = "bluesky"
    label = "Bluesky"
    longest_alt = 2000
    makes_card = True

    def __init__(
        self,
        handle: str,
        password: str,
        *,
        base: str,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(base, (password,))
        self._handle = handle.removeprefix("@")
        self._password = password
        self._now = now
        self._session: _Session | None = None

    def compose(self, story: Announcement) -> PostText:
        """300 graphemes; the link is shown short, and its facet leads to the whole address."""
        return compose(story.post or story.title, story.url, self.name, show_link=show_link(story.url))

    def account(self) -> str:
        """Sign in: an app password may do all that is needed, unless the account is switched off."""
        session = self._sign_in()
        if not session.active:
            raise network.Rejected("The account is deactivated or suspended.")
        return f"@{session.handle or self._handle}; {MAY_POST}"

    def build_request(self, draft: network.PostDraft) -> str:
        """Upload the card's picture and freeze the record, its time included."""
        session = self._sign_in()
        story, picture = draft.story, draft.image or draft.card
        card: dict[str, object] = {
            "uri": story.url,
            "title": story.title,
            "description": _describe(story, draft.image),
        }
        if picture:
            name = "com.atproto.repo.uploadBlob"
            card["thumb"] = self._procedure(_Blob, name, picture.data, picture.type).blob
        record = {
            "$type": COLLECTION,
            "text": draft.words.text,
            "createdAt": self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "langs": [story.lang],
            "facets": facets(draft.words.text, story.url),
            "embed": {"$type": "app.bsky.embed.external", "external": card},
        }
        request = {
            "repo": session.did,
            "collection": COLLECTION,
            "rkey": record_key(story.id),
            # Null and not left out: "write only if there is nothing under this key".
            "swapRecord": None,
            "record": record,
        }
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> network.Posted:
        """`com.atproto.repo.putRecord`: the same record again is no error, another one is `InvalidSwap`."""
        try:
            self._sign_in()
        except network.NetworkError as error:
            # Not a byte of the post was sent, so even silence here is a no.
            raise network.Rejected(error.reason, stops_run=True) from None
        return self._posted(self._procedure(_Record, "com.atproto.repo.putRecord", request.encode()))

    def find(self, claim: network.Claim) -> network.Posted | network.NotFound:
        """One `getRecord` says for certain."""
        query = {"repo": self._sign_in().did, "collection": COLLECTION, "rkey": record_key(claim.story)}
        url = f"{self._base}/xrpc/com.atproto.repo.getRecord"
        answer = self._http.request("GET", url, params=query)
        if answer.ok:
            return self._posted(self._read(_Record, answer))
        if answer.json().get("error") == "RecordNotFound":
            return network.NotFound()
        raise self.classify(answer)

    def delete(self, post_id: str) -> None:
        """`com.atproto.repo.deleteRecord`; deleting twice is no error there."""
        key = post_id.rpartition("/")[2]
        where = {"repo": self._sign_in().did, "collection": COLLECTION, "rkey": key}
        headers = {"Content-Type": "application/json"}
        self._ask("POST", "/xrpc/com.atproto.repo.deleteRecord", data=json.dumps(where), headers=headers)

    def _sign_in(self) -> _Session:
        """A session, once a run: it lasts two hours and is kept nowhere."""
        if self._session:
            return self._session
        asked = json.dumps({"identifier": self._handle, "password": self._password}).encode()
        opened = self._procedure(_Session, "com.atproto.server.createSession", asked)
        session = self._http.session
        session.headers["Authorization"] = f"Bearer {opened.accessJwt}"
        self._http = HttpClient(session, (self._password, opened.accessJwt, opened.refreshJwt))
        self._session = opened
        return opened

    def _procedure(self, body: type[_Body], name: str, data: bytes, kind: str = "application/json") -> _Body:
        return self._call(body, "POST", f"/xrpc/{name}", data=data, headers={"Content-Type": kind})

    def _posted(self, record: _Record) -> network.Posted:
        key = record.uri.rpartition("/")[2]
        return network.Posted(record.uri, f"https://bsky.app/profile/{self._handle}/post/{key}")

    def classify(self, answer: Response) -> network.NetworkError:
        """`InvalidSwap`: there is another record under this story's key. No session stops everything."""
        if answer.json().get("error") == "InvalidSwap":
            return network.AlreadyPosted("Bluesky has this story already.")
        usual = super().classify(answer)
        usual.stops_run = usual.stops_run or self._session is None
        return usual


def record_key(identity: str) -> str:
    """A timestamp identifier (atproto's TID) that only the story's identity decides.

    Its time is a microsecond of the first day of the identity's year, chosen by a hash: always in the
    past, and the same after the story's date was edited.

    >>> record_key("2026/night-on-ward-7") == record_key("2026/night-on-ward-7")
    True
    """
    year = int(identity[:4]) if identity[:4].isdigit() and int(identity[:4]) >= 1970 else 1970
    digest = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:8], "big")
    start = int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
    day = timedelta(days=1) // timedelta(microseconds=1)
    number = (start + (digest >> 10) % day) << 10 | (digest & 1023)
    return "".join(_LETTERS[number >> 5 * index & 31] for index in range(12, -1, -1))


def show_link(url: str) -> str:
    """The address as it stands in the text: no scheme, not too long.

    >>> show_link("https://stories.merrowdale.example/stories/2026/night-on-ward-7/")
    'stories.merrowdale.example/stories/2026…'
    """
    plain = url.partition("://")[2].rstrip("/")
    return plain if len(plain) <= SHOWN_LINK else plain[: SHOWN_LINK - 1] + "…"


def facets(text: str, url: str) -> list[dict[str, object]]:
    """Make the shown link a link. Its place is counted in bytes of UTF-8."""
    shown = show_link(url)
    start = len(text[: text.rindex(shown)].encode())
    return [
        {
            "index": {"byteStart": start, "byteEnd": start + len(shown.encode())},
            "features": [{"$type": "app.bsky.richtext.facet#link", "uri": url}],
        }
    ]


def _describe(story: Announcement, image: network.PostImage | None) -> str:
    """A card has no field for alternative text, so its description carries it."""
    described = f"{story.summary} Picture: {image.alt}" if image and image.alt else story.summary
    return described[:LONGEST_DESCRIPTION]
