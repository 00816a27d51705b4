"""A made-up live site on loopback with the practice network, for tests that use the real thing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from goodnews.announce.policy import Clock
from goodnews.announce.report import AnnounceReport
from goodnews.commands.announce import run_announce
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement, ManifestImage, WithdrawnStory
from goodnews.publish.headers import LoopbackSite

PUBLIC = "https://stories.merrowdale.example"
JPEG = b"\xff\xd8\xff\xe0" + b"a picture" * 20
PAGE = '<!DOCTYPE html><title>A story</title><link rel="canonical" href="{url}">'
ENVIRON = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


class Impatient(Clock):
    """Nobody waits for it."""

    def sleep(self, seconds: float) -> None:
        pass


class AheadClock(Clock):
    """The machine's clock, ahead: so that a lease of twenty minutes need not be waited for."""

    def __init__(self, minutes: float) -> None:
        self._ahead = timedelta(minutes=minutes)

    def now(self) -> datetime:
        return super().now() + self._ahead


def make_story(slug: str, *, days: float = 0.5, photo: bool = False, **more: Any) -> Announcement:
    """A story published so many days ago."""
    story = Announcement(
        id=f"2026/{slug}",
        title=slug.replace("-", " ").capitalize(),
        summary="What it was like, told with cold tea.",
        url=f"{PUBLIC}/stories/2026/{slug}/",
        published=datetime.now(UTC).replace(microsecond=0) - timedelta(days=days),
        image=picture() if photo else None,
    )
    return story.model_copy(update=more)


def picture(name: str = "one.jpg", alt: str = "Two nurses, backs to us, at the ward desk") -> ManifestImage:
    return ManifestImage(url=f"{PUBLIC}/photos/{name}", alt=alt, type="image/jpeg", size=len(JPEG))


@dataclass
class Stage:
    """A project, and a folder served as its live site; `run` announces it on the practice network."""

    root: Path
    public: Path
    site: LoopbackSite

    @property
    def practice(self) -> Path:
        return self.root / ".practice"

    def publish(
        self, *stories: Announcement, withdrawn: tuple[WithdrawnStory, ...] = (), ledger: str | None = None
    ) -> None:
        """Put stories live: their pages, their pictures, the feed and the list."""
        for story in (*stories, *withdrawn):
            page = self.public / story.url.removeprefix(f"{PUBLIC}/") / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(PAGE.format(url=story.url))
        for story in stories:
            if story.image:
                photo = self.public / story.image.url.removeprefix(f"{PUBLIC}/")
                photo.parent.mkdir(exist_ok=True)
                photo.write_bytes(JPEG)
        (self.public / "feed.xml").write_text("<rss version='2.0'/>")
        found = AnnounceManifest(
            site=PUBLIC,
            feed=f"{PUBLIC}/feed.xml",
            build="build-1",
            stories=stories,
            withdrawn=withdrawn,
            ledger=ledger,
        )
        (self.public / "announce.json").write_bytes(found.to_json())

    def publish_later(self, *stories: Announcement) -> None:
        """Put stories live after a first rehearsal, whose story was “Night shift”."""
        first = make_story("night-shift", days=3)
        self.publish(first)
        self.run()
        self.publish(first, *stories)

    def run(self, **more: Any) -> AnnounceReport:
        """One rehearsal, as the publish task does it."""
        environ = {**ENVIRON, **more.pop("environ", {})}
        return run_announce(self.root, PUBLIC, environ, fetch_base=self.site.url, **more)


@contextmanager
def stage_in(folder: Path) -> Iterator[Stage]:
    """An empty project with an empty live site, while the block runs."""
    root, public = folder / "project", folder / "public"
    root.mkdir()
    public.mkdir()
    with LoopbackSite(public) as site:
        yield Stage(root, public, site)
