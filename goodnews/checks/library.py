"""Rules that look at all stories together."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from goodnews.checks.context import outline_of
from goodnews.config import SiteConfig
from goodnews.problems import Problem, Severity
from goodnews.story import Story, StoryCollection, Visibility

_STORY_ADDRESS = re.compile(r"/stories/[^\s)>\"'#?]*")

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


def _links_to_stories(
    library: StoryCollection, config: SiteConfig, now: datetime
) -> Iterator[tuple[Story, int, str]]:
    linking = [story for story in library.stories if "stories/" in story.body and not story.meta.withdrawn]
    if not linking:
        return
    shown = {
        each.address: each.visibility(now) in {Visibility.PUBLIC, Visibility.WITHDRAWN}
        for each in library.stories
    }
    old = {alias for story in library.stories for alias in story.meta.aliases}
    for story in linking:
        # Most lead where they should, which their addresses alone tell.
        addresses = {path.strip("/") + "/" for path in _STORY_ADDRESS.findall(story.body)}
        if all(address in old or shown.get(address) for address in addresses):
            continue
        for link in outline_of(story).links:
            path = link.href.removeprefix(config.site_url).partition("#")[0].partition("?")[0]
            address = path.strip("/") + "/"
            if path.startswith("/stories/") and address not in old and not shown.get(address, False):
                why = "is not public yet" if address in shown else "does not exist"
                yield story, link.line, f"The link “{link.text[:40]}” leads to a story that {why}."


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

RULES = (translation_pair, link_to_story)
