"""The site while its pages are planned: what is shared between them, worked out once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from goodnews.config import SiteConfig
from goodnews.i18n import LANGUAGES, Messages, messages_for
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import term_lang, term_links
from goodnews.site.calendar import times
from goodnews.site.links import Link, SharedLinks, account_links, file_of, link, site_feed, submit_links
from goodnews.site.metadata import Head, podcast_feed, share_image, story_head
from goodnews.site.page import Layout, Page, digest_lines, digest_of, make_layout, settled_page
from goodnews.site.related import relate
from goodnews.site.static_pages import StaticPage, addressed
from goodnews.site.story_page import StoryLinks, view_story
from goodnews.site.teasers import StoryLink, Teaser, make_teaser, story_link
from goodnews.site.theme import ThemeAssets
from goodnews.story import Story, slugify
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
        texts: Sequence[StaticPage] = (),
        *,
        is_preview: bool = False,
    ) -> None:
        self.public, self.config, self.now, self.look = public, config, now, look
        self._conversations = conversations
        self.t = messages_for(config.language)
        self._related = relate(public, self.terms)
        self._teasers: dict[tuple[str, str], Teaser] = {}
        self._links = {lang: SharedLinks(config, messages_for(lang)) for lang in LANGUAGES}
        self._timed = {story.story.key for story in public if times(story.story)}
        self._layouts: dict[str, Layout] = {}
        self.texts = tuple(addressed(texts, config.language))
        self.introductions = {(text.introduces, text.slug): text for text in texts if text.introduces}
        self._is_preview = is_preview
        self._in_common: dict[str, str] = {}
        self._by_key = {story.story.key: story for story in public}
        self._translated = {
            story.story.meta.translation: story for story in public if story.story.meta.translation
        }

    @cached_property
    def terms(self) -> Mapping[Taxonomy, tuple[Term[RenderedStory], ...]]:
        """The terms of each taxonomy."""
        return {kind: group_by_term(self.public, kind) for kind in Taxonomy}

    @cached_property
    def languages(self) -> tuple[Messages, ...]:
        """The Trust's own language, then others that a story is told in: each has a front page."""
        used = {story.story.meta.lang for story in self.public}
        others = sorted(used - {self.config.language})
        return (self.t, *(messages_for(lang) for lang in others))

    @cached_property
    def podcast(self) -> tuple[Link, ...]:
        """The podcast, once somebody can be heard in it."""
        return podcast_feed(self.config, self.public)

    def story(self, index: int) -> Page:
        """The page of one story, by its place among the public ones."""
        rendered = self.public[index]
        meta = rendered.story.meta
        t = messages_for(meta.lang)
        translation = self._by_key.get(meta.translation or "") or self._translated.get(rendered.story.key)
        others = tuple(self.public[other] for other in self._related(index))
        older, newer = self._neighbour(index + 1, t), self._neighbour(index - 1, t)
        conversation = self._conversations.get(rendered.story.identity)
        langs = self.tag_langs(rendered.story)

        def make() -> Mapping[str, object]:
            related = tuple(self.teaser(other, t) for other in others)
            shared_links = self.links_of(t)
            around = StoryLinks(related, older, newer, translation, conversation, langs)
            view = view_story(rendered, self.config, t, self.now, around, shared_links)
            videos = (view.video, view.bsl, view.live.recording if view.live else None)
            is_framed = any(video and video.frame for video in videos)
            scripts_used = {"share": True, "gallery": view.gallery, "video": is_framed}
            scripts = tuple(self._script(name) for name, is_wanted in scripts_used.items() if is_wanted)
            head = story_head(self.config, rendered, translation, shared_links, scripts)
            return {**self.context(head, t), "story": view}

        if rendered.story.key in self._timed:
            # What it says of its own time moves with the clock, in ways only its view knows.
            return settled_page(file_of(rendered.story.address), "story", make())
        abroad = (translation.story.address, translation.story.meta.lang) if translation else None
        about = (older, newer, abroad, conversation, langs)
        return self.lazy_page(rendered.story.address, "story", t, about, (rendered, *others), make)

    def static_page(self, text: StaticPage, address: str, other: str | None) -> Page:
        """A page of the Trust's own words; `other` is where it is in the other language."""
        t = messages_for(text.lang)
        follows = text.template == "subscribe"
        feeds = tuple(
            (t(f"index_{kind}"), tuple(self._feed(term) for term in self.terms[kind]))
            for kind in (Taxonomy.CATEGORY, Taxonomy.HOSPITAL, Taxonomy.TEAM)
            if follows
        )
        head = self.head(text.title, text.summary, address, t)
        return self.page(
            address,
            text.template,
            head._replace(feeds=(*head.feeds, *self.podcast)) if follows else head,
            t,
            text=text,
            other=link(self.config, other) if other else None,
            ways=submit_links(self.config, t, self.now),
            feeds=feeds,
            feed=self.config.url(f"{self.folder(t) if t in self.languages else ''}feed.xml"),
            podcast=self.podcast[0].href if self.podcast else None,
            events=link(self.config, "events.ics"),
            newsletter=self.config.newsletter_url,
            accounts=account_links(self.config) if follows else (),
        )

    def search(self, t: Messages) -> Page:
        """The search page, with the years for those who can't or won't run its script."""
        address = f"{self.folder(t)}search/"
        head = self.head(t("nav_search"), t("search_summary"), address, t)
        return self.page(
            address,
            "search",
            head._replace(scripts=() if self._is_preview else (self._script("search"),)),
            t,
            pagefind=link(self.config, "pagefind/pagefind.js"),
            preview=self._is_preview,
            entries=term_links(self.terms[Taxonomy.YEAR], self.config, t),
        )

    def not_found(self) -> Page:
        """What is shown where nothing is."""
        return self._gone("404.html", "404")

    def removed(self, address: str) -> Page:
        """What is left of a withdrawn story: that it was removed, and not a word of it."""
        return self._gone(address, "removed")

    def redirect(self, alias: str, target: str) -> Page:
        """An old address that leads to a story's new one."""
        title = self.t("moved_title")
        head = self.head(title, title, target, self.t)._replace(indexed=False)
        return self.page(alias, "redirect", head, self.t, target=link(self.config, target))

    def _gone(self, address: str, template: str) -> Page:
        t = self.t
        head = self.head(t(f"{template}_title"), t(f"{template}_summary"), None, t)
        newest = tuple(self.teaser(story, t) for story in self.public[:3])
        return self.page(address, template, head._replace(indexed=False), t, cards=newest)

    def head(
        self,
        name: str,
        description: str,
        address: str | None,
        t: Messages,
        members: Iterable[RenderedStory] = (),
    ) -> Head:
        """The head of a page; where it is shared it shows the card of its newest story, or the site's own."""
        config = self.config
        card = next((story.card for story in members if story.card), self.look.card)
        return Head(
            title=f"{name} – {config.name if name == config.site_name else config.site_name}",
            name=name,
            description=description,
            address=None if address is None else config.url(address),
            lang=t.lang,
            image=share_image(config, card) if card else None,
            feeds=(site_feed(config),),
        )

    def feeds_of(self, t: Messages) -> tuple[Link, ...]:
        """The feed of what is told in another language than the Trust's own, if anything is."""
        if t is self.t or t not in self.languages:
            return ()
        name = f"{self.config.site_name}: {t('own_name')}"
        return (Link(name, link(self.config, f"{self.folder(t)}feed.xml")),)

    def tag_langs(self, story: Story) -> Mapping[str, str]:
        """The language of each tag of a story: that of the stories that have it, or the site's own."""
        if len(self.languages) == 1:
            return {}
        return {tag: self._langs.get(slugify(tag), self.config.language) for tag in story.meta.tags}

    @cached_property
    def _langs(self) -> Mapping[str, str]:
        terms = self.terms[Taxonomy.TAG]
        return {term.slug: lang for term in terms if (lang := term_lang(term, self.t))}

    def folder(self, t: Messages) -> str:
        """Where the pages of a language are: the Trust's own are at the top."""
        return "" if t.lang == self.config.language else f"{t.lang}/"

    def page(self, address: str, template: str, head: Head, t: Messages, **own: object) -> Page:
        """A page whose context is at hand."""
        return settled_page(file_of(address), template, {**self.context(head, t), **own})

    def lazy_page(
        self,
        address: str,
        template: str,
        t: Messages,
        about: object,
        stories: Iterable[RenderedStory],
        make: Callable[[], Mapping[str, object]],
    ) -> Page:
        """A page whose context is made when it has to be drawn.

        What it shows is these stories, of which only one with a time moves with the clock, and its `about`.
        """
        if t.lang not in self._in_common:
            self._in_common[t.lang] = digest_of(self.config, self.layout(t), self.look.scripts)
        fingerprints = [
            repr(self.teaser(story, t)) if story.story.key in self._timed else story.fingerprint
            for story in stories
        ]
        fingerprint = digest_lines(self._in_common[t.lang], repr(about), *fingerprints)
        return Page(file_of(address), template, fingerprint, make)

    def context(self, head: Head, t: Messages) -> dict[str, object]:
        """What every page's template can see."""
        return {"head": head, "words": t, "frame": self.layout(t)}

    def layout(self, t: Messages) -> Layout:
        """What is around every page of a language."""
        if t.lang not in self._layouts:
            folder = self.folder(t)
            below = {address.removeprefix(folder) for _, address, _ in self.texts if folder in address}
            others = [one for one in self.languages if one is not t]
            if t in self.languages:
                below |= {"", "search/", "feed.xml"}
            self._layouts[t.lang] = make_layout(
                self.config, self.look, t, folder, frozenset(below if folder else ()), tuple(others)
            )
        return self._layouts[t.lang]

    def teaser(self, rendered: RenderedStory, t: Messages) -> Teaser:
        """A story in small, on a page of this language."""
        key = (rendered.story.key, t.lang)
        teaser = self._teasers.get(key)
        if teaser is None:
            teaser = self._teasers[key] = make_teaser(rendered, self.config, t, self.now)
        return teaser

    def links_of(self, t: Messages) -> SharedLinks:
        """The links that every story of a language has."""
        return self._links[t.lang]

    def story_of(self, key: str) -> RenderedStory | None:
        """A public story by its key."""
        return self._by_key.get(key)

    def _neighbour(self, index: int, t: Messages) -> StoryLink | None:
        return story_link(self.public[index], self.config, t) if 0 <= index < len(self.public) else None

    def _feed(self, term: Term[RenderedStory]) -> Link:
        return Link(typeset(term.name), link(self.config, f"{term.address}feed.xml"))

    def _script(self, name: str) -> str:
        return link(self.config, self.look.scripts[name])
