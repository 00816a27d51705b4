"""The front page: the newest story large, what is coming up, the next ones, the hospitals."""

from datetime import datetime

from goodnews.i18n import Messages
from goodnews.markdown import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.archives import term_links
from goodnews.site.calendar import AHEAD, times
from goodnews.site.media_blocks import LiveState, live_state
from goodnews.site.page import Page
from goodnews.site.site import Site
from goodnews.site.teasers import StoryLink, make_teaser, story_link
from goodnews.taxonomies import Taxonomy


def front_page(site: Site, words: Messages) -> Page:
    """Plan the front page of a language. Stories told in it come first, and no story stands there twice."""
    config, public = site.config, site.public
    if words is not site.words:
        public = tuple(sorted(public, key=lambda story: story.story.meta.lang != words.lang))
    hero = public[0] if public else None
    soon = sorted(
        (story for story in public if story is not hero and _is_to_come(story, site.now)),
        key=lambda story: (_starts(story), story.story.key),
    )[:3]
    cards = [story for story in public if story is not hero and story not in soon][: config.page_size]
    strapline = config.strapline
    if words is not site.words:
        strapline = words("feed_about", name=config.site_name, trust=config.name)
    shown = len(cards) + len(soon) + 1
    return site.page(
        site.folder(words),
        "home",
        site.head(
            config.site_name, strapline, site.folder(words), words, public, more_feeds=site.podcast,
            feeds=site.feeds_of(words),
            alternates=tuple((one.lang, config.url(site.folder(one))) for one in site.languages),
        ),
        words,
        hero=make_teaser(hero, config, words, site.now, hero=True) if hero else None,
        cards=tuple(site.teaser(story, words) for story in cards),
        soon=tuple(_announced(story, words, site) for story in soon),
        strapline=strapline,
        count=words.count("stories", len(public)) if len(public) > shown else None,
        hospitals=term_links(
            site.shelves[Taxonomy.HOSPITAL], config, words, pictures=True, used=public[:shown]
        ),
    )  # fmt: skip


def _is_to_come(rendered: RenderedStory, now: datetime) -> bool:
    when = times(rendered.story)
    return when is not None and now < when[1] < now + AHEAD


def _starts(rendered: RenderedStory) -> datetime:
    when = times(rendered.story)
    return when[0] if when else rendered.story.meta.date


def _announced(rendered: RenderedStory, words: Messages, site: Site) -> tuple[StoryLink, str, bool]:
    """A story that is to come, when and where, and whether it is on now."""
    when, meta = times(rendered.story), rendered.story.meta
    span = words.span(when[0], when[1]) if when else ""
    place = typeset(meta.event.place) if meta.event else words("shape_live")
    is_on = meta.live is not None and live_state(meta.live, site.now) is LiveState.DURING
    return story_link(rendered, site.config, words), f"{span}. {place}", is_on
