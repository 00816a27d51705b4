"""Rules that look at all stories together."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from goodnews.checks.addresses import files_with, site_files, story_files
from goodnews.checks.rules import CollectionRule
from goodnews.config import SiteConfig
from goodnews.markdown.body import render
from goodnews.problems import Severity
from goodnews.rendered import texts_of
from goodnews.story import Story, StoryCollection, Visibility

_OWN_PATH = re.compile(r"""(?:\][(:]|=)\s*[<"']?(/[^\s)>"'#?]*)""")
"""A path of this site where Markdown or HTML may have a link's address."""
_PATH = re.compile(r"/(?![/\\])")
_STORIES, _NO_STORIES = re.compile("stories/"), re.compile("(?!stories/)")
_SHOWN = frozenset({Visibility.PUBLIC, Visibility.WITHDRAWN})


def _broken_translations(
    library: StoryCollection, _trust: SiteConfig, _now: datetime
) -> Iterator[tuple[Story, int, str]]:
    translated = [story for story in library.stories if story.meta.translation]
    by_key = {story.key: story for story in library.stories if translated}
    for story in translated:
        other_key = story.meta.translation or ""
        other, line = by_key.get(other_key), story.lines("translation")
        if other is None:
            yield story, line, f"There is no story “{other_key}”."
        elif other.meta.lang == story.meta.lang:
            yield story, line, f"“{other_key}” is in the same language as this story."
        elif other.meta.translation != story.key:
            yield story, line, f"“{other_key}” does not name this story as its translation."


class _DeadLink(NamedTuple):
    """A link into this site that nothing answers, and the file that it asks for."""

    story: Story
    line: int
    text: str
    file: str


def _dead_links(
    library: StoryCollection, config: SiteConfig, now: datetime, files: frozenset[str], part: re.Pattern[str]
) -> Iterator[_DeadLink]:
    """The links into a part of this site that lead to none of its files."""
    own = config.base.rstrip("/")
    # The site's address as anybody may write it before a path.
    host = re.compile(rf"{re.escape(config.site_url)}(?::443)?(?=/)", re.IGNORECASE)
    for story in library.stories:
        texts = () if story.meta.withdrawn else texts_of(story).values()
        known = files
        for text in texts:
            # Most lead where they should, which a look at the text alone tells.
            asked = {file for file in _files_in(text.source, own, host) if part.match(file)}
            if not asked - known and "&#" not in text.source and "&sol;" not in text.source:
                continue
            if story.visibility(now) not in _SHOWN:
                known = files_with(story, files)
            for link in render(text).outline.links:
                href = link.href.strip()
                if match := host.match(href):
                    href = f"{own}{href[match.end() :]}"
                file = _file_at(href.partition("#")[0].partition("?")[0], own)
                if _PATH.match(href) and file not in known and part.match(file):
                    yield _DeadLink(story, link.line, link.text[:40], file)


@lru_cache(maxsize=20_000)
def _files_in(source: str, own: str, host: re.Pattern[str]) -> frozenset[str]:
    """The files of this site that a text may ask for: two rules want to know, under `serve` at every save."""
    if "://" in source:
        source = host.sub(f"]({own}", source)
    return frozenset(_file_at(path, own) for path in _OWN_PATH.findall(source))


def _file_at(path: str, own: str) -> str:
    """The file that a path asks for; a site may live below a path, and then what is beside it is `../`."""
    if not path.startswith(f"{own}/"):
        return f"../{path.lstrip('/')}"
    inside = unquote(path).removeprefix(own).lstrip("/")
    return f"{inside}index.html" if not inside or inside.endswith("/") else inside


def _links_to_stories(
    library: StoryCollection, config: SiteConfig, now: datetime
) -> Iterator[tuple[Story, int, str]]:
    every = {f"{story.address}index.html" for story in library.stories}
    shown = (story for story in library.stories if story.visibility(now) in _SHOWN)
    files = frozenset(file for story in shown for file in story_files(story))
    for link in _dead_links(library, config, now, files, _STORIES):
        if f"{link.file}/index.html" in every:
            message = f"has no / at its end: write {config.base}{link.file}/."
        elif link.file in every:
            message = "leads to a story that is not public yet."
        else:
            message = "leads to a story that does not exist."
        yield link.story, link.line, f"The link “{link.text}” {message}"


def _links_to_pages(
    library: StoryCollection, config: SiteConfig, now: datetime
) -> Iterator[tuple[Story, int, str]]:
    files = site_files(library, config, now)
    for link in _dead_links(library, config, now, files, _NO_STORIES):
        if f"{link.file}/index.html" in files:
            message = f"has no / at its end: write {config.base}{link.file}/."
        elif link.file.startswith("../"):
            message = f"leads out of this site: its addresses start with {config.base}."
        else:
            address = f"{config.base}{link.file.removesuffix('index.html')}"
            message = f"leads to {address[:80]}, and this site has no such page."
        yield link.story, link.line, f"The link “{link.text}” {message}"


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
