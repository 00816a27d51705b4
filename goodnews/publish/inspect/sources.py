"""Where what is wrong on a page was written: its author never sees a file of the output."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from goodnews.problems import Problem
from goodnews.story import Story

_ADDRESS = re.compile(r" (?:leads to|uses|link to) (\S+?),? ")


class PageSource(NamedTuple):
    """What a static page is made of: its file, from the project's root, and its text."""

    file: str
    text: str


class Sources:
    """The files that the site's pages are made of, by the pages' paths in the output."""

    def __init__(self, stories: Sequence[Story], pages: Mapping[str, PageSource]) -> None:
        self._stories = {f"{story.address}index.html": story for story in stories}
        self._pages = pages

    def source_of(self, page: str) -> PageSource | None:
        """What a page is made of; None for a list, and for all else that nobody wrote."""
        if not (story := self._stories.get(page)):
            return self._pages.get(page)
        try:
            text = (story.folder / "story.md").read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        return PageSource(story.file, text)

    def find(self, page: str, address: str) -> tuple[str, int] | None:
        """The file and the line that an address on a page is written on; None when it is the theme's."""
        if not (source := self.source_of(page)):
            return None
        written = re.compile(rf"(?<![\w/.-]){re.escape(unquote(address))}(?![\w/-])")
        lines = (unquote(unescape(line)) for line in source.text.splitlines())
        line_number = next((number for number, line in enumerate(lines, 1) if written.search(line)), None)
        return (source.file, line_number) if line_number else None


def name_sources(problems: Iterable[Problem], sources: Sources) -> Iterator[Problem]:
    """Say each problem of a page where it was written; an error that nobody wrote stays the output's."""
    for problem in problems:
        page, match = problem.file.removeprefix("output/"), _ADDRESS.search(f"{problem.message} ")
        if match and (written_at := sources.find(page, match[1])):
            yield problem._replace(file=written_at[0], line=written_at[1])
        elif not problem.is_error and (source := sources.source_of(page)):
            yield problem._replace(file=source.file, line=1)
        else:
            yield problem
