"""What the practice network remembers: one file, its pictures, and a page to look at."""

import html
import json
import re
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from goodnews.files import write_atomically
from goodnews.posts import count_x

LINK = re.compile(r"https?://[^\s<>\"]+")
FIRST_ID = 1_900_000_000_000_000_000
LIMIT = 280
MAY_HAVE = {"text", "media"}


class ApiError(Exception):
    """The answer X gives: status, title and detail."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        self.status = status
        self.title = title
        self.detail = detail
        super().__init__(detail)


class Timeline:
    """Posts and pictures under one folder; every change is on disk before it is answered."""

    def __init__(self, folder: Path, *, refuse_duplicates: bool = True) -> None:
        self.folder = folder
        self._refuse_duplicates = refuse_duplicates
        self._file = folder / "timeline.json"
        self._lock = threading.Lock()

    @property
    def page(self) -> Path:
        """The page that shows it."""
        return self.folder / "timeline.html"

    def as_page(self) -> str:
        """What the page shows now."""
        return show_page(self._read())

    def posts(self) -> list[dict[str, Any]]:
        """Newest first, without those deleted."""
        return [post for post in reversed(self._read()["posts"]) if not post["deleted"]]

    def add_post(self, wanted: object, now: datetime) -> dict[str, str]:
        """Check a post as X does, and keep it.

        Raises:
            ApiError: unknown fields, too long, a duplicate, or a picture nobody uploaded.
        """
        with self._lock:
            found = self._read()
            text, media = _checked(wanted, found)
            same = (post for post in found["posts"] if post["text"] == text and not post["deleted"])
            if self._refuse_duplicates and any(same):
                raise ApiError(
                    403, "Forbidden", "You are not allowed to create a Tweet with duplicate content."
                )
            post: dict[str, Any] = {
                "id": str(FIRST_ID + len(found["posts"])),
                "text": text,
                "media": media,
                "created_at": now.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "deleted": False,
            }
            found["posts"].append(post)
            self._write(found)
        return {"id": post["id"], "text": text}

    def delete_post(self, post_id: str) -> None:
        """Take a post back.

        Raises:
            ApiError: there is none.
        """
        with self._lock:
            found = self._read()
            post = next(
                (post for post in found["posts"] if post["id"] == post_id and not post["deleted"]), None
            )
            if post is None:
                raise ApiError(404, "Not Found Error", f"Could not find tweet with id: [{post_id}].")
            post["deleted"] = True
            self._write(found)

    def add_media(self, data: bytes, now: datetime) -> str:
        """Keep a picture until a post carries it.

        Raises:
            ApiError: it is no picture, or over 5 MB.
        """
        extension = _extension(data)
        if extension is None or len(data) > 5_000_000:
            raise ApiError(400, "Invalid Request", "The media is no picture of at most 5 MB.")
        with self._lock:
            found = self._read()
            media = str(FIRST_ID + 500_000_000 + len(found["media"]))
            found["media"][media] = {"file": f"{media}.{extension}", "alt": "", "at": now.isoformat()}
            write_atomically(self.folder / "media" / f"{media}.{extension}", data)
            self._write(found)
        return media

    def describe_media(self, wanted: object) -> None:
        """Give a picture its alternative text.

        Raises:
            ApiError: unknown fields, an unknown picture, or more than 1,000 characters.
        """
        alt, media = None, None
        if isinstance(wanted, dict) and set(wanted) == {"id", "metadata"}:
            metadata, media = wanted["metadata"], wanted["id"]
            if isinstance(metadata, dict) and set(metadata) == {"alt_text"}:
                text = metadata["alt_text"]
                alt = text.get("text") if isinstance(text, dict) and set(text) == {"text"} else None
        if not isinstance(alt, str) or not isinstance(media, str) or not 0 < len(alt) <= 1000:
            raise ApiError(400, "Invalid Request", "The metadata is not as it must be.")
        with self._lock:
            found = self._read()
            if media not in found["media"]:
                raise ApiError(400, "Invalid Request", "There is no such media.")
            found["media"][media]["alt"] = alt
            self._write(found)

    def _read(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._file.read_bytes())
        except FileNotFoundError:
            return {"posts": [], "media": {}}
        return found

    def _write(self, found: Mapping[str, Any]) -> None:
        write_atomically(self._file, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        write_atomically(self.page, show_page(found))


def _checked(wanted: object, found: Mapping[str, Any]) -> tuple[str, list[str]]:
    if not isinstance(wanted, dict) or not set(wanted) <= MAY_HAVE:
        unknown = sorted(set(wanted) - MAY_HAVE) if isinstance(wanted, dict) else ["the body"]
        raise ApiError(400, "Invalid Request", f"One or more parameters is invalid: {', '.join(unknown)}.")
    text, media = wanted.get("text", ""), wanted.get("media", {"media_ids": []})
    if not isinstance(text, str) or not text.strip():
        raise ApiError(400, "Invalid Request", "A post needs text.")
    if count_x(text) > LIMIT:
        raise ApiError(403, "Forbidden", "Your Tweet text is too long. For more information see the docs.")
    ids = media.get("media_ids") if isinstance(media, dict) and set(media) == {"media_ids"} else None
    if not isinstance(ids, list) or len(ids) > 4 or not all(isinstance(each, str) for each in ids):
        raise ApiError(400, "Invalid Request", "media must be {media_ids: [text, …]}.")
    if any(each not in found["media"] for each in ids):
        raise ApiError(400, "Invalid Request", "Your media IDs are invalid.")
    return text, ids


def _extension(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def entities(text: str) -> dict[str, list[dict[str, object]]]:
    """The links of a post as X's API shows them: a short one, and what it stands for."""
    return {
        "urls": [
            {
                "start": match.start(),
                "end": match.end(),
                "url": f"https://t.co/{number:010d}",
                "expanded_url": match[0],
                "display_url": match[0].partition("://")[2][:30],
            }
            for number, match in enumerate(LINK.finditer(text))
        ]
    }


_STYLE = """
:root{color-scheme:light dark}
body{font:1.05rem/1.5 system-ui,sans-serif;max-width:38rem;margin:2rem auto;padding:0 1rem}
article{border-top:1px solid;padding:1rem 0}
img{max-width:100%;height:auto;border-radius:.5rem;display:block}
p{overflow-wrap:anywhere}small{opacity:.8}
"""


def show_page(found: Mapping[str, Any]) -> str:
    """The timeline as a page for people, newest first."""
    shown = [_show_post(post, found["media"]) for post in reversed(found["posts"])]
    posts = "\n".join(shown) or "<p>Nothing has been posted yet.</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>The practice network</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
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
        f'<img src="media/{media[each]["file"]}" alt="{html.escape(media[each]["alt"])}">\n'
        f"<small>Described as: {html.escape(media[each]['alt'])}</small>\n"
        for each in post["media"]
    )
    count = f" · {count_x(post['text'])} of {LIMIT}"
    start = f'<article id="post-{post["id"]}">'
    return f"{start}<p>{linked}</p>\n{pictures}<p>{when}{count}</small></p></article>"
