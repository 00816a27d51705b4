"""X's API for the practice network, on the loopback address only."""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from oauthlib.common import Request
from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint

from goodnews.announce.networks.x import X, XKeys
from goodnews.announce.policy import PRACTICE
from goodnews.announce.practice.timeline import LINK, ApiError, Timeline
from goodnews.http_server import LocalServer, RequestHandler

PRACTICE_KEYS = XKeys("practice-key", "practice-secret", "practice-token", "practice-token-secret")
"""Not secret: they open nothing but a server on this machine."""
USER = "1899999999999999999"
LARGEST = 6_000_000
PAGE = 100


class PracticeNetwork(X):
    """X's own client, talking to the practice server; its posts are looked at on a page, which is a file."""

    name = PRACTICE
    label = "Practice"

    def __init__(self, base: str, page: str) -> None:
        super().__init__(PRACTICE_KEYS, base=base)
        self._page = page

    def post_url(self, post: str) -> str:
        """Where on the page it stands."""
        return f"{self._page}#post-{post}"


class SignatureVerifier(RequestValidator):
    """Knows one account's keys, and every request that was sent with them before."""

    enforce_ssl = False
    timestamp_lifetime = 300
    allowed_signature_methods = ("HMAC-SHA1",)
    nonce_length = (8, 64)
    dummy_client = "nobody"

    def __init__(self, keys: XKeys) -> None:
        super().__init__()
        self._keys = keys
        self._used: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def is_valid(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether a request is signed with the account's keys, just now and for the first time.

        The body counts in when it is a form. The headers are named `Authorization` and `Content-Type`.
        """
        is_form = headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        form = body.decode("utf-8", "replace") if is_form else ""
        try:
            valid, request = SignatureOnlyEndpoint(self).validate_request(url, method, form, dict(headers))
        except ValueError:
            # A header that is none at all.
            return False
        return bool(valid) and request.resource_owner_key == self._keys.token

    def check_client_key(self, client_key: str) -> bool:
        """Any text may be a key; whether it is ours is asked next."""
        return bool(client_key)

    def validate_client_key(self, client_key: str, request: Request) -> bool:  # noqa: ARG002 - oauthlib's
        """Whether it is our app."""
        return client_key == self._keys.key

    def get_client_secret(self, *_: object) -> str:
        """The app's secret."""
        return self._keys.secret

    def get_access_token_secret(self, *_: object) -> str:
        """The user's secret."""
        return self._keys.token_secret

    def validate_timestamp_and_nonce(self, _client: str, timestamp: str, nonce: str, *_: object) -> bool:
        """Whether this request was not sent before; from now on it was."""
        with self._lock:
            is_new = (timestamp, nonce) not in self._used
            self._used.add((timestamp, nonce))
            return is_new


class PracticeServer(LocalServer):
    """The practice network while a block runs, on a free port of 127.0.0.1.

    X's own check for duplicates is only a backstop; tests switch it off to see what the ledger is worth.
    """

    def __init__(self, folder: Path, *, keys: XKeys = PRACTICE_KEYS, refuse_duplicates: bool = True) -> None:
        self.timeline = Timeline(folder, refuse_duplicates=refuse_duplicates)
        super().__init__(_PracticeHandler, timeline=self.timeline, signatures=SignatureVerifier(keys))


class _PracticeHandler(RequestHandler):
    timeline: Timeline
    signatures: SignatureVerifier

    def do_GET(self) -> None:
        """Answer a request to the API."""
        length = self.headers.get("Content-Length", "0")
        is_chunked = "chunked" in self.headers.get("Transfer-Encoding", "")
        if is_chunked or not length.isdigit() or int(length) > LARGEST:
            self.close_connection = True
            self._say(413, {"title": "Payload Too Large", "detail": "Too much.", "status": 413})
            return
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            self._check(body)
            self._say(*self._do(headers, body))
        except ApiError as error:
            problem = {"detail": error.detail, "type": "about:blank", "title": error.title}
            self._say(error.status, {**problem, "status": error.status})

    do_POST = do_DELETE = do_GET

    def _check(self, body: bytes) -> None:
        url = f"http://{self.headers.get('Host', '')}{self.path}"
        signed = {name: self.headers.get(name, "") for name in ("Authorization", "Content-Type")}
        if not self.signatures.is_valid(self.command, url, signed, body):
            raise ApiError(401, "Unauthorized", "The request is not signed as it must be.")

    def _do(self, headers: Mapping[str, str], body: bytes) -> tuple[int, object]:
        timeline, now = self.timeline, datetime.now(UTC)
        parts = urlsplit(self.path)
        asked = f"{self.command} {parts.path}"
        if asked == "POST /2/tweets":
            return 201, {"data": timeline.add_post(_json(headers, body), now)}
        if asked == "POST /2/media/upload":
            return 200, {"data": {"id": timeline.add_media(_upload(headers, body), now)}}
        if asked == "POST /2/media/metadata":
            timeline.describe_media(_json(headers, body))
            return 200, {"data": {}}
        if asked == "GET /2/users/me":
            return 200, {"data": {"id": USER, "name": "Practice", "username": "practice"}}
        if asked == f"GET /2/users/{USER}/tweets":
            return 200, _tweets(timeline, parse_qs(parts.query, strict_parsing=True))
        if match := re.fullmatch(r"DELETE /2/tweets/(\d{1,19})", asked):
            timeline.delete_post(match[1])
            return 200, {"data": {"deleted": True}}
        raise ApiError(404, "Not Found Error", f"There is no {asked}.")

    def _say(self, status: int, answer: object) -> None:
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.reply(status, body, {"Content-Type": "application/json; charset=utf-8"})


def _json(headers: Mapping[str, str], body: bytes) -> Any:
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise ApiError(415, "Unsupported Media Type", "The body must be JSON.")
    try:
        return json.loads(body)
    except ValueError:
        raise ApiError(400, "Invalid Request", "The body can't be read as JSON.") from None


def _upload(headers: Mapping[str, str], body: bytes) -> bytes:
    """The picture out of a multipart form with exactly `media` and `media_category=tweet_image`."""
    kind = headers.get("content-type", "")
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    fields: dict[str, bytes] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        content = part.get_payload(decode=True)
        fields[str(part.get_param("name", header="content-disposition"))] = (
            content if isinstance(content, bytes) else b""
        )
    if set(fields) != {"media", "media_category"} or fields["media_category"].strip() != b"tweet_image":
        raise ApiError(400, "Invalid Request", "The form must have media and media_category=tweet_image.")
    return fields["media"]


def _tweets(timeline: Timeline, query: Mapping[str, list[str]]) -> dict[str, object]:
    if not set(query) <= {"max_results", "tweet.fields", "start_time", "pagination_token"}:
        raise ApiError(400, "Invalid Request", "The query parameter is not known.")
    start = query.get("start_time", ["0000-01-01T00:00:00Z"])[0]
    size = int(query.get("max_results", ["10"])[0])
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", start) or not 5 <= size <= PAGE:
        raise ApiError(400, "Invalid Request", "The query parameter is not valid.")
    posts = [post for post in timeline.posts() if post["created_at"][:19] >= start[:19]]
    first = int(query.get("pagination_token", ["0"])[0])
    shown = posts[first : first + size]
    meta: dict[str, object] = {"result_count": len(shown)}
    if first + size < len(posts):
        meta["next_token"] = str(first + size)
    answer: dict[str, object] = {"meta": meta}
    if shown:
        wants = "entities" in query.get("tweet.fields", [""])[0].split(",")
        answer["data"] = [_tweet(post, with_entities=wants) for post in shown]
    return answer


def _tweet(post: Mapping[str, Any], *, with_entities: bool) -> dict[str, object]:
    """A post as X's API shows it: each link is a short one, and the entities say what it stands for."""
    text, urls = post["text"], []
    for number, link in enumerate(LINK.findall(text)):
        short = f"https://t.co/{number:010d}"
        text = text.replace(link, short, 1)
        urls.append({"url": short, "expanded_url": link})
    tweet: dict[str, object] = {"id": post["id"], "text": text}
    return {**tweet, "entities": {"urls": urls}} if with_entities else tweet
