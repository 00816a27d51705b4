"""What the practice network remembers: one file, its pictures, and a page to look at."""

import html
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from goodnews.files import write_atomically
from goodnews.http_server import LOCAL_STYLE
from goodnews.posts import count_x
from goodnews.problems import CommandError

LINK = re.compile(r"https?://[^\s<>\"]+")
FIRST_ID = 1_900_000_000_000_000_000
LIMIT = 280
_Body = TypeVar("_Body", bound=BaseModel)


class _Strict(BaseModel):
    """X refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _MediaIds(_Strict):
    media_ids: list[str] = Field(max_length=4)


class _NewPost(_Strict):
    text: str = Field(pattern=r"\S")
    media: _MediaIds = _MediaIds(media_ids=[])


class _AltText(_Strict):
    text: str = Field(min_length=1, max_length=1000)


class _Metadata(_Strict):
    alt_text: _AltText


class _Description(_Strict):
    id: str
    metadata: _Metadata


class ApiError(Exception):
    """The answer X gives: status, title and detail."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        self.status = status
        self.title = title
        self.detail = detail
        super().__init__(detail)


class Timeline:
    """Posts and pictures under one folder; every change is on disk before it is answered.

    CommandError when what is there was written by somebody else.
    """

    def __init__(self, folder: Path, *, refuse_duplicates: bool = True) -> None:
        self.folder = folder
        self._refuse_duplicates = refuse_duplicates
        self._file = folder / "timeline.json"
        self._lock = threading.Lock()
        self._read()

    @property
    def page(self) -> Path:
        """The page that shows it."""
        return self.folder / "timeline.html"

    def posts(self) -> list[dict[str, Any]]:
        """Newest first, without those deleted."""
        return [post for post in reversed(self._read()["posts"]) if not post["deleted"]]

    def add_post(self, body: object, now: datetime) -> dict[str, str]:
        """Check a post as X does, and keep it; ApiError is X's answer to what it refuses."""
        sent = _read(_NewPost, body)
        text, media = sent.text, sent.media.media_ids
        if count_x(text) > LIMIT:
            detail = "Your Tweet text is too long. For more information see the docs."
            raise ApiError(403, "Forbidden", detail)
        with self._change() as state:
            if any(number not in state["media"] for number in media):
                raise ApiError(400, "Invalid Request", "Your media IDs are invalid.")
            same = (post for post in state["posts"] if post["text"] == text and not post["deleted"])
            if self._refuse_duplicates and any(same):
                detail = "You are not allowed to create a Tweet with duplicate content."
                raise ApiError(403, "Forbidden", detail)
            post: dict[str, Any] = {
                "id": str(FIRST_ID + len(state["posts"])),
                "text": text,
                "media": media,
                "created_at": now.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "deleted": False,
            }
            state["posts"].append(post)
        return {"id": post["id"], "text": text}

    def delete_post(self, post_id: str) -> None:
        """Take a post back; ApiError when there is none."""
        with self._change() as state:
            posts = [post for post in state["posts"] if post["id"] == post_id and not post["deleted"]]
            if not posts:
                raise ApiError(404, "Not Found Error", f"Could not find tweet with id: [{post_id}].")
            posts[0]["deleted"] = True

    def add_media(self, data: bytes, now: datetime) -> str:
        """Keep a picture until a post carries it; ApiError when it is none, or over 5 MB."""
        extension = _extension(data)
        if extension is None or len(data) > 5_000_000:
            raise ApiError(400, "Invalid Request", "The media is no picture of at most 5 MB.")
        with self._change() as state:
            media = str(FIRST_ID + 500_000_000 + len(state["media"]))
            state["media"][media] = {"file": f"{media}.{extension}", "alt": "", "at": now.isoformat()}
            write_atomically(self.folder / "media" / f"{media}.{extension}", data)
        return media

    def describe_media(self, body: object) -> None:
        """Give a picture its alternative text."""
        described = _read(_Description, body)
        with self._change() as state:
            if described.id not in state["media"]:
                raise ApiError(400, "Invalid Request", "There is no such media.")
            state["media"][described.id]["alt"] = described.metadata.alt_text.text

    def _read(self) -> dict[str, Any]:
        try:
            state: dict[str, Any] = json.loads(self._file.read_bytes())
            if isinstance(state["posts"], list) and isinstance(state["media"], dict):
                return state
        except FileNotFoundError:
            return {"posts": [], "media": {}}
        except (ValueError, KeyError, TypeError):
            pass
        message = f"{self.folder.name}/{self._file.name} is not as the practice network wrote it."
        raise CommandError(message, "Remove that file, and practice begins anew.")

    @contextmanager
    def _change(self) -> Iterator[dict[str, Any]]:
        """What is remembered, for one request at a time to change; nothing is written of what is refused."""
        with self._lock:
            state = self._read()
            yield state
            write_atomically(self._file, json.dumps(state, ensure_ascii=False, indent=1) + "\n")
            write_atomically(self.page, show_page(state))


def _read(model: type[_Body], body: object) -> _Body:
    """What was sent, checked; ApiError for what it lacks, and for what X does not know."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        names = (".".join(map(str, fault["loc"])) or "the body" for fault in error.errors())
        detail = f"One or more parameters is invalid: {', '.join(names)}."
        raise ApiError(400, "Invalid Request", detail) from None


def _extension(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def show_page(state: Mapping[str, Any]) -> str:
    """The timeline as a page for people, newest first."""
    shown = [_show_post(post, state["media"]) for post in reversed(state["posts"])]
    posts = "\n".join(shown) or "<p>Nothing has been posted yet.</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>The practice network</title>\n<style>{LOCAL_STYLE}</style>\n</head>\n<body>\n"
        "<h1>The practice network</h1>\n<p>This is a rehearsal. Nobody but you can see these posts.</p>\n"
        f"<main>\n{posts}\n</main>\n</body>\n</html>\n"
    )


def _show_post(post: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    when = (
        f'<small><time datetime="{post["created_at"]}">{post["created_at"][:16].replace("T", " ")} UTC</time>'
    )
    if post["deleted"]:
        return f'<article id="post-{post["id"]}"><p><del>Taken back.</del></p>{when}</small></article>'
    linked = LINK.sub(lambda match: f'<a href="{match[0]}">{match[0]}</a>', html.escape(post["text"]))
    pictures = "".join(
        f'<img src="media/{media[number]["file"]}" alt="{html.escape(media[number]["alt"])}">\n'
        f"<small>Described as: {html.escape(media[number]['alt'])}</small>\n"
        for number in post["media"]
    )
    count = f" · {count_x(post['text'])} of {LIMIT}"
    start = f'<article id="post-{post["id"]}">'
    return f"{start}<p>{linked}</p>\n{pictures}<p>{when}{count}</small></p></article>"
