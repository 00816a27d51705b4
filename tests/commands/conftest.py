"""A small project of a made-up Trust, and servers on this machine to talk to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from goodnews.config import SiteConfig
from goodnews.http_server import LocalServer, RequestHandler
from tests.commands.project import publish_once
from tests.shared import made_once
from tests.trust import make_config

from .mail_trust import running, trust  # noqa: F401 - fixtures


@pytest.fixture
def config() -> SiteConfig:
    return make_config()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project published once, to be copied."""
    return made_once(tmp_path_factory, "published", publish_once)


@dataclass(frozen=True)
class Stories:
    """The stories of a project in `root`."""

    root: Path

    def add(self, slug: str, *lines: str, body: str = "We did it together.", **meta: str) -> Path:
        """Write one; `front` replaces lines of the front matter, `lines` are added as they are."""
        fields = {
            "title": f"About {slug}",
            "summary": "What happened on the ward.",
            "date": "2026-11-20 07:45",
            "category": "People",
        } | meta
        text = "\n".join(
            ["---", *(f"{name}: {value}" for name, value in fields.items()), *lines, "---", body]
        )
        path = self.root / "content/stories/2026" / slug / "story.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        return path


@pytest.fixture
def stories(tmp_path: Path) -> Stories:
    made = Stories(tmp_path / "project")
    (made.root / "content/stories").mkdir(parents=True)
    return made


@dataclass
class Place:
    """A server on loopback that answers as it is told and remembers what it was asked."""

    url: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] | None = None

    def answer(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        self.answers[path] = (status, headers, body)
        return f"{self.url}{path}"


@pytest.fixture
def place() -> Iterator[Place]:
    here = Place()

    class Handler(RequestHandler):
        def do_GET(self) -> None:
            self.answer("GET")

        def do_POST(self) -> None:
            self.answer("POST")

        def do_PATCH(self) -> None:
            self.answer("PATCH")

        def answer(self, method: str) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            given = json.loads(self.rfile.read(length)) if length else None
            path = urlsplit(self.path).path
            here.asked.append((method, self.path, given))
            if here.issues is not None and path.startswith("/repos/"):
                status, headers, body = self.github(method, path, given)
            else:
                status, headers, body = here.answers.get(path, (404, {}, b""))
            self.reply(status, body, headers)

        def github(self, method: str, path: str, given: Any) -> tuple[int, dict[str, str], bytes]:
            """GitHub's issues, as much of them as its documentation says and we use."""
            assert here.issues is not None
            if self.headers.get("Authorization") != "Bearer a-token":
                return 401, {}, b'{"message": "Bad credentials"}'
            if method == "GET":
                page = int(urlsplit(self.path).query.rpartition("page=")[2])
                newest_first = sorted(here.issues, key=lambda issue: -issue["number"])
                return 200, {}, json.dumps(newest_first[(page - 1) * 100 : page * 100]).encode()
            if method == "POST":
                bot = {"login": "github-actions[bot]"}
                issue = {"number": len(here.issues) + 1, "state": "open", "user": bot, **given}
                here.issues.append(issue | {"author_association": "NONE"})
                return 201, {}, json.dumps(issue).encode()
            number = int(path.rpartition("/")[2])
            issue = next(each for each in here.issues if each["number"] == number)
            issue.update(given)
            return 200, {}, json.dumps(issue).encode()

    with LocalServer(Handler) as server:
        here.url = server.url
        yield here
