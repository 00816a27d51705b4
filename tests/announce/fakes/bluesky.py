"""A personal data server as strict as Bluesky's own about what this project uses."""

import re
from dataclasses import dataclass, field
from typing import Any

from goodnews.posts import count_graphemes
from tests.announce.fakes.server import FakeServer, No, Request

DID = "did:plc:merrowdale"
HANDLE = "merrowdale.example"
PASSWORD = "planted-bluesky-password"
TOKEN = "planted-bluesky-jwt"


def credentials(url: str) -> dict[str, str]:
    return {"BLUESKY_BASE": url, "BLUESKY_HANDLE": HANDLE, "BLUESKY_APP_PASSWORD": PASSWORD}


@dataclass
class FakeBluesky(FakeServer):
    records: dict[str, Any] = field(default_factory=dict)
    blobs: dict[str, int] = field(default_factory=dict)

    def answer(self, request: Request) -> tuple[int, object]:
        name = request.path.removeprefix("/xrpc/")
        if name == "com.atproto.server.createSession":
            if request.json != {"identifier": HANDLE, "password": PASSWORD}:
                raise No(
                    401, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
                )
            return 200, {"did": DID, "handle": HANDLE, "accessJwt": TOKEN, "refreshJwt": "planted-refresh"}
        if name != "com.atproto.repo.getRecord" and request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise No(401, {"error": "InvalidToken", "message": "Bad token"})
        return getattr(self, name.rpartition(".")[2])(request)

    def uploadBlob(self, request: Request) -> tuple[int, object]:  # noqa: N802
        assert request.headers["content-type"].startswith("image/")
        link = f"bafkrei{len(self.blobs)}"
        self.blobs[link] = len(request.body)
        blob = {
            "$type": "blob",
            "ref": {"$link": link},
            "mimeType": request.headers["content-type"],
            "size": len(request.body),
        }
        return 200, {"blob": blob}

    def putRecord(self, request: Request) -> tuple[int, object]:  # noqa: N802
        asked = request.json
        assert set(asked) == {"repo", "collection", "rkey", "record", "swapRecord"}
        assert (asked["repo"], asked["collection"]) == (DID, "app.bsky.feed.post")
        assert re.fullmatch(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", asked["rkey"])
        self._check(asked["record"])
        # As the real server does: the same record once more changes nothing, and is no error.
        same = self.records.get(asked["rkey"]) == asked["record"]
        if asked["swapRecord"] is None and asked["rkey"] in self.records and not same:
            raise No(400, {"error": "InvalidSwap", "message": "Record was at bafy…"})
        self.records[asked["rkey"]] = asked["record"]
        return 200, {"uri": f"at://{DID}/app.bsky.feed.post/{asked['rkey']}", "cid": "bafy"}

    def _check(self, record: dict[str, Any]) -> None:
        assert set(record) == {"$type", "text", "createdAt", "langs", "facets", "embed"}
        assert count_graphemes(record["text"]) <= 300
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", record["createdAt"])
        (facet,) = record["facets"]
        shown = record["text"].encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        (feature,) = facet["features"]
        assert feature["uri"].startswith("https://" + shown.rstrip("…"))
        card = record["embed"]["external"]
        assert {"uri", "title", "description"} <= set(card)
        if "thumb" in card:
            assert self.blobs[card["thumb"]["ref"]["$link"]] <= 1_000_000

    def getRecord(self, request: Request) -> tuple[int, object]:  # noqa: N802
        (key,) = request.query["rkey"]
        if key not in self.records:
            raise No(400, {"error": "RecordNotFound", "message": "Could not locate record"})
        return 200, {"uri": f"at://{DID}/app.bsky.feed.post/{key}", "value": self.records[key]}

    def deleteRecord(self, request: Request) -> tuple[int, object]:  # noqa: N802
        self.records.pop(request.json["rkey"], None)
        return 200, {}

    def posts(self) -> list[str]:
        return [record["text"] for record in self.records.values()]
