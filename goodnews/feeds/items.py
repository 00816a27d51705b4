"""From stories to feed items."""

from collections.abc import Iterator

from goodnews.config import SiteConfig
from goodnews.i18n import messages_for
from goodnews.story import Story
from goodnews.taxonomies import Taxonomy, term_address, terms_of

from .channel import FeedItem, FeedPhoto, FeedSound, Label, as_title, one_line
from .content import FeedSource, full_content, photo_in_feed
from .entries import changed_at, guid_for, removed_at


def story_item(source: FeedSource, config: SiteConfig) -> FeedItem:
    """Tell a public story as a feed item."""
    rendered, meta = source.rendered, source.meta
    return FeedItem(
        guid=guid_for(rendered.story.identity),
        title=as_title(meta.title),
        address=config.url(rendered.story.address),
        summary=one_line(meta.summary),
        content=full_content(source),
        published=meta.date,
        updated=changed_at(meta),
        author=one_line(meta.by or meta.team or config.name),
        language=source.t["feed_language"],
        labels=tuple(_labels(rendered.story, source.site)),
        photo=_lead_photo(source),
        sound=_sound(source),
    )


def tombstone(story: Story, config: SiteConfig) -> FeedItem:
    """Say that a story was removed, under its old guid, so that readers overwrite their copy.

    Nothing of the story is in it: no title, no summary, no label, no photo; not even who wrote it.
    """
    t = messages_for(story.meta.lang)
    return FeedItem(
        guid=guid_for(story.identity),
        title=t["feed_removed"],
        address=config.url(story.address),
        summary=t["feed_removed_summary"],
        content=f"<p>{t['feed_removed_summary']}</p>",
        published=story.meta.date,
        updated=removed_at(story),
        author=one_line(config.name),
        language=t["feed_language"],
        removed=True,
    )


def _labels(story: Story, site: str) -> Iterator[Label]:
    for taxonomy in (Taxonomy.CATEGORY, Taxonomy.TAG, Taxonomy.TEAM, Taxonomy.HOSPITAL):
        for name in terms_of(story, taxonomy):
            yield Label(one_line(name), f"{site}/{term_address(taxonomy, name)}")


def _lead_photo(source: FeedSource) -> FeedPhoto | None:
    lead = source.rendered.lead
    return photo_in_feed(lead, source.rendered.photos, source.site) if lead else None


def _sound(source: FeedSource) -> FeedSound | None:
    audio, sound = source.meta.audio, source.sound
    if audio is None or sound is None:
        return None
    address = f"{source.site}/{sound.address}"
    return FeedSound(address, sound.type, sound.size, sound.seconds, one_line(audio.title))
