"""From a listing and the Trust's details to a channel."""

from goodnews.trust import Trust

from .channel import Channel, ChannelImage, Doorstep
from .items import LOCALES
from .listings import Listing, title_of
from .text import as_title, one_line
from .words import words_for

ICON = "feed-icon.png"
ICON_SIDE = 144
"""Pixels: the widest that RSS 2.0 allows a channel's picture to be."""


def channel_for(listing: Listing, trust: Trust) -> Channel:
    """The channel of a listing's current feed."""
    words = words_for(trust.language)
    about = words.about.format(listing.name, trust.name) if listing.name else trust.strapline
    address = trust.url(f"{listing.folder}feed.xml")
    return Channel(
        title=as_title(title_of(listing, trust)),
        description=one_line(about),
        address=address,
        # A listing of which every story was removed has no page any more.
        home=trust.url(listing.folder if listing.name else ""),
        current=address,
        language=LOCALES[trust.language],
        rights=f"© {one_line(trust.name)}",
        editor=f"{trust.email} ({one_line(trust.site_name)})",
        doorstep=Doorstep(words.doorstep, words.subscribe, words.visit, words.older),
        stylesheet="../" * listing.folder.count("/") + "theme/feed.css",
        hub=None if listing.folder else trust.hub,
        image=ChannelImage(trust.url(ICON), ICON_SIDE, ICON_SIDE),
        icon=trust.url(ICON),
    )
