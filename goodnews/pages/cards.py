"""A story in small, as lists show it."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from goodnews.pages.addresses import link
from goodnews.pages.picture import CARD, HERO, draw_picture
from goodnews.pages.shapes import LiveState, event_part, live_state
from goodnews.pages.words import Words
from goodnews.rendered import Rendered
from goodnews.story import StoryFormat
from goodnews.trust import Trust

LONG = 80
"""A title of more characters than this is set smaller. The house style asks for 65 at most."""


@dataclass(frozen=True, eq=False)
class Card:
    """What a list says of a story.

    Attributes:
        href: the story's link.
        title: its title.
        long: whether the title needs a smaller size.
        summary: its sentence.
        category: its kind.
        label: what to expect besides reading (`Interview`, `12 photos`), or None.
        now: whether it is live as the page is made.
        day: its date in words.
        iso: its date for machines.
        picture: its lead photo, or None.
        quote: words to set large in place of a photo, or None.
        lang: its language, when that is not the list's own.
    """

    href: str
    title: str
    long: bool
    summary: str
    category: str
    label: str | None
    now: bool
    day: str
    iso: str
    picture: Markup | None
    quote: str | None
    lang: str | None


def make_card(each: Rendered, trust: Trust, words: Words, now: datetime, *, hero: bool = False) -> Card:
    """Make the card of a story; the hero's picture is the first thing a reader sees."""
    story, front = each.story, each.story.front
    shape, lead = story.shape, each.lead
    picture = None
    # A quotation stands on its own words: a card set in type gives a page of photos its breath.
    if lead and (hero or shape is not StoryFormat.QUOTE):
        place = HERO if hero else CARD
        picture = draw_picture(each.photos[lead.file], lead, place, trust, eager=hero)
    label, on = _label(each, shape, trust, words, now)
    if label and label.casefold() == front.category.casefold():
        label = None
    return Card(
        href=link(trust, story.address),
        title=front.title,
        long=len(front.title) > LONG,
        summary=front.summary,
        category=front.category,
        label=label,
        now=on,
        day=words.day(front.date),
        iso=front.date.date().isoformat(),
        picture=picture,
        quote=front.quote.text if front.quote and not picture else None,
        lang=front.lang if front.lang != words.lang else None,
    )


def _label(
    each: Rendered, shape: StoryFormat, trust: Trust, words: Words, now: datetime
) -> tuple[str | None, bool]:
    front = each.story.front
    match shape:
        case StoryFormat.LIVE if front.live:
            state = live_state(front.live, now)
            day = words.day(front.live.starts)
            return words(f"card_live_{state}", day=day), state is LiveState.DURING
        case StoryFormat.INVITATION:
            event = event_part(each.story, trust, words, now)
            return (words("card_event_over") if event and event.over else words("shape_invitation")), False
        case StoryFormat.VIDEO if front.video and front.video.length:
            return words("card_video", length=front.video.length), False
        case StoryFormat.GALLERY:
            return words.count("photos", len(front.photos)), False
        case StoryFormat.PLAIN | StoryFormat.PICTURE:
            return None, False
        case _:
            return words(f"shape_{shape}"), False
