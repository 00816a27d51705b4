"""Items and their XML, each made once, when the first feed that is written asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodnews.rendered import Rendered
from goodnews.story import Story
from goodnews.trust import Trust

from .channel import FeedItem
from .content import Telling
from .entries import Entry, removed_entry, told_entry
from .items import removed_item, story_item
from .rss import RssItem, rss_item


@dataclass(slots=True)
class Shelf:
    """All stories of a site, by identity, and what was already made of them."""

    told: Mapping[str, Telling]
    removed: Mapping[str, Story]
    trust: Trust
    _items: dict[str, FeedItem] = field(default_factory=dict)
    _built: dict[tuple[str, bool], RssItem] = field(default_factory=dict)

    def entry(self, identity: str) -> Entry:
        """What can be known of a story without telling it."""
        if telling := self.told.get(identity):
            return told_entry(telling.rendered, telling.translation)
        return removed_entry(self.removed[identity])

    def item(self, identity: str) -> FeedItem:
        """The story as a feed tells it, or the notice that it was removed."""
        if identity not in self._items:
            telling = self.told.get(identity)
            self._items[identity] = (
                story_item(telling, self.trust)
                if telling
                else removed_item(self.removed[identity], self.trust)
            )
        return self._items[identity]

    def xml(self, identity: str, language: str, *, podcast: bool) -> tuple[FeedItem, RssItem]:
        """The item and its XML. `language` is the site's: all its channels have the same."""
        item, place = self.item(identity), (identity, podcast)
        if place not in self._built:
            self._built[place] = rss_item(item, language, podcast=podcast)
        return item, self._built[place]


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
