"""The site while its pages are planned: what is shared between them, worked out once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property, partial

from goodnews.config import SiteConfig
from goodnews.i18n import Messages, messages_for
from goodnews.rendered import RenderedStory
from goodnews.site.archives import (
    PageItems,
    archive_page,
    page_address,
    paginate,
    taxonomy_address,
    term_lang,
    term_links,
)
from goodnews.site.calendar import AHEAD, times
from goodnews.site.layout import Layout, make_layout
from goodnews.site.metadata import page_head, podcast_feed, story_head
from goodnews.site.page import Page, StaticPage, digest_lines, digest_of, settled_page
from goodnews.site.related import relate
from goodnews.site.share_links import Link, account_links, submit_links
from goodnews.site.story_page import StoryLinks, view_story
from goodnews.site.teasers import StoryLink, Teaser, make_teaser, story_link
from goodnews.site.theme import ThemeAssets
from goodnews.site.urls import SharedLinks, file_of, link
from goodnews.taxonomies import Taxonomy, Term, group_by_term


class Site:
    """Plans pages of one site."""

    def __init__(
        self,
        public: tuple[RenderedStory, ...],
        config: SiteConfig,
        now: datetime,
        conversations: Mapping[str, Mapping[str, str]],
        look: ThemeAssets,
        below: Mapping[str, frozenset[str]] | None = None,
        *,
        is_preview: bool = False,
    ) -> None:
        self.public, self.config, self.now, self.look = public, config, now, look
        self._conversations = conversations
        self._words = messages_for(config.language)
        self._related = relate([story.story for story in public])
        self._cards: dict[tuple[str, str], Teaser] = {}
        self._signs: dict[str, SharedLinks] = {}
        self._timed = {story.story.key for story in public if times(story.story)}
        self._frames: dict[str, Layout] = {}
        self._below = below or {}
        self._is_preview = is_preview
        self._grounds: dict[str, str] = {}
        self._by_key = {story.story.key: story for story in public}
        self._translated = {
            story.story.meta.translation: story for story in public if story.story.meta.translation
        }

    @cached_property
    def shelves(self) -> Mapping[Taxonomy, tuple[Term[RenderedStory], ...]]:
        """All shelves by kind."""
        return {kind: group_by_term(self.public, kind) for kind in Taxonomy}

    @cached_property
    def podcast(self) -> tuple[Link, ...]:
        """The podcast, once somebody can be heard in it."""
        return podcast_feed(self.config, self.public)

    def home(self) -> Page:
        """The front page: the newest story large, the next ones as cards, what is coming up."""
        newest = self.public[: self.config.page_size + 1]
        soon = [story for story in self.public if self._is_to_come(story)]
        soon.sort(key=lambda each: (self._starts(each), each.story.key))
        return self._page(
            "",
            "home",
            page_head(
                self.config,
                self.config.site_name,
                self.config.strapline,
                "",
                self._words.lang,
                more_feeds=self.podcast,
            ),
            hero=make_teaser(newest[0], self.config, self._words, self.now, hero=True) if newest else None,
            cards=tuple(self._card(each, self._words) for each in newest[1:]),
            soon=tuple(self._soon(each) for each in soon[:3]),
            strapline=self.config.strapline,
            count=self._words.count("stories", len(self.public)) if len(self.public) > len(newest) else None,
        )

    def story(self, place: int) -> Page:
        """The page of one story, by its place among the public ones."""
        each = self.public[place]
        meta = each.story.meta
        words = messages_for(meta.lang)
        translation = self._by_key.get(meta.translation or "") or self._translated.get(each.story.key)
        others = tuple(self.public[other] for other in self._related(place))
        older, newer = self._at(place + 1), self._at(place - 1)
        conversation = self._conversations.get(each.story.identity)

        def make() -> Mapping[str, object]:
            related = tuple(self._card(other, words) for other in others)
            signs = self._signs_of(words)
            around = StoryLinks(
                related,
                self._neighbour(older, words),
                self._neighbour(newer, words),
                translation,
                conversation,
            )
            view = view_story(each, self.config, words, self.now, around, signs)
            videos = (view.video, view.bsl, view.live.recording if view.live else None)
            scripts = (self._script("video"),) if any(video and video.frame for video in videos) else ()
            head = story_head(self.config, each, translation, signs, scripts)
            return {**self._context(head, words), "story": view}

        path = file_of(each.story.address)
        if each.story.key in self._timed:
            # What it says of its own time moves with the clock, in ways only its view knows.
            return settled_page(path, "story", make())
        seen = self._seen((each, *others), words)
        abroad = (translation.story.address, translation.story.meta.lang) if translation else None
        beside = [self._neighbour(older, words), self._neighbour(newer, words)]
        return Page(path, "story", self._digest(words, (beside, abroad, conversation), seen), make)

    def lists(self) -> Iterator[Page]:
        """Every shelf page by page, and the index of each kind."""
        for kind, shelves in self.shelves.items():
            name = self._words(f"index_{kind}")
            yield self._page(
                taxonomy_address(kind),
                "shelves",
                page_head(
                    self.config, name, self._words("index_summary"), taxonomy_address(kind), self._words.lang
                ),
                name=name,
                entries=term_links(shelves, self.config, self._words),
            )
            for shelf in shelves:
                yield from self._shelf(shelf)

    def standing(self, text: StaticPage, address: str, other: str | None) -> Page:
        """A page of the Trust's own words; `other` is where it is in the other language."""
        words = messages_for(text.lang)
        follows = text.template == "subscribe"
        feeds = tuple(
            (words(f"index_{kind}"), tuple(self._feed(shelf) for shelf in self.shelves[kind]))
            for kind in (Taxonomy.CATEGORY, Taxonomy.HOSPITAL, Taxonomy.TEAM)
            if follows
        )
        return self._page(
            address,
            text.template,
            page_head(
                self.config,
                text.title,
                text.summary,
                address,
                text.lang,
                more_feeds=self.podcast if follows else (),
            ),
            words,
            text=text,
            other=link(self.config, other) if other else None,
            ways=submit_links(self.config, words, self.now),
            feeds=feeds,
            feed=self.config.url("feed.xml"),
            podcast=self.podcast[0].href if self.podcast else None,
            events=link(self.config, "events.ics"),
            newsletter=self.config.newsletter_url,
            accounts=account_links(self.config) if follows else (),
        )

    def search(self) -> Page:
        """The search page, with the years for those who can't or won't run its script."""
        return self._page(
            "search/",
            "search",
            page_head(
                self.config,
                self._words("nav_search"),
                self._words("search_summary"),
                "search/",
                self._words.lang,
                scripts=() if self._is_preview else (self._script("search"),),
            ),
            pagefind=link(self.config, "pagefind/pagefind.js"),
            preview=self._is_preview,
            entries=term_links(self.shelves[Taxonomy.YEAR], self.config, self._words),
        )

    def not_found(self) -> Page:
        """What is shown where nothing is."""
        name = self._words("missing_title")
        head = page_head(
            self.config, name, self._words("missing_summary"), None, self._words.lang, indexed=False
        )
        return settled_page("404.html", "missing", self._context(head, self._words))

    def removed(self, address: str) -> Page:
        """What is left of a withdrawn story: that it was removed, and not a word of it."""
        name = self._words("removed_title")
        head = page_head(
            self.config, name, self._words("removed_summary"), None, self._words.lang, indexed=False
        )
        return settled_page(file_of(address), "removed", self._context(head, self._words))

    def redirect(self, alias: str, target: str) -> Page:
        """An old address that leads to a story's new one."""
        head = page_head(
            self.config, self._words("moved_title"), self._words("moved_title"), target, self._words.lang,
            indexed=False,
        )  # fmt: skip
        return settled_page(
            file_of(alias),
            "redirect",
            {**self._context(head, self._words), "target": link(self.config, target)},
        )

    def _shelf(self, shelf: Term[RenderedStory]) -> Iterator[Page]:
        words = self._words
        feed = self._signs_of(words).feed(shelf.taxonomy, shelf.name)
        for part in paginate(shelf.members, self.config.page_size):
            address = page_address(shelf, part.number)

            def make(part: PageItems[RenderedStory] = part, address: str = address) -> Mapping[str, object]:
                name = shelf.name
                if part.number > 1:
                    name = f"{name}, {words('page_of', number=part.number, total=part.total)}"
                summary = words("list_summary", name=shelf.name, site=self.config.name)
                head = page_head(self.config, name, summary, address, words.lang, feeds=(feed,))
                listing = archive_page(shelf, part, self.config, words, partial(self._card, words=words))
                return {**self._context(head, words), "listing": listing}

            lang = term_lang(shelf, words)
            about = (shelf.address, shelf.name, lang, len(shelf.members), part.number, part.total)
            seen = self._seen(part.items, words)
            yield Page(file_of(address), "listing", self._digest(words, about, seen), make)

    def _page(
        self, address: str, template: str, head: object, words: Messages | None = None, **own: object
    ) -> Page:
        return settled_page(file_of(address), template, {**self._context(head, words or self._words), **own})

    def _context(self, head: object, words: Messages) -> dict[str, object]:
        return {"head": head, "words": words, "frame": self._frame(words)}

    def _digest(self, words: Messages, about: object, seen: Iterable[str]) -> str:
        """Digest what a page shows, of stories and besides, with what every page of its language does."""
        if words.lang not in self._grounds:
            self._grounds[words.lang] = digest_of(self.config, self._frame(words), self.look.scripts)
        return digest_lines(self._grounds[words.lang], repr(about), *seen)

    def _seen(self, stories: Iterable[RenderedStory], words: Messages) -> list[str]:
        """What decides how stories look in another page's list; only one with a time moves with the clock."""
        timed = self._timed
        if not timed:
            return [story.fingerprint for story in stories]
        return [
            repr(self._card(story, words)) if story.story.key in timed else story.fingerprint
            for story in stories
        ]

    def _frame(self, words: Messages) -> Layout:
        if words.lang not in self._frames:
            self._frames[words.lang] = make_layout(
                self.config, self.look, words, self._below.get(words.lang, frozenset())
            )
        return self._frames[words.lang]

    def _card(self, rendered: RenderedStory, words: Messages) -> Teaser:
        key = (rendered.story.key, words.lang)
        card = self._cards.get(key)
        if card is None:
            card = self._cards[key] = make_teaser(rendered, self.config, words, self.now)
        return card

    def _signs_of(self, words: Messages) -> SharedLinks:
        if words.lang not in self._signs:
            self._signs[words.lang] = SharedLinks(self.config, words)
        return self._signs[words.lang]

    def _at(self, place: int) -> RenderedStory | None:
        return self.public[place] if 0 <= place < len(self.public) else None

    def _neighbour(self, near: RenderedStory | None, words: Messages) -> StoryLink | None:
        return story_link(near, self.config, words) if near else None

    def _feed(self, shelf: Term[RenderedStory]) -> Link:
        return Link(shelf.name, link(self.config, f"{shelf.address}feed.xml"))

    def _script(self, name: str) -> str:
        return link(self.config, self.look.scripts[name])

    def _is_to_come(self, rendered: RenderedStory) -> bool:
        when = times(rendered.story)
        return when is not None and self.now < when[1] < self.now + AHEAD

    def _starts(self, rendered: RenderedStory) -> datetime:
        when = times(rendered.story)
        return when[0] if when else self.now

    def _soon(self, rendered: RenderedStory) -> tuple[StoryLink, str]:
        when = times(rendered.story)
        meta = rendered.story.meta
        said = self._words.span(when[0], when[1]) if when else ""
        place = meta.event.place if meta.event else self._words("shape_live")
        return story_link(rendered, self.config, self._words), f"{said}. {place}"
