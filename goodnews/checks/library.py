"""Rules that look at all stories together."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import unquote

from goodnews.checks.addresses import files_with
from goodnews.checks.rules import CollectionContext, Found, OwnLink, rule
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.problems import Severity
from goodnews.story import Story, Visibility

_PATH = re.compile(r"/(?![/\\])")
_STORIES = "stories/"
_SHOWN = frozenset({Visibility.PUBLIC, Visibility.WITHDRAWN})


@rule(
    "translation-pair",
    Severity.ERROR,
    summary="Two stories that are translations name each other.",
    hint="In each of the two stories, write translation: with the other one's folder, and lang: en or "
    "lang: cy.",
)
def translation_pair(context: CollectionContext) -> Iterator[Found]:
    """Each page links to the other."""
    stories = context.stories.stories
    translated = [story for story in stories if story.meta.translation]
    by_key = {story.key: story for story in stories if translated}
    for story in translated:
        other_key = story.meta.translation or ""
        other, line = by_key.get(other_key), story.lines("translation")
        if other is None and other_key in context.stories.folders:
            continue  # it can't be read, and is spoken of where it stands
        if other is None:
            message = f"There is no story “{other_key}”."
        elif other.meta.lang == story.meta.lang:
            message = f"“{other_key}” is in the same language as this story."
        elif other.meta.translation != story.key:
            message = f"“{other_key}” does not name this story as its translation."
        else:
            continue
        yield Found(line, message, file=story.file)


def own_links(texts: Iterable[Html], config: SiteConfig) -> tuple[OwnLink, ...]:
    """The links of a story's texts into this site, and the file that each asks for."""
    own, host = config.base.rstrip("/"), _host(config.site_url)
    links: list[OwnLink] = []
    for link in (link for text in texts for link in text.outline.links):
        href = link.href.strip()
        if match := host.match(href):
            href = f"{own}{href[match.end() :]}"
        if _PATH.match(href):
            file = _file_at(href.partition("#")[0].partition("?")[0], own)
            links.append(OwnLink(link.line, link.text[:40], file))
    return tuple(links)


@cache
def _host(site_url: str) -> re.Pattern[str]:
    """The site's address as anybody may write it before a path."""
    return re.compile(rf"{re.escape(site_url)}(?::443)?(?=/)", re.IGNORECASE)


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


@rule(
    "link-to-story",
    Severity.ERROR,
    summary="A link to another story leads to one that readers can see.",
    hint="Copy its address from its page, like /stories/2026/night-on-ward-7/, or wait until it is public.",
    passing=("---\nSee [the night before](/stories/2026/a-night/).",),
    failing=("---\nSee [the night before](/stories/2026/a-nihgt/).",),
)
def link_to_story(context: CollectionContext) -> Iterator[Found]:
    """One that can't be read is spoken of where it stands."""
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
        yield Found(link.line, f"The link “{link.text}” {message}", file=story.file)


@rule(
    "link-to-page",
    Severity.ERROR,
    summary="A link to a page of this site leads to one that is there.",
    hint="Copy its address from the page itself, with the / at its end. Photos and sounds have none to "
    "link to.",
    passing=("---\nSee [all people](/categories/people/) or [search](/search/?q=tea).",),
    failing=(
        "---\nSee [the rota](/no-such-page/).",
        "---\nSee [the search](/search).",
        "---\nSee <a href='/tags/none/'>more</a>.",
        "---\nSee [the rota](HTTPS://Stories.Merrowdale.Example:443/no-such-page/).",
    ),
)
def link_to_page(context: CollectionContext) -> Iterator[Found]:
    """An address that is beside the site, where it lives below a path, leads out of it."""
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
        yield Found(link.line, f"The link “{link.text}” {message}", file=story.file)


RULES = (translation_pair, link_to_story, link_to_page)
