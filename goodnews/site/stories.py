"""The page of each story, with what it says of others: those beside it, its translation, its relations."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from goodnews.i18n import Messages, messages_for
from goodnews.rendered import RenderedStory
from goodnews.site.archives import term_lang
from goodnews.site.links import file_of
from goodnews.site.metadata import story_head
from goodnews.site.page import Page, settled_page
from goodnews.site.related import relate
from goodnews.site.site import Site
from goodnews.site.story_page import StoryLinks, view_story
from goodnews.site.teasers import StoryLink, story_link
from goodnews.story import slugify
from goodnews.taxonomies import Taxonomy


def plan_stories(site: Site, conversations: Mapping[str, Mapping[str, str]]) -> Iterator[Page]:
    """The page of every story; `conversations` says where each is talked about, by identity and network."""
    related, langs = relate(site.public, site.terms), _langs_of_tags(site)
    translated = {
        story.story.meta.translation: story for story in site.public if story.story.meta.translation
    }
    for index, rendered in enumerate(site.public):
        story, meta = rendered.story, rendered.story.meta
        t = messages_for(meta.lang)
        links = StoryLinks(
            older=_link(site, index + 1, t),
            newer=_link(site, index - 1, t),
            translation=site.by_key.get(meta.translation or "") or translated.get(story.key),
            conversation=conversations.get(story.identity),
            tag_langs={tag: langs[slugify(tag)] for tag in meta.tags} if langs else {},
        )
        others = [site.public[other] for other in related(index)]
        make = partial(_context, site, rendered, others, links)
        if story.key in site.timed:
            # What it says of its own time moves with the clock, in ways only its view knows.
            yield settled_page(file_of(story.address), "story", make())
            continue
        other = links.translation.story if links.translation else None
        about = (links._replace(translation=None), other and (other.address, other.meta.lang))
        yield site.lazy_page(story.address, "story", t, about, [rendered, *others], make)


def _langs_of_tags(site: Site) -> Mapping[str, str]:
    """The language of each tag, where there are several: of the stories that have it, or the site's own."""
    if len(site.languages) == 1:
        return {}
    return {term.slug: term_lang(term, site.t) or site.t.lang for term in site.terms[Taxonomy.TAG]}


def _link(site: Site, index: int, t: Messages) -> StoryLink | None:
    return story_link(site.public[index], site.config, t) if 0 <= index < len(site.public) else None


def _context(
    site: Site, rendered: RenderedStory, others: Sequence[RenderedStory], links: StoryLinks
) -> Mapping[str, object]:
    t = messages_for(rendered.story.meta.lang)
    links = links._replace(related=tuple(site.teaser(other, t) for other in others))
    shared_links = site.links_of(t)
    view = view_story(rendered, site.config, t, site.now, links, shared_links)
    videos = (view.video, view.bsl, view.live.recording if view.live else None)
    is_framed = any(video and video.frame for video in videos)
    scripts_used = {"share": True, "gallery": view.gallery, "video": is_framed}
    scripts = tuple(site.script(name) for name, is_wanted in scripts_used.items() if is_wanted)
    head = story_head(site.config, rendered, links.translation, shared_links, scripts)
    return {**site.context(head, t), "story": view}
