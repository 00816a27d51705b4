"""Thank-yous as letters: a wall of all of them, and those that a team's page shows."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from goodnews.i18n import Messages
from goodnews.markdown.body import first_lines
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import PageItems, paginate
from goodnews.site.links import link, thanks_letter
from goodnews.site.metadata import Head
from goodnews.site.page import Page
from goodnews.site.site import Site, newest_card
from goodnews.site.teasers import other_lang, unpublished_mark
from goodnews.taxonomies import Taxonomy

WALL = "thank-you/"
"""Where all thank-yous are."""

LETTERS_WORDS = 260
"""Characters of a letter that the wall shows."""


class Letter(NamedTuple):
    """A thank-you in small: `to` whom, from whom, and how it begins, by paragraph.

    `lang` is its language, when that is not the page's own.
    """

    href: str
    title: str
    to: str | None
    sender: str
    words: tuple[str, ...]
    lang: str | None
    unpublished: str | None


def is_thanks(rendered: RenderedStory) -> bool:
    """Whether a story is a thank-you."""
    return rendered.story.meta.thanks is not None


def letter_of(rendered: RenderedStory, site: Site) -> Letter:
    """A thank-you as a letter, in its own language."""
    meta, t = rendered.story.meta, site.t
    if meta.thanks is None:
        raise ValueError(rendered.story.key)
    return Letter(
        link(site.config, rendered.story.address),
        typeset(meta.title),
        typeset(meta.thanks.to) if meta.thanks.to else None,
        typeset(meta.thanks.from_),
        first_lines(rendered.body.html, LETTERS_WORDS),
        other_lang(meta.lang, t),
        unpublished_mark(rendered, t),
    )


def count_thanks(stories: tuple[RenderedStory, ...], t: Messages) -> str | None:
    """Say how many thank-yous the public can read, if any."""
    number = sum(is_thanks(story) and story.unpublished is None for story in stories)
    return t.count("thanks", number) if number else None


def plan_thanks(site: Site) -> Iterator[Page]:
    """The wall of thank-yous, page by page."""
    letters = tuple(filter(is_thanks, site.public))
    t, count, card = site.t, count_thanks(letters, site.t), newest_card(letters)
    for part in paginate(letters, site.config.page_size, WALL):
        head = site.head(part.title(t["thanks"], t), t["thanks_summary"], part.address, t, card)
        make = partial(_context, site, part, head, count)
        yield site.lazy_page(part.address, "thanks", t, (head, count, part.total), part.items, make)


def _context(site: Site, part: PageItems, head: Head, count: str | None) -> Mapping[str, object]:
    t, config = site.t, site.config
    return {
        **site.context(head),
        "letters": tuple(letter_of(story, site) for story in part.items),
        "count": count,
        "write": thanks_letter(config, t),
        "teams": link(config, f"{Taxonomy.TEAM}/"),
        **part.beside(config),
    }
