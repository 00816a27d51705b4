"""Rules that look at all stories together."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from goodnews.checks.addresses import files_with
from goodnews.checks.rules import CollectionContext, CollectionRule, OwnLink
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.problems import Severity
from goodnews.story import Story, Visibility

_PATH = re.compile(r"/(?![/\\])")
_STORIES = "stories/"
_SHOWN = frozenset({Visibility.PUBLIC, Visibility.WITHDRAWN})


def _broken_translations(context: CollectionContext) -> Iterator[tuple[Story, int, str]]:
    stories = context.stories.stories
    translated = [story for story in stories if story.meta.translation]
    by_key = {story.key: story for story in stories if translated}
    for story in translated:
        other_key = story.meta.translation or ""
        other, line = by_key.get(other_key), story.lines("translation")
        if other is None:
            # One that can't be read is spoken of where it stands.
            if other_key not in context.stories.folders:
                yield story, line, f"There is no story “{other_key}”."
        elif other.meta.lang == story.meta.lang:
            yield story, line, f"“{other_key}” is in the same language as this story."
        elif other.meta.translation != story.key:
            yield story, line, f"“{other_key}” does not name this story as its translation."


def own_links(texts: Iterable[Html], config: SiteConfig) -> tuple[OwnLink, ...]:
    """The links of a story's texts into this site, and the file that each asks for."""
    own = config.base.rstrip("/")
    # The site's address as anybody may write it before a path.
    host = re.compile(rf"{re.escape(config.site_url)}(?::443)?(?=/)", re.IGNORECASE)
    links: list[OwnLink] = []
    for link in (link for text in texts for link in text.outline.links):
        href = link.href.strip()
        if match := host.match(href):
            href = f"{own}{href[match.end() :]}"
        if _PATH.match(href):
            file = _file_at(href.partition("#")[0].partition("?")[0], own)
            links.append(OwnLink(link.line, link.text[:40], file))
    return tuple(links)


def _file_at(path: str, own: str) -> str:
    """The file that a path asks for; a site may live below a path, and then what is beside it is `../`."""
    if not path.startswith(f"{own}/"):
        return f"../{path.lstrip('/')}"
    inside = unquote(path).removeprefix(own).lstrip("/")
    return f"{inside}index.html" if not inside or inside.endswith("/") else inside


def _dead_links(context: CollectionContext) -> Iterator[tuple[Story, OwnLink]]:
    """The links into this site that lead to none of its files."""
    for story in context.stories.stories:
        links = context.links.get(story.key)
        if links and not story.meta.withdrawn:
            shown = story.visibility(context.now) in _SHOWN
            known = context.files if shown else files_with(story, context.files)
            yield from ((story, link) for link in links if link.file not in known)


def _links_to_stories(context: CollectionContext) -> Iterator[tuple[Story, int, str]]:
    stories = context.stories.stories
    every = {f"{story.address}index.html" for story in stories}
    unread = context.stories.folders.keys() - {story.key for story in stories}
    for story, link in _dead_links(context):
        if not link.file.startswith(_STORIES) or "/".join(link.file.split("/")[1:3]) in unread:
            continue
        if f"{link.file}/index.html" in every:
            message = f"has no / at its end: write {context.config.base}{link.file}/."
        elif link.file in every:
            message = "leads to a story that is not public yet."
        else:
            message = "leads to a story that does not exist."
        yield story, link.line, f"The link “{link.text}” {message}"


def _links_to_pages(context: CollectionContext) -> Iterator[tuple[Story, int, str]]:
    base = context.config.base
    for story, link in _dead_links(context):
        if link.file.startswith(_STORIES):
            continue
        if f"{link.file}/index.html" in context.files:
            message = f"has no / at its end: write {base}{link.file}/."
        elif link.file.startswith("../"):
            message = f"leads out of this site: its addresses start with {base}."
        else:
            address = f"{base}{link.file.removesuffix('index.html')}"
            message = f"leads to {address[:80]}, and this site has no such page."
        yield story, link.line, f"The link “{link.text}” {message}"


translation_pair = CollectionRule(
    "translation-pair",
    Severity.ERROR,
    "Two stories that are translations name each other.",
    "In each of the two stories, write translation: with the other one's folder, and lang: en or lang: cy.",
    _broken_translations,
)

link_to_story = CollectionRule(
    "link-to-story",
    Severity.ERROR,
    "A link to another story leads to one that readers can see.",
    "Copy its address from its page, like /stories/2026/night-on-ward-7/, or wait until it is public.",
    _links_to_stories,
    passing=("---\nSee [the night before](/stories/2026/a-night/).",),
    failing=("---\nSee [the night before](/stories/2026/a-nihgt/).",),
)

link_to_page = CollectionRule(
    "link-to-page",
    Severity.ERROR,
    "A link to a page of this site leads to one that is there.",
    "Copy its address from the page itself, with the / at its end. Photos and sounds have none to link to.",
    _links_to_pages,
    passing=("---\nSee [all people](/categories/people/) or [search](/search/?q=tea).",),
    failing=(
        "---\nSee [the rota](/no-such-page/).",
        "---\nSee [the search](/search).",
        "---\nSee <a href='/tags/none/'>more</a>.",
        "---\nSee [the rota](HTTPS://Stories.Merrowdale.Example:443/no-such-page/).",
    ),
)

RULES = (translation_pair, link_to_story, link_to_page)
