"""The generator: reads the stories, plans the site, and writes every file of it through Pelican.

Pelican's own generators of articles, pages and static files are given nothing to do (see the
settings): they drop a story they can't read, write drafts, and copy photos as they are, with the place
they were taken. Here a story that can't be read stops the build, and what is not public is never read
further than its front matter.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pelican.generators import Generator

import goodnews
from goodnews.feeds import is_feed, plan_feeds
from goodnews.feeds.announcements import dump_announcements
from goodnews.pages import (
    Look,
    Once,
    Page,
    StandingPage,
    parse_page,
    plan_assets,
    plan_pages,
    plan_sitemap,
    plan_story,
    read_look,
    settled_page,
)
from goodnews.photos import sweep_cache
from goodnews.plugin.fingerprints import Memory, Source, shared_digest, site_digest
from goodnews.plugin.quick import Redrawing
from goodnews.plugin.rendering import render_stories
from goodnews.plugin.request import BuildReport, BuildRequest
from goodnews.plugin.writer import SiteWriter
from goodnews.problems import ContentError, Problem
from goodnews.rendered import Rendered
from goodnews.story import Story, Visibility, decode, read_remembered, reading_recipe
from goodnews.trust import Trust, trust_from_settings

NAMED_LAST = ("index.html", "announce.json")
"""The files that say the build's name, so they can't be part of what it is made from."""
SEARCH = "pagefind"
"""Where the search index goes; the build task makes it from the finished pages."""


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Puts the whole site into the output."""

    def generate_context(self) -> None:
        """Read and render all content.

        Raises:
            ContentError: with every problem that stands in the way.
        """
        self.request = self.settings.get("GOODNEWS") or _by_hand(self.path)
        self.trust: Trust = trust_from_settings(self.settings, "pelicanconf.py")
        self.shared = shared_digest(Path(self.theme), Path(goodnews.__file__).parent)
        root, cache = self.request.root, self.request.cache
        stories = read_remembered(Path(self.path), root, cache, reading_recipe()).or_stop()
        seen = {visibility: _only(stories, visibility, self.request.now) for visibility in Visibility}
        self.withdrawn = seen[Visibility.WITHDRAWN]
        self.waiting = len(seen[Visibility.DRAFT]) + len(seen[Visibility.EMBARGOED])
        self.texts = self._standing_pages()
        self.public: tuple[Rendered, ...] = render_stories(
            seen[Visibility.PUBLIC], self.trust, self.request.cache, self.request.progress
        )

    def generate_output(self, writer: SiteWriter) -> None:
        """Write every file; the ones that say the build's name come last."""
        self.writer = writer
        self.env.globals["once"] = Once()
        memory = Memory(self.request.cache / "pages" / f"{_place(self.output_path)}.json")
        writer.begin(memory, spare=(SEARCH,))
        look = read_look(Path(self.theme), self.trust)
        self._write_media()
        feeds = self._write_others(look)
        pages = self._plan(look)
        named = [page for page in pages if page.path in NAMED_LAST]
        for page in pages:
            if page.path not in NAMED_LAST:
                self._draw(page)
        writer.make_all(self.request.progress)
        build = site_digest(writer.digests, leaving_out=NAMED_LAST)
        for page in named:
            self._draw(settled_page(page.path, page.template, {**page.context, "build": build}))
        writer.write_data("announce.json", dump_announcements(self.public, self.withdrawn, self.trust, build))
        writer.make_all(self.request.progress)
        gone = writer.prune()
        memory.save()
        if self.request.sweep:
            sweep_cache(self.request.cache / "photos", self._needed())
        self.request.done(
            BuildReport(
                build=build,
                output=Path(self.output_path),
                stories=len(self.public),
                withdrawn=len(self.withdrawn),
                waiting=self.waiting,
                pages=len(pages),
                photos=sum(len(each.photos) for each in self.public),
                feeds=feeds,
                changed=tuple(writer.changed),
                reasons={path: why for path, why in writer.reasons.items() if path.endswith(".html")},
                gone=gone,
                redraw=self._redrawing(look),
            )
        )

    def _plan(self, look: Look) -> list[Page]:
        pages = list(
            plan_pages(
                self.public,
                self.withdrawn,
                self.trust,
                self.texts,
                self.request.now,
                self.request.conversations,
                look=look,
            )
        )
        sitemap = plan_sitemap(pages, self.public, self.trust)
        self.writer.write_data(sitemap.path, sitemap.data)
        return pages

    def _draw(self, page: Page) -> None:
        """Draw a page, unless it would come out as it is. A template sees its page's context and no more."""
        source = Source(self.shared, f"{page.template} {page.fingerprint}")

        def make() -> bytes:
            return self.writer.draw(page.path, self.get_template(page.template), page.context)

        if self.writer.offer(page.path, source, make):
            # Compiled here, it need not be compiled by every hand.
            self.get_template(page.template)

    def _redrawing(self, look: Look) -> Redrawing:
        def plan(public: tuple[Rendered, ...], place: int) -> Page:
            talk = self.request.conversations
            return plan_story(public, place, self.trust, self.request.now, talk, look=look)

        def draw(page: Page) -> bytes:
            return self.writer.draw(page.path, self.get_template(page.template), page.context)

        return Redrawing(self.request.root, Path(self.output_path), self.request.now, self.public, plan, draw)

    def _write_media(self) -> None:
        """Write renditions, cards and attachments. Two stories may share one."""
        media: dict[str, Callable[[], bytes]] = {}
        for each in self.public:
            for photo in each.photos.values():
                for rendition in photo.renditions:
                    media[f"photos/{rendition.name}"] = rendition.path.read_bytes
            if each.card:
                media[f"cards/{each.card.name}"] = each.card.path.read_bytes
            for attachment in each.attachments.values():
                media[attachment.address] = attachment.data
        for name, read in media.items():
            self.writer.offer(name, Source("", name), read)

    def _needed(self) -> set[Path]:
        """The cached files that the site shows; the photo of a withdrawn story must not wait in a cache."""
        renditions = {
            rendition.path
            for each in self.public
            for photo in each.photos.values()
            for rendition in photo.renditions
        }
        return renditions | {each.card.path for each in self.public if each.card}

    def _write_others(self, look: Look) -> int:
        """Write the theme's files, calendars and feeds. Gives the number of feeds."""
        for asset in plan_assets(self.public, self.trust, look):
            self.writer.write_data(asset.path, asset.data)
        # Feeds in a thousand readers' caches name this file, so its name has no hash.
        self.writer.write_data("theme/feed.css", (Path(self.theme) / "static" / "feed.css").read_bytes())
        feeds = 0
        for feed in plan_feeds(self.public, self.withdrawn, self.trust):
            source = Source(self.shared, feed.fingerprint)
            self.writer.offer(feed.path, source, feed.make, lot="feeds")
            feeds += is_feed(feed.path)
        return feeds

    def _standing_pages(self) -> tuple[StandingPage, ...]:
        pages: list[StandingPage] = []
        problems: list[Problem] = []
        for path in sorted((Path(self.path) / "pages").glob("*.md")):
            file = path.relative_to(self.request.root).as_posix()
            text = decode(path.read_bytes(), file)
            if isinstance(text, Problem):
                problems.append(text)
                continue
            try:
                pages.append(parse_page(text, file, self.trust))
            except ContentError as error:
                problems.extend(error.problems)
        if problems:
            raise ContentError(problems)
        return tuple(pages)


def _only(stories: tuple[Story, ...], visibility: Visibility, now: datetime) -> tuple[Story, ...]:
    return tuple(story for story in stories if story.visibility(now) is visibility)


def _place(output: str) -> str:
    """Two outputs, two memories."""
    return hashlib.sha256(str(Path(output).resolve()).encode()).hexdigest()[:12]


def _by_hand(path: str) -> BuildRequest:
    """What is asked for when somebody runs `pelican` without our tasks."""
    root = Path(path).resolve().parent
    return BuildRequest(root=root, cache=root / ".cache", now=datetime.now(UTC), done=lambda _report: None)
