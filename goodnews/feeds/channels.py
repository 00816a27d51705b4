"""The channels of a site: the feed of everything, each term's, their archives, and the podcast."""

from collections.abc import Sequence
from dataclasses import replace

from goodnews.config import SiteConfig
from goodnews.i18n import messages_for
from goodnews.rendered import RenderedStory
from goodnews.story import Story
from goodnews.taxonomies import Term

from .channel import BrowserNotice, Channel, ChannelImage, Podcast, as_title, one_line
from .entries import FeedEntry

ICON = "feed-icon.png"
ICON_SIDE = 144
"""Pixels: the widest that RSS 2.0 allows a channel's picture to be."""
PODCAST = "podcast.xml"
COVER = "podcast-cover.png"
COVER_SIDE = 1_400
"""Pixels: the least that Apple takes."""
_CATEGORY = ("Health & Fitness", "Medicine")
"""Apple's own names, from its list of podcast categories."""


def channel_for(term: Term[FeedEntry] | None, config: SiteConfig, lang: str = "") -> Channel:
    """The channel of a term's current feed; without one, that of everything, or of what is told in `lang`."""
    folder, name = (term.address, term.name) if term else ("", "")
    t = messages_for(lang or config.language)
    if lang:
        folder, name = f"{lang}/", t["own_name"]
    about = t("feed_about", name=name, trust=config.name) if name else config.strapline
    address = config.url(f"{folder}feed.xml")
    return Channel(
        title=as_title(f"{name}: {config.site_name}" if name else config.site_name),
        description=one_line(about),
        address=address,
        # A term of which every story was removed has no page any more.
        home=config.url(folder if name else ""),
        current=address,
        language=t["feed_language"],
        rights=f"© {one_line(config.name)}",
        editor=f"{config.email} ({one_line(config.site_name)})",
        notice=BrowserNotice(t["feed_notice"], t["nav_subscribe"], t["feed_visit"], t["older"]),
        stylesheet="../" * folder.count("/") + "theme/feed.css",
        hub=None if folder else config.hub,
        image=ChannelImage(config.url(ICON), ICON_SIDE, ICON_SIDE),
        icon=config.url(ICON),
    )


def archive_of(current: Channel, number: int, older: int) -> Channel:
    """One document of a feed's history: its archive of this number, or for 0 the current feed.

    `older` is the number of the next archive back in time; 0 at the end of the history.
    """
    before = _numbered(current.address, older) if older else None
    if not number:
        return replace(current, older=before)
    # A hub is for what is new: an archive is not.
    address = _numbered(current.address, number)
    return replace(current, kind="archive", address=address, older=before, hub=None)


def as_json(channel: Channel) -> Channel:
    """The same document as JSON Feed, which is beside it."""
    return replace(
        channel,
        address=_json(channel.address),
        current=_json(channel.current),
        older=_json(channel.older) if channel.older else None,
    )


def _numbered(current: str, number: int) -> str:
    """`…/feed.xml` → `…/feed-3.xml`; 1 is the oldest, so that a number never changes its meaning."""
    return f"{current.removesuffix('.xml')}-{number}.xml"


def _json(address: str) -> str:
    return f"{address.removesuffix('.xml')}.json"


def episodes_of(public: Sequence[RenderedStory], withdrawn: Sequence[Story]) -> tuple[str, ...]:
    """The identities of the episodes, newest first, removed ones among them.

    All there ever were: players don't know archives.
    """
    stories = [
        rendered.story
        for rendered in public
        if (audio := rendered.story.meta.audio) and audio.file in rendered.attachments
    ]
    stories += [story for story in withdrawn if story.meta.audio]
    newest_first = sorted(stories, key=lambda story: (story.meta.date, story.identity), reverse=True)
    return tuple(story.identity for story in newest_first)


def podcast_title(config: SiteConfig) -> str:
    """What the show is called."""
    return messages_for(config.language)("podcast_title", site=one_line(config.site_name))


def podcast_channel(config: SiteConfig) -> Channel:
    """The show."""
    about = messages_for(config.language)("podcast_about", trust=one_line(config.name))
    address = config.url(PODCAST)
    return replace(
        channel_for(None, config),
        title=podcast_title(config),
        description=about,
        address=address,
        current=address,
        podcast=Podcast(
            category=_CATEGORY, owner=one_line(config.name), email=config.email, cover=config.url(COVER)
        ),
    )
