"""When the same stories make another site: the moments that pages look at the clock for."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from goodnews.pages.calendar import times
from goodnews.story import LONDON, Story

AHEAD = timedelta(days=400)
"""How long before it ends something is announced on the home page."""


def next_change(stories: Iterable[Story], now: datetime) -> datetime:
    """The first moment after `now` (aware) at which the site of these stories may look otherwise.

    Midnight in London at the latest: the page that asks for stories says today's date.

    Args:
        stories: all of them, those that still wait for their moment too.
        now: the moment a site was made for.
    """
    tomorrow = now.astimezone(LONDON).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), LONDON)
    moments = (moment for story in stories for moment in _moments(story))
    return min((moment for moment in moments if now < moment < midnight), default=midnight)


def _moments(story: Story) -> Iterator[datetime]:
    yield story.front.date
    if when := times(story):
        starts, ends, _ = when
        yield from (starts, ends, ends - AHEAD)
