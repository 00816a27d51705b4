"""One build: reads all content, plans the site, and has every file of it written."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Template

from goodnews.feeds import FeedFile, is_feed, plan_announcements, plan_feeds
from goodnews.hands import count_hands
from goodnews.photos import sweep_cache
from goodnews.plugin.fingerprints import Memory, Source, site_digest
from goodnews.plugin.media import cached_for, media_of
from goodnews.plugin.quick import Redrawing
from goodnews.plugin.relating import Relating
from goodnews.plugin.rendering import render_stories
from goodnews.plugin.request import BuildReport, BuildRequest
from goodnews.plugin.standing_pages import read_standing_pages
from goodnews.plugin.writer import SiteWriter
from goodnews.rendered import Rendered
from goodnews.site import (
    Asset,
    Page,
    ThemeAssets,
    load_theme,
    plan_assets,
    plan_pages,
    plan_sitemap,
    plan_story,
    settled_page,
    what_relates,
)
from goodnews.story import Contents, Story, Visibility
from goodnews.trust import Trust

NAMED_LAST = ("index.html", "announce.json")
"""The files that say the build's name, so they can't be part of what it is made from."""


class Building:
    """Makes the site of one moment's content.

    Args:
        request: what is asked for.
        trust: whose site it is.
        shared: the digest of what every file depends on.
        contents: what it is made from.
        theme: the theme's folder.

    Raises:
        ContentError: with every problem that stands in the way.
    """

    def __init__(
        self, request: BuildRequest, trust: Trust, shared: str, contents: Contents, theme: Path
    ) -> None:
        self.request, self.trust, self.shared = request, trust, shared
        self.theme = theme
        self.stories = contents.read(request.glance).or_stop()
        request.glance()
        seen = _seen(self.stories, request.now)
        self.withdrawn = tuple(seen[Visibility.WITHDRAWN])
        self.waiting = len(seen[Visibility.DRAFT]) + len(seen[Visibility.EMBARGOED])
        self.texts = read_standing_pages(Path(contents.tree.root), request.root, trust)
        relating = Relating(seen[Visibility.PUBLIC], request.cache, shared, count_hands())
        try:
            self.public: tuple[Rendered, ...] = render_stories(seen[Visibility.PUBLIC], trust, request)
            request.glance()
        except BaseException:
            relating.give_up()
            raise
        self.related = relating.answer()

    def write(self, writer: SiteWriter, memory: Memory, template: Callable[[str], Template]) -> BuildReport:
        """Write every file; the ones that say the build's name come last.

        Args:
            writer: writes them; it has looked at what is there.
            memory: knows how those were made, and is told how these are.
            template: gives a template of the theme by its name.
        """
        self.writer, self.template = writer, template
        look = load_theme(self.theme, self.trust)
        for name, medium in media_of(self.public).items():
            writer.offer(name, Source("", name), medium.make, twin=medium.twin)
        feeds = self._write_others(look)
        self.request.approve()
        # No page is planned from them.
        writer.start("feeds")
        pages = self._plan(look)
        named = [page for page in pages if page.path in NAMED_LAST]
        for page in pages:
            self.request.glance()
            if page.path not in NAMED_LAST:
                self._draw(page)
        writer.make_all(self.request.progress)
        build = site_digest(writer.digests, leaving_out=NAMED_LAST)
        for page in named:
            self._draw(settled_page(page.path, page.template, {**page.context, "build": build}))
        self._offer(plan_announcements(self.public, self.withdrawn, self.trust, build))
        writer.make_all(self.request.progress)
        gone = writer.prune()
        memory.save()
        if self.request.sweep:
            sweep_cache(self.request.cache / "photos", cached_for(self.public))
        return BuildReport(
            build=build,
            output=writer.root,
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

    def _plan(self, look: ThemeAssets) -> list[Page]:
        planned = plan_pages(
            self.public,
            self.withdrawn,
            self.trust,
            self.texts,
            self.request.now,
            self.request.conversations,
            look=look,
            related=self.related,
        )
        pages = []
        for page in planned:
            self.request.glance()
            pages.append(page)
        self._offer(plan_sitemap(pages, self.public, self.trust))
        return pages

    def _offer(self, asset: Asset | FeedFile) -> None:
        self.writer.offer(asset.path, Source(self.shared, asset.fingerprint), asset.make)

    def _draw(self, page: Page) -> None:
        """Draw a page, unless it would come out as it is. A template sees its page's context and no more."""
        source = Source(self.shared, f"{page.template} {page.fingerprint}")

        def make() -> bytes:
            return self.writer.draw(page.path, self.template(page.template), page.context)

        self.writer.offer(page.path, source, make)

    def _redrawing(self, look: ThemeAssets) -> Redrawing:
        def plan(public: tuple[Rendered, ...], place: int) -> Page:
            talk, now = self.request.conversations, self.request.now
            new, old = public[place].story, self.public[place].story
            same = what_relates([new]) == what_relates([old])
            related = self.related if same else None
            return plan_story(public, place, self.trust, now, talk, look=look, related=related)

        def draw(page: Page) -> bytes:
            return self.writer.draw(page.path, self.template(page.template), page.context)

        return Redrawing(self.request.root, self.writer.root, self.request.now, self.public, plan, draw)

    def _write_others(self, look: ThemeAssets) -> int:
        """Write the theme's files, calendars and feeds. Gives the number of feeds."""
        for asset in plan_assets(self.public, self.trust, look):
            self._offer(asset)
        # Feeds in a thousand readers' caches name this file, so its name has no hash.
        css = (self.theme / "static" / "feed.css").read_bytes()
        self.writer.offer("theme/feed.css", Source("", hashlib.sha256(css).hexdigest()), lambda: css)
        feeds = 0
        for feed in plan_feeds(self.public, self.withdrawn, self.trust):
            source = Source(self.shared, feed.fingerprint)
            self.writer.offer(feed.path, source, feed.make, lot="feeds")
            feeds += is_feed(feed.path)
            self.request.glance()
        return feeds


def _seen(stories: Iterable[Story], now: datetime) -> Mapping[Visibility, Sequence[Story]]:
    """Sort stories by what the public may see of them, each kind in their order."""
    seen: dict[Visibility, list[Story]] = {visibility: [] for visibility in Visibility}
    for story in stories:
        seen[story.visibility(now)].append(story)
    return seen
