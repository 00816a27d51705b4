"""The site while its pages are planned: what is shared between them, worked out once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property

from goodnews.colours import NIGHT, PAPER, as_hex
from goodnews.config import SiteConfig
from goodnews.i18n import Messages, messages_for
from goodnews.photos import Rendition
from goodnews.rendered import RenderedStory
from goodnews.site.archives import term_lang
from goodnews.site.calendar import times
from goodnews.site.links import Link, account_links, file_of, link, site_feed
from goodnews.site.metadata import Head, podcast_feed, share_image
from goodnews.site.page import Layout, Page, digest_lines, digest_of, settled_page
from goodnews.site.static_pages import StaticPage, addressed
from goodnews.site.teasers import Teaser, make_teaser
from goodnews.site.theme import ThemeAssets
from goodnews.taxonomies import Taxonomy, Term, group_by_term


def newest_card(stories: Iterable[RenderedStory]) -> Rendition | None:
    """The card of the first of these stories that has one."""
    return next((story.card for story in stories if story.card), None)


class Site:
    """What the pages of one site share.

    `texts` are the static pages, and what introduces a term. Only live stories and invitations look at the
    clock. In a preview (`serve`) nothing can be searched.

    Attributes:
        layout: gives what is around every page of a language.
    """

    def __init__(
        self,
        public: tuple[RenderedStory, ...],
        config: SiteConfig,
        now: datetime,
        look: ThemeAssets,
        texts: Sequence[StaticPage],
        *,
        is_preview: bool,
    ) -> None:
        self.public, self.config, self.now, self.look = public, config, now, look
        self.t = messages_for(config.language)
        self._teasers: dict[tuple[str, str], Teaser] = {}
        self.layout, self._in_common = cache(self._layout), cache(self._digest_in_common)
        self.timed = {story.story.key for story in public if times(story.story)}
        self.texts = tuple(addressed(texts, config.language))
        self.introductions = {(text.introduces, text.slug): text for text in texts if text.introduces}
        self.is_preview = is_preview
        self.by_key = {story.story.key: story for story in public}

    @cached_property
    def terms(self) -> Mapping[Taxonomy, tuple[Term[RenderedStory], ...]]:
        """The terms of each taxonomy."""
        return {kind: group_by_term(self.public, kind) for kind in Taxonomy}

    @cached_property
    def tag_langs(self) -> Mapping[str, str]:
        """The language of each tag, by its slug: of the stories that have it, or the site's own."""
        return {term.slug: term_lang(term, self.t) or self.t.lang for term in self.terms[Taxonomy.TAG]}

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

    def head(
        self,
        name: str,
        description: str,
        address: str | None,
        t: Messages,
        card: Rendition | None = None,
    ) -> Head:
        """The head of a page; where it is shared it shows this card, or the site's own."""
        config, card = self.config, card or self.look.card
        return Head(
            title=f"{name} – {config.name if name == config.site_name else config.site_name}",
            name=name,
            description=description,
            address=None if address is None else config.url(address),
            lang=t.lang,
            image=share_image(config, card) if card else None,
            feeds=(site_feed(config),),
        )

    def folder(self, t: Messages) -> str:
        """Where the pages of a language are: the Trust's own are at the top."""
        return "" if t.lang == self.config.language else f"{t.lang}/"

    def page(self, address: str, template: str, head: Head, **own: object) -> Page:
        """A page whose context is at hand."""
        return settled_page(file_of(address), template, {**self.context(head), **own})

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
        fingerprints = [
            repr(self.teaser(story, t)) if story.story.key in self.timed else story.fingerprint
            for story in stories
        ]
        fingerprint = digest_lines(self._in_common(t), repr(about), *fingerprints)
        return Page(file_of(address), template, fingerprint, make)

    def _digest_in_common(self, t: Messages) -> str:
        return digest_of(self.config, self.layout(t), self.look.scripts)

    def context(self, head: Head) -> dict[str, object]:
        """What every page's template can see."""
        t = messages_for(head.lang)
        return {"head": head, "words": t, "frame": self.layout(t)}

    def _layout(self, t: Messages) -> Layout:
        config, look, folder = self.config, self.look, self.folder(t)
        # Addresses that have a page of this language: `about/` at `cy/about/`.
        below = {address.removeprefix(folder) for _, address, _ in self.texts if folder in address}
        if t in self.languages:
            below |= {"", "search/", "feed.xml"}

        def at(address: str) -> str:
            page, mark, fragment = address.partition("#")
            return link(config, (f"{folder}{page}" if page in below else page) + mark + fragment)

        def to(key: str, address: str) -> Link:
            return Link(t(key), at(address))

        nav = (
            to("nav_stories", "archive/"),
            to("nav_subscribe", "subscribe/"),
            to("nav_search", "search/"),
            to("nav_about", "about/"),
        )
        return Layout(
            site=config.site_name,
            trust=config.name,
            short=config.short_name,
            postal=config.address,
            email=config.email,
            phone=config.phone,
            paper=(as_hex(PAPER), as_hex(NIGHT)),
            home=at(""),
            logo=link(config, look.logo) if look.logo else None,
            logo_dark=link(config, look.logo_dark) if look.logo_dark else None,
            initials=config.initials,
            stylesheet=link(config, look.stylesheet),
            face=link(config, look.face) if look.face else None,
            icon=link(config, look.icon),
            touch=link(config, look.touch),
            share=at("share-your-story/"),
            nav=nav,
            files={file_of(item.href.removeprefix(config.base)): item.href for item in nav},
            teams=at("teams/"),
            small=(
                to("nav_about", "about/"),
                to("nav_categories", "categories/"),
                to("nav_teams", "teams/"),
                to("nav_hospitals", "hospitals/"),
                to("nav_tags", "tags/"),
                to("thanks", "thank-you/"),
                to("nav_accessibility", "accessibility/"),
                to("nav_privacy", "privacy/"),
                to("ask_removal", "ask-us-to-remove-a-picture/"),
            ),
            accounts=account_links(config),
            others=tuple(
                Link(other["own_name"], link(config, self.folder(other)), other.lang)
                for other in self.languages
                if other is not t
            ),
            x_handle=config.x_handle,
        )

    def teaser(self, rendered: RenderedStory, t: Messages) -> Teaser:
        """A story in small, on a page of this language."""
        key = (rendered.story.key, t.lang)
        teaser = self._teasers.get(key)
        if teaser is None:
            teaser = self._teasers[key] = make_teaser(rendered, self.config, t, self.now)
        return teaser

    def script(self, name: str) -> str:
        """Lead to a script of the theme."""
        return link(self.config, self.look.scripts[name])
