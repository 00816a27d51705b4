"""Thank-yous as letters: a wall of all of them, and those that a team's page shows."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown.body import first_lines
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import PageItems, paginate
from goodnews.site.links import file_of, link, thanks_letter
from goodnews.site.page import Page
from goodnews.site.site import Site
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


def letter_of(rendered: RenderedStory, config: SiteConfig, t: Messages) -> Letter:
    """A thank-you as a letter, in its own language."""
    meta = rendered.story.meta
    if meta.thanks is None:
        raise ValueError(rendered.story.key)
    return Letter(
        link(config, rendered.story.address),
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
    t = site.t
    for part in paginate(letters, site.config.page_size, WALL):

        def make(part: PageItems[RenderedStory] = part) -> Mapping[str, object]:
            name = part.title(t["thanks"], t)
            head = site.head(name, t["thanks_summary"], part.address, t, letters)
            return {
                **site.context(head, t),
                "letters": tuple(letter_of(story, site.config, t) for story in part.items),
                "count": count_thanks(letters, t),
                "write": thanks_letter(site.config, t),
                "teams": link(site.config, f"{Taxonomy.TEAM}/"),
                "newer": link(site.config, part.newer) if part.newer else None,
                "older": link(site.config, part.older) if part.older else None,
            }

        card = next((story.card.name for story in letters if story.card), "")
        about = (WALL, count_thanks(letters, t), part.number, part.total, card)
        fingerprint = site.digest(t, about, site.fingerprints_of(part.items, t))
        yield Page(file_of(part.address), "thanks", fingerprint, make)
