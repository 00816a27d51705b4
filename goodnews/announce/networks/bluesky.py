"""Bluesky, by plain HTTP: a record's key is derived from the story, and the server writes a key only once."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

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

DEFAULT_BASE = "https://bsky.social"
COLLECTION = "app.bsky.feed.post"
SHOWN_LINK = 40
LONGEST_DESCRIPTION = 1000
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"


class Bluesky:
    """Posts a link card with its picture; a second try of the same story is refused by the server itself."""

    name = "bluesky"
    label = "Bluesky"
    capabilities = Capabilities(alt=2000, cards=True)

    def __init__(
        self,
        handle: str,
        password: str,
        *,
        base: str = DEFAULT_BASE,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._handle = handle.removeprefix("@")
        self._password = password
        self._base = base.rstrip("/")
        self._now = now or (lambda: datetime.now(UTC))
        self._client = HttpClient(make_session(self._base), (password,))
        self._did = ""

    def compose(self, story: Announcement) -> PostText:
        """300 graphemes; the link is shown short, and its facet leads to the whole address."""
        return compose(story.post or story.title, story.url, self.name, show_link=show_link(story.url))

    def recipients(self, story: Announcement) -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """One post for everybody."""
        return ("",)

    def estimate(self, story: Announcement) -> str:  # noqa: ARG002 - the same for all
        """Everybody who follows; nobody is counted."""
        return ""

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:  # noqa: ARG002 - one post for all
        """Upload the card's picture and freeze the record, its time included."""
        problem = self._sign_in()
        if problem:
            return problem
        story, picture = draft.story, draft.image or draft.card
        card: dict[str, object] = {
            "uri": story.url,
            "title": story.title,
            "description": _describe(story, draft.image),
        }
        if picture:
            thumb = self._upload(picture)
            if not isinstance(thumb, dict):
                return thumb
            card["thumb"] = thumb
        record = {
            "$type": COLLECTION,
            "text": draft.words.text,
            "createdAt": self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "langs": [story.lang],
            "facets": facets(draft.words.text, story.url),
            "embed": {"$type": "app.bsky.embed.external", "external": card},
        }
        request = {
            "repo": self._did,
            "collection": COLLECTION,
            "rkey": record_key(story.id),
            # Null and not left out: "write only if there is nothing under this key".
            "swapRecord": None,
            "record": record,
        }
        return json.dumps(request, ensure_ascii=False, sort_keys=True)

    def post(self, request: str) -> PostOutcome:
        """`com.atproto.repo.putRecord`: the same record again is no error, another one is `InvalidSwap`."""
        problem = self._sign_in()
        if problem:
            # Not a byte of the post was sent, so even silence here is a no.
            return Refused(problem.why, stop=True)
        answer = self._call("POST", "com.atproto.repo.putRecord", data=request.encode())
        found = answer.json() if isinstance(answer, Answer) else None
        if isinstance(answer, Answer) and answer.ok and isinstance(found, dict) and "uri" in found:
            return self._posted(str(found["uri"]))
        if _error(answer) == "InvalidSwap":
            return Duplicate("Bluesky has this story already.")
        return self._say(answer)

    def find(self, claimed: Claim) -> FindOutcome:
        """One `getRecord` says for certain."""
        problem = self._sign_in()
        if problem:
            return Unsure(problem.why)
        query = {"repo": self._did, "collection": COLLECTION, "rkey": record_key(claimed.story)}
        answer = self._call("GET", "com.atproto.repo.getRecord", params=query)
        found = answer.json() if isinstance(answer, Answer) and answer.ok else None
        if isinstance(found, dict) and isinstance(found.get("uri"), str):
            return self._posted(found["uri"])
        if _error(answer) == "RecordNotFound":
            return Absent()
        return Unsure(self._say(answer).why)

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002 - the network's own word
        """`com.atproto.repo.deleteRecord`; deleting twice is no error there."""
        problem = self._sign_in()
        if problem:
            return problem
        where = {"repo": self._did, "collection": COLLECTION, "rkey": id.rpartition("/")[2]}
        answer = self._call("POST", "com.atproto.repo.deleteRecord", data=json.dumps(where).encode())
        return Gone() if isinstance(answer, Answer) and answer.ok else self._say(answer)

    def _sign_in(self) -> Refused | Unsure | None:
        """A session, once a run: it lasts two hours and is kept nowhere."""
        if self._did:
            return None
        asked = json.dumps({"identifier": self._handle, "password": self._password}).encode()
        answer = self._call("POST", "com.atproto.server.createSession", data=asked)
        found = answer.json() if isinstance(answer, Answer) and answer.ok else None
        if not isinstance(found, dict) or not {"did", "accessJwt"} <= set(found):
            said = self._say(answer)
            return Refused(said.why, stop=True) if isinstance(said, Refused) else said
        session = self._client.session
        session.headers["Authorization"] = f"Bearer {found['accessJwt']}"
        self._client = HttpClient(
            session, (self._password, str(found["accessJwt"]), str(found.get("refreshJwt", "")))
        )
        self._did = str(found["did"])
        return None

    def _upload(self, image: Image) -> dict[str, Any] | Refused | Unsure:
        answer = self._call("POST", "com.atproto.repo.uploadBlob", data=image.data, kind=image.type)
        found = answer.json() if isinstance(answer, Answer) and answer.ok else None
        blob = found.get("blob") if isinstance(found, dict) else None
        return blob if isinstance(blob, dict) else self._say(answer)

    def _call(
        self, method: str, name: str, *, kind: str = "application/json", **more: Any
    ) -> Answer | Refused | Unsure:
        headers = {"Content-Type": kind} if method == "POST" else {}
        return self._client.request(method, f"{self._base}/xrpc/{name}", headers=headers, **more)

    def _posted(self, uri: str) -> Posted:
        key = uri.rpartition("/")[2]
        return Posted(uri, f"https://bsky.app/profile/{self._handle}/post/{key}")

    def _say(self, answer: Answer | Refused | Unsure) -> Refused | Unsure:
        if not isinstance(answer, Answer):
            return answer
        if answer.ok:
            return Unsure("Bluesky answered in a way that can't be read.")
        return self._client.classify(answer, self.label)


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
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(12, -1, -1))


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


def _describe(story: Announcement, image: Image | None) -> str:
    """A card has no field for alternative text, so its description carries it."""
    described = f"{story.summary} Picture: {image.alt}" if image and image.alt else story.summary
    return described[:LONGEST_DESCRIPTION]


def _error(answer: Answer | Refused | Unsure) -> str:
    found = answer.json() if isinstance(answer, Answer) else None
    return str(found.get("error", "")) if isinstance(found, dict) else ""
