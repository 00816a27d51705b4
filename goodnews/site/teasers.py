"""A story in small, as lists show it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup, escape

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.images import CARD, HERO, draw_picture
from goodnews.site.links import Link, link
from goodnews.site.media_blocks import LiveState, event_view, live_state
from goodnews.story import FrontMatter, StoryFormat, Visibility

LONG = 80
"""A title of more characters than this is set smaller. The house style asks for 65 at most."""

_ARTICLE = re.compile(r"(?:The|An?)(?= [a-z0-9])")


class Quotation(NamedTuple):
    """Somebody's own words, and who said them."""

    text: str
    who: str


@dataclass(frozen=True, eq=False)
class Teaser:
    """What a list says of a story; each `lang` is a language that is not the list's own, or None.

    Attributes:
        long: whether the title needs a smaller size.
        label: what to expect besides reading (`Interview`, `12 photos`), or None.
        now: whether it is live as the page is made.
        teller: who tells it, or None where nobody says so.
        told: the same in a sentence, `Told by the night sister`; the hero alone has room for it.
        iso: its date for machines.
        quote: words to set large in place of a photo, or None.
        unpublished: in a preview, why the public does not see it yet.
    """

    href: str
    title: str
    long: bool
    summary: str
    category: str
    category_lang: str | None
    label: str | None
    now: bool
    teller: str | None
    told: Markup | None
    day: str
    iso: str
    picture: Markup | None
    quote: Quotation | None
    lang: str | None
    unpublished: str | None


def make_teaser(
    rendered: RenderedStory, config: SiteConfig, t: Messages, now: datetime, *, hero: bool = False
) -> Teaser:
    """Make the teaser of a story; the hero's picture is the first thing a reader sees."""
    story, meta = rendered.story, rendered.story.meta
    shape, lead = story.shape, rendered.lead
    picture = None
    # A quotation stands on its own words: a teaser set in type gives a page of photos its breath.
    if lead and (hero or shape is not StoryFormat.QUOTE):
        slot = HERO if hero else CARD
        picture = draw_picture(rendered.photos[lead.file], lead, slot, config, eager=hero)
    label, on = _label(rendered, shape, config, t, now)
    category, spoken = config.category_name(meta.category, t.lang)
    if label and label.casefold() in {meta.category.casefold(), category.casefold()}:
        label = None
    return Teaser(
        href=link(config, story.address),
        title=typeset(meta.title),
        long=len(meta.title) > LONG,
        summary=typeset(meta.summary),
        category=category,
        category_lang=other_lang(spoken, t),
        label=label,
        now=on,
        teller=teller_of(meta),
        told=told_by(meta, t) if hero else None,
        day=t.day(meta.date),
        iso=meta.date.date().isoformat(),
        picture=picture,
        quote=quotation_of(meta) if not picture else None,
        lang=other_lang(meta.lang, t),
        unpublished=unpublished_mark(rendered, t),
    )


def story_link(rendered: RenderedStory, config: SiteConfig, t: Messages) -> Link:
    """Lead to a story from a page of any language."""
    meta = rendered.story.meta
    return Link(typeset(meta.title), link(config, rendered.story.address), other_lang(meta.lang, t))


def other_lang(lang: str, t: Messages) -> str | None:
    """The language of words, where a page of another one has to say so (WCAG 3.1.2)."""
    return lang if lang != t.lang else None


def teller_of(meta: FrontMatter) -> str | None:
    """Who tells a story; where nobody says so it is the team's."""
    teller = meta.by or meta.team
    return typeset(teller) if teller else None


def told_by(meta: FrontMatter, t: Messages) -> Markup | None:
    """Say who tells a story, in words that may run from right to left."""
    teller = teller_of(meta)
    if not teller:
        return None
    return Markup(t("told_by", name=f"<bdi>{escape(mid_sentence(teller))}</bdi>"))  # noqa: S704


def quotation_of(meta: FrontMatter) -> Quotation | None:
    """The words that a story sets large."""
    return Quotation(typeset(meta.quote.text), typeset(meta.quote.who)) if meta.quote else None


def mid_sentence(role: str) -> str:
    """Write a role as it stands inside a sentence. A name keeps its capital.

    >>> mid_sentence("The night sister, Ward 7"), mid_sentence("The Larches"), mid_sentence("A&E")
    ('the night sister, Ward 7', 'The Larches', 'A&E')
    """
    return role[0].lower() + role[1:] if _ARTICLE.match(role) else role


def unpublished_mark(
    rendered: RenderedStory, t: Messages, draft: str = "mark_draft", embargoed: str = "mark_embargoed"
) -> str | None:
    """Say of a story in a preview that it is a draft, or when it is to come."""
    match rendered.unpublished:
        case Visibility.DRAFT:
            return t(draft)
        case Visibility.EMBARGOED:
            return t(embargoed, day=t.span(rendered.story.meta.date, None))
        case _:
            return None


def _label(
    rendered: RenderedStory, shape: StoryFormat, config: SiteConfig, t: Messages, now: datetime
) -> tuple[str | None, bool]:
    meta = rendered.story.meta
    match shape:
        case StoryFormat.LIVE if meta.live:
            state = live_state(meta.live, now)
            day = t.day(meta.live.starts)
            return t(f"card_live_{state}", day=day), state is LiveState.DURING
        case StoryFormat.INVITATION:
            event = event_view(rendered.story, config, t, now)
            return (t("card_event_over") if event and event.over else t("shape_invitation")), False
        case StoryFormat.VIDEO if meta.video and meta.video.length:
            return t("card_video", length=meta.video.length), False
        case StoryFormat.GALLERY:
            return t.count("photos", len(meta.photos)), False
        case StoryFormat.PLAIN | StoryFormat.PICTURE:
            return None, False
        case _:
            return t(f"shape_{shape}"), False
