"""What a page tells machines about itself: search engines, feed readers, link previews."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from goodnews.config import SiteConfig
from goodnews.feeds.channel import PODCAST, episodes_of, podcast_title
from goodnews.markdown.typography import typeset
from goodnews.photos import Rendition
from goodnews.rendered import RenderedStory
from goodnews.site.links import Link, link, site_feed, term_feed
from goodnews.story import FrontMatter
from goodnews.taxonomies import Taxonomy, terms_of

_ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})
"""What would end the script element that JSON is in."""


class ShareImage(NamedTuple):
    """The picture shown where a page is shared."""

    href: str
    width: int
    height: int


class Head(NamedTuple):
    """The unseen part of a page.

    Attributes:
        title: for the tab and the search result: the page's own `name`, then the site's.
        address: the whole canonical address, or None for a page that has none.
        kind: Open Graph's type, `website` or `article`.
        feeds: feeds that a reader of this page may want, the nearest first.
        alternates: the same in other languages, as language and whole address.
        data: JSON-LD (https://schema.org), safe inside a script element.
        indexed: whether search engines may list it.
        published: ISO moment, of an article.
    """

    title: str
    name: str
    description: str
    address: str | None
    lang: str
    kind: str = "website"
    image: ShareImage | None = None
    feeds: tuple[Link, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    data: Markup | None = None
    indexed: bool = True
    published: str | None = None
    scripts: tuple[str, ...] = ()


def story_head(
    config: SiteConfig,
    rendered: RenderedStory,
    translation: RenderedStory | None,
    scripts: tuple[str, ...],
) -> Head:
    """Make the head of a story's page."""
    meta = rendered.story.meta
    image = share_image(config, rendered.card) if rendered.card else None
    address = config.url(rendered.story.address)
    published = meta.date.isoformat()
    heard = podcast_feed(config, (rendered,)) if meta.audio else ()
    same = (rendered, translation) if translation else ()
    nearest = [
        term_feed(config, taxonomy, name)
        for taxonomy in (Taxonomy.TEAM, Taxonomy.HOSPITAL, Taxonomy.CATEGORY)
        for name in terms_of(rendered.story, taxonomy)
    ]
    return Head(
        title=f"{typeset(meta.title)} – {config.site_name}",
        name=typeset(meta.title),
        description=typeset(meta.summary),
        address=address,
        lang=meta.lang,
        kind="article",
        image=image,
        feeds=(*nearest, site_feed(config), *heard),
        alternates=tuple((one.story.meta.lang, config.url(one.story.address)) for one in same),
        data=news_article(meta, address, image and image.href, config),
        published=published,
        scripts=scripts,
    )


def share_image(config: SiteConfig, card: Rendition) -> ShareImage:
    """What to show where a page is shared: a social card."""
    return ShareImage(config.url(f"cards/{card.name}"), card.width, card.height)


def podcast_feed(config: SiteConfig, public: Sequence[RenderedStory]) -> tuple[Link, ...]:
    """The podcast, when one of these stories can be heard in it."""
    heard = episodes_of(public, ())
    return (Link(podcast_title(config), link(config, PODCAST)),) if heard else ()


def news_article(meta: FrontMatter, address: str, image: str | None, config: SiteConfig) -> Markup:
    """Describe a story as schema.org's `NewsArticle`, for inside a script element.

    `address` is the whole one of its page, `image` that of the picture shown where it is shared.
    """
    publisher = {"@type": "Organization", "name": config.name, "url": config.url()}
    fields = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": typeset(meta.title),
        "datePublished": meta.date.isoformat(),
        "dateModified": meta.modified.isoformat() if meta.modified else None,
        "inLanguage": meta.lang,
        "articleSection": meta.category,
        "mainEntityOfPage": address,
        "image": [image] if image else None,
        "author": {"@type": "Person", "name": meta.by} if meta.by else publisher,
        "publisher": publisher,
    }
    present = {name: value for name, value in fields.items() if value is not None}
    text = json.dumps(present, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))  # noqa: S704 - nothing that HTML reads is left in it
