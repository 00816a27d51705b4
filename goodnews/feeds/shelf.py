"""Items, each written once in each format, when the first feed that has to be made asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .channel import Channel, FeedItem
from .content import Telling
from .envelopes import Envelopes
from .items import removed_item, story_item
from .jsonfeed import json_item, write_json_feed
from .rss import rss_envelopes, write_rss
from .rss_item import RssItem, rss_item
from .words import LOCALES


@dataclass(frozen=True, slots=True)
class Written:
    """A story's bytes in every feed that tells it."""

    rss: RssItem
    json: bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """All stories of a site, by identity, and what was already made of them."""

    told: Mapping[str, Telling]
    removed: Mapping[str, Story]
    trust: Trust
    _made: dict[str, Written] = field(default_factory=dict)
    _envelopes: Envelopes = field(default_factory=rss_envelopes)

    def rss(self, channel: Channel, identities: Sequence[str]) -> bytes:
        """The feed of these stories as RSS."""
        return write_rss(channel, [self._written(identity).rss for identity in identities], self._envelopes)

    def json(self, channel: Channel, identities: Sequence[str]) -> bytes:
        """The feed of these stories as JSON."""
        return write_json_feed(channel, [self._written(identity).json for identity in identities])

    def podcast(self, channel: Channel, identities: Sequence[str]) -> bytes:
        """The podcast of these stories. No other feed tells them like this."""
        told = [rss_item(self.item(each), channel.language, podcast=True) for each in identities]
        return write_rss(channel, told, self._envelopes)

    def _written(self, identity: str) -> Written:
        if identity not in self._made:
            item = self.item(identity)
            # All channels have the site's language.
            self._made[identity] = Written(rss_item(item, LOCALES[self.trust.language]), json_item(item))
        return self._made[identity]

    def item(self, identity: str) -> FeedItem:
        """The story as a feed tells it, or the notice that it was removed."""
        if telling := self.told.get(identity):
            return story_item(telling, self.trust)
        return removed_item(self.removed[identity], self.trust)


def fill_shelf(public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust) -> Shelf:
    """Put every story on the shelf; a story that is told is not removed."""
    stories = {rendered.story.key: rendered.story for rendered in public}
    told = {
        rendered.story.identity: Telling(
            rendered, trust.site_url, stories.get(rendered.story.front.translation or "")
        )
        for rendered in public
    }
    return Shelf(told, {story.identity: story for story in withdrawn}, trust)
