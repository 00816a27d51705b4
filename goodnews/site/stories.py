"""The page of each story, with what it says of others: those beside it, its translation, its relations."""

from collections.abc import Iterator, Mapping
from functools import partial

from goodnews.i18n import messages_for
from goodnews.rendered import RenderedStory
from goodnews.site.links import file_of
from goodnews.site.metadata import story_head
from goodnews.site.page import Page, settled_page
from goodnews.site.related import related_stories
from goodnews.site.site import Site
from goodnews.site.story_page import StoryLinks, view_story
from goodnews.story import slugify


def plan_stories(site: Site, conversations: Mapping[str, Mapping[str, str]]) -> Iterator[Page]:
    """The page of every story; `conversations` says where each is talked about, by identity and network."""
    translated = {
        story.story.meta.translation: story for story in site.public if story.story.meta.translation
    }
    olders, newers = (*site.public[1:], None), (None, *site.public)
    relations = related_stories(site.public, site.terms)
    for rendered, older, newer, related in zip(site.public, olders, newers, relations, strict=False):
        story, meta = rendered.story, rendered.story.meta
        links = StoryLinks(
            related,
            older,
            newer,
            site.by_key.get(meta.translation or "") or translated.get(story.key),
            conversations.get(story.identity, {}),
        )
        make = partial(_context, site, rendered, links)
        if story.key in site.timed:
            # What it says of its own time moves with the clock, in ways only its view knows.
            yield settled_page(file_of(story.address), "story", make())
            continue
        about = (
            *map(_named, (older, newer, links.translation)),
            links.conversation,
            [site.tag_langs[slugify(tag)] for tag in meta.tags],
        )
        yield site.lazy_page(
            story.address, "story", messages_for(meta.lang), about, [rendered, *related], make
        )


def _named(other: RenderedStory | None) -> tuple[str, ...]:
    """What a story's page says of another that it leads to."""
    return (other.story.key, other.story.meta.title, other.story.meta.lang) if other else ()


def _context(site: Site, rendered: RenderedStory, links: StoryLinks) -> Mapping[str, object]:
    t = messages_for(rendered.story.meta.lang)
    view = view_story(rendered, links, site)
    videos = (view.video, view.bsl, view.live.recording if view.live else None)
    is_framed = any(video and video.frame for video in videos)
    scripts_used = {"share": True, "gallery": view.gallery, "video": is_framed}
    scripts = tuple(site.script(name) for name, is_wanted in scripts_used.items() if is_wanted)
    head = story_head(site.config, rendered, links.translation, site.links_of(t), scripts)
    return {**site.context(head, t), "story": view}
