"""The built site as an inspector sees it: its files, what its pages name, and where that was written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from goodnews.problems import Problem, Severity
from goodnews.publish.files import list_files
from goodnews.publish.html_facts import HtmlFacts, Named, read_html
from goodnews.story import Story

_PLAIN_SCHEMES = ("http", "https", "")
_BY_THEMSELVES = ("/", "https://", "http://")
_CSS_URL = re.compile(rb"""url\(\s*["']?([^"')]+)["']?\s*\)""")


CLEAN = "Run the clean task and publish again. If it stays, tell whoever looks after the site."


def problem(
    path: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR, line: int = 1
) -> Problem:
    """Something that is wrong with one file of the site, or with the site itself."""
    return Problem(f"output/{path}".rstrip("/"), line, severity, code, message, hint)


class BuiltSite:
    """The output of one build; `url` is the public address it was built for, without a closing slash."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.url = url.rstrip("/")
        self.paths = list_files(folder)
        self.known = frozenset(self.paths)
        self._targets: dict[tuple[str, str], tuple[str, str] | None] = {}

    @cached_property
    def pages(self) -> dict[str, HtmlFacts]:
        """Every HTML file by its path."""
        return {path: read_html(self.read(path)) for path in self.paths if path.endswith(".html")}

    def read(self, path: str) -> bytes:
        """The bytes of one file; nothing for a link, which is never followed."""
        file = self.folder / path
        return b"" if file.is_symlink() else file.read_bytes()

    def size(self, path: str) -> int | None:
        """Bytes of one file; None where there is none."""
        return (self.folder / path).lstat().st_size if path in self.known else None

    @cached_property
    def names(self) -> tuple[tuple[str, Named], ...]:
        """Every address that any page, style sheet or feed names, with the file that names it."""
        return tuple(self._names())

    def _names(self) -> Iterator[tuple[str, Named]]:
        for path, facts in self.pages.items():
            for named in facts.names:
                yield path, named
        for path in self.paths:
            if path.endswith(".css"):
                for match in _CSS_URL.finditer(self.read(path)):
                    yield path, Named(match[1].decode("utf-8", "replace"), 1)
            elif path.endswith((".xml", ".json", ".ics")) and "pagefind/" not in path:
                for address in self._mentioned(self.read(path)):
                    yield path, Named(address, 1)

    def _mentioned(self, data: bytes) -> Iterator[str]:
        """Our own absolute addresses in a feed, a site map or a calendar (unfolded, RFC 5545)."""
        own = re.escape(self.url.encode())
        for match in re.finditer(own + rb"""/[^\s"'<>\\&;,)]*""", re.sub(rb"\r?\n[ \t]", b"", data)):
            yield match[0].decode("utf-8", "replace")

    def resolve(self, address: str, page: str) -> tuple[str, str] | None:
        """The path in the site that an address on a page means, and its anchor.

        None for addresses of others, and for what is no address of a file (`mailto:`). A site may live below
        a path (`owner.github.io/stories/`): what is beside it on the same host is others' too, but for an
        address without a host, which was meant for this site and leads nowhere in it.
        """
        # Most addresses are on every page, and say by themselves where they lead.
        asked = address, "" if address.startswith(_BY_THEMSELVES) else page
        if asked not in self._targets:
            self._targets[asked] = self._resolve(*asked)
        return self._targets[asked]

    def _resolve(self, address: str, page: str) -> tuple[str, str] | None:
        try:
            parts = urlsplit(urljoin(f"{self.url}/{page}", address))
        except ValueError:
            return address, ""  # no browser could follow it, so there is no such file either
        own = urlsplit(self.url)
        if (
            parts.scheme not in _PLAIN_SCHEMES
            or parts.netloc.lower().removesuffix(":443") != own.netloc.lower()
        ):
            return None
        if not f"{parts.path}/".startswith(f"{own.path}/"):
            return None if urlsplit(address).netloc else (unquote(parts.path), "")
        inside = unquote(parts.path).removeprefix(own.path).lstrip("/")
        if not inside or inside.endswith("/"):
            inside += "index.html"
        return inside, unquote(parts.fragment)


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

    def place(self, problem: Problem, address: str = "") -> Problem:
        """The problem where its address is written; an error that nobody wrote stays the output's."""
        page = problem.file.removeprefix("output/")
        if address and (written_at := self.find(page, address)):
            return problem._replace(file=written_at[0], line=written_at[1])
        source = None if problem.is_error else self.source_of(page)
        return problem._replace(file=source.file, line=1) if source else problem
