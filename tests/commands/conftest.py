"""A small project of a made-up Trust, and servers on this machine to talk to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from goodnews.commands import take_in
from goodnews.config import SiteConfig
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement, WithdrawnStory
from goodnews.http_server import LocalServer, RequestHandler
from tests.commands.project import publish_once
from tests.shared import made_once
from tests.trust import make_config

from .mail_trust import running, trust  # noqa: F401 - fixtures


@pytest.fixture
def config() -> SiteConfig:
    return make_config()


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of its own for each mail takes seconds to begin: few tests need it."""
    monkeypatch.setattr(take_in, "call_within", lambda _seconds, _memory, make, *arguments: make(*arguments))


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
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str, status: int = 200, body: bytes = b"", **headers: str) -> str:
        self.answers[path] = (status, headers, body)
        return f"{self.url}{path}"

    def put_live(self, *keys: str, withdrawn: tuple[str, ...] = (), ledger: str | None = None) -> None:
        """Show these stories, as a live site does in its manifest."""
        stories = tuple(
            Announcement(
                id=key,
                title="T",
                summary="S",
                url=f"{self.url}/{key}/",
                published=datetime(2026, 11, 20, tzinfo=UTC),
            )
            for key in keys
        )
        gone = tuple(WithdrawnStory(id=key, url=f"{self.url}/{key}/") for key in withdrawn)
        manifest = AnnounceManifest(
            site=self.url,
            feed=f"{self.url}/feed.xml",
            build="build",
            stories=stories,
            withdrawn=gone,
            ledger=ledger,
        )
        self.answer("/announce.json", body=manifest.to_json())


@pytest.fixture
def place() -> Iterator[Place]:
    here = Place()

    class Handler(RequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.path)
            status, headers, body = here.answers.get(urlsplit(self.path).path, (404, {}, b""))
            self.reply(status, body, headers)

    with LocalServer(Handler) as server:
        here.url = server.url
        yield here
