"""Rules that look at all stories together."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from urllib.parse import unquote

from goodnews.checks.addresses import own_files, site_files
from goodnews.config import SiteConfig
from goodnews.markdown import render
from goodnews.problems import Problem, Severity
from goodnews.rendered import texts_of
from goodnews.story import Story, StoryCollection, Visibility

_OWN_PATH = re.compile(r"""(?:\]\(\s*<?|href\s*=\s*["']?|\]:\s*<?)(/[^\s)>"'#?]*)""", re.IGNORECASE)
"""A path of this site where Markdown or HTML has a link's address."""

CollectionFinder = Callable[[StoryCollection, SiteConfig, datetime], Iterable[tuple[Story, int, str]]]


@dataclass(frozen=True, slots=True)
class CollectionRule:
    """A rule about how stories go together; its parts are those of `Rule`."""

    code: str
    severity: Severity
    summary: str
    hint: str
    find: CollectionFinder
    allow: str = ""
    guards: bool = False
    passing: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()

    def check(self, library: StoryCollection, config: SiteConfig, now: datetime) -> list[Problem]:
        """Run the rule on the whole library."""
        return [
            Problem(story.file, max(line, 1), self.severity, self.code, message, self.hint)
            for story, line, message in self.find(library, config, now)
        ]


def _broken_translations(
    library: StoryCollection, _trust: SiteConfig, _now: datetime
) -> Iterator[tuple[Story, int, str]]:
    translated = [story for story in library.stories if story.meta.translation]
    by_key = {story.key: story for story in library.stories if translated}
    for story in translated:
        wanted = story.meta.translation or ""
        other, line = by_key.get(wanted), story.lines("translation")
        if other is None:
            yield story, line, f"There is no story “{wanted}”."
        elif other.meta.lang == story.meta.lang:
            yield story, line, f"“{wanted}” is in the same language as this story."
        elif other.meta.translation != story.key:
            yield story, line, f"“{wanted}” does not name this story as its translation."


class _DeadLink(NamedTuple):
    """A link to where nothing of the site is: the file it asks for, and whether only a slash is missing."""

    story: Story
    line: int
    text: str
    file: str
    needs_slash: bool


def _dead_links(library: StoryCollection, config: SiteConfig, now: datetime) -> Iterator[_DeadLink]:
    """Links into this site that nothing answers."""
    linking = [
        (story, text)
        for story in library.stories
        if not story.meta.withdrawn
        for text in texts_of(story).values()
        if "/" in text.source
    ]
    files = site_files(library, config, now) if linking else frozenset[str]()
    for story, text in linking:
        # Most lead where they should, which a look at the text alone tells.
        paths = _OWN_PATH.findall(text.source.replace(config.site_url, "]("))
        known = files | set(own_files(story)) if story.visibility(now) is not Visibility.PUBLIC else files
        if "&#" not in text.source and all(_file_at(path) in known for path in paths):
            continue
        for link in render(text).outline.links:
            path = link.href.strip().removeprefix(config.site_url).partition("#")[0].partition("?")[0]
            inside = link.href.startswith(f"{config.site_url}/") or (
                path[:1] == "/" and path[1:2] not in "/\\"
            )
            if inside and (file := _file_at(path)) not in known:
                yield _DeadLink(story, link.line, link.text[:40], file, f"{file}/index.html" in known)


def _file_at(path: str) -> str:
    inside = unquote(path).lstrip("/")
    return f"{inside}index.html" if not inside or inside.endswith("/") else inside


def _links_to_stories(
    library: StoryCollection, config: SiteConfig, now: datetime
) -> Iterator[tuple[Story, int, str]]:
    hidden = {f"{story.address}index.html" for story in library.stories}
    for link in _dead_links(library, config, now):
        if link.file.startswith("stories/") and not link.needs_slash:
            why = "is not public yet" if link.file in hidden else "does not exist"
            yield link.story, link.line, f"The link “{link.text}” leads to a story that {why}."


def _links_to_pages(
    library: StoryCollection, config: SiteConfig, now: datetime
) -> Iterator[tuple[Story, int, str]]:
    for link in _dead_links(library, config, now):
        if link.needs_slash:
            yield link.story, link.line, f"The link “{link.text}” has no / at its end: write /{link.file}/."
        elif not link.file.startswith("stories/"):
            address = f"/{link.file.removesuffix('index.html')}"[:80]
            yield (
                link.story,
                link.line,
                f"The link “{link.text}” leads to {address}, and this site has no such page.",
            )


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
    ),
)

RULES = (translation_pair, link_to_story, link_to_page)
