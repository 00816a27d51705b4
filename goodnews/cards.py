"""What a card says and shows: the picture that stands where a page is shared."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.config import SiteConfig
from goodnews.markdown.typography import typeset
from goodnews.photos import CardSpec, PhotoSet, can_be_set
from goodnews.story import Story

LONGEST_QUOTE = 160
"""Letters of a quote that a card has room for; of a longer one the title stands there."""


def site_card(config: SiteConfig) -> CardSpec:
    """What is shown where a page without stories is shared."""
    return CardSpec(
        title=config.strapline,
        kicker=config.name,
        site_name=config.site_name,
        accent=config.accent,
        photo=None,
        focus=None,
    )


def story_card(story: Story, card: CardSpec, photos: Mapping[Path, PhotoSet]) -> CardSpec:
    """The site's own card, with what it says and shows of a story instead."""
    title = typeset(_card_text(story))
    if can_be_set(title):
        card = card._replace(title=title, kicker=story.meta.hospital or story.meta.category)
    # A photo whose consent does not cover social media never stands on a card.
    if photo := story.shared_photo:
        path = story.folder / photo.file
        card = card._replace(photo=path, focus=photo.focus, digest=photos[path].digest)
    return card


def _card_text(story: Story) -> str:
    """What a card says in large letters: of a quote, what was said."""
    quote = story.meta.quote
    return f"“{quote.text}”" if quote and len(quote.text) <= LONGEST_QUOTE else story.meta.title
