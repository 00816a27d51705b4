"""The front page: the newest story large, what is coming up, the next ones, the hospitals."""

from typing import NamedTuple

from goodnews.i18n import Messages
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import term_links
from goodnews.site.calendar import AHEAD, Times, times
from goodnews.site.links import Link, link
from goodnews.site.media_blocks import LiveState, live_state
from goodnews.site.page import Page
from goodnews.site.site import Site, newest_card
from goodnews.site.teasers import make_teaser, story_link
from goodnews.taxonomies import Taxonomy


class Coming(NamedTuple):
    """Something to come. `place` is in its story's own language; None when it is live on a screen."""

    link: Link
    when: str
    place: str | None
    is_on: bool


def front_page(site: Site, t: Messages) -> Page:
    """Plan the front page of a language. Stories told in it come first, and no story stands there twice."""
    config, public = site.config, site.public
    if t is not site.t:
        public = tuple(sorted(public, key=lambda story: story.story.meta.lang != t.lang))
    hero = public[0] if public else None
    others = public[1:]
    to_come = [
        (story, when)
        for story in others
        if (when := times(story.story)) and site.now < when.ends < site.now + AHEAD
    ]
    soon = sorted(to_come, key=lambda coming: (coming[1].starts, coming[0].story.key))[:3]
    announced = [story for story, _ in soon]
    cards = [story for story in others if story not in announced][: config.page_size]
    slogan = about = config.strapline
    own_feed: tuple[Link, ...] = ()
    if t is not site.t:
        slogan, about = t["slogan"], t("feed_about", name=config.site_name, trust=config.name)
        address = link(config, f"{site.folder(t)}feed.xml")
        own_feed = (Link(f"{config.site_name}: {t['own_name']}", address),)
    shown = len(cards) + len(soon) + 1
    head = site.head(config.site_name, about, site.folder(t), t, newest_card(public))
    alternates = tuple((one.lang, config.url(site.folder(one))) for one in site.languages)
    return site.page(
        site.folder(t),
        "home",
        head._replace(
            feeds=(*own_feed, *head.feeds, *site.podcast),
            alternates=alternates if len(alternates) > 1 else (),
        ),
        hero=make_teaser(hero, config, t, site.now, hero=True) if hero else None,
        cards=tuple(site.teaser(story, t) for story in cards),
        soon=tuple(_coming(story, when, t, site) for story, when in soon),
        slogan=slogan,
        count=t.count("stories", len(public)) if len(public) > shown else None,
        hospitals=term_links(site.terms[Taxonomy.HOSPITAL], config, t, pictures=True, used=public[:shown]),
    )


def _coming(rendered: RenderedStory, when: Times, t: Messages, site: Site) -> Coming:
    meta = rendered.story.meta
    return Coming(
        story_link(rendered, site.config, t),
        t.span(when.starts, when.ends),
        typeset(meta.event.place) if meta.event else None,
        meta.live is not None and live_state(meta.live, site.now) is LiveState.DURING,
    )
