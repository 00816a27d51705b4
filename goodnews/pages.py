"""The static pages of a project, and what terms say above their stories: read, checked, kept in the cache."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from goodnews.cache import SqliteCache
from goodnews.checks import check_page
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.problems import ContentError, Problem, Severity
from goodnews.site.static_pages import INTRODUCED, StaticPage, parse_introduction, parse_page
from goodnews.story import decode

PAGE_FOLDERS = ("pages", *INTRODUCED)
"""Where static pages and the texts above a term's stories are, below `content`."""


def read_pages(content: Path, root: Path) -> tuple[dict[str, str], list[Problem]]:
    """What the static pages say, in order of name, then what terms do; and what is wrong with others.

    Gives the texts by their files, `content/pages/about.md`.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in _page_paths(content):
        file = path.relative_to(root).as_posix()
        if path.is_symlink() or not path.is_file():
            message = "This is a link." if path.is_symlink() else "This is no file."
            hint = "Put the page itself here; a link may lead anywhere."
            problems.append(Problem(file, 1, Severity.ERROR, "page", message, hint))
            continue
        text = decode(path.read_bytes(), file)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            texts[file] = text
    return texts, problems


def _page_paths(content: Path) -> Iterator[Path]:
    """What should be a page, and a folder of pages that is a link: nobody looks into that."""
    for folder in (content / name for name in PAGE_FOLDERS):
        if folder.is_symlink():
            yield folder
        else:
            yield from sorted(folder.glob("*.md"))


def load_pages(
    texts: Mapping[str, str], config: SiteConfig, cache: SqliteCache
) -> tuple[tuple[StaticPage, ...], list[Problem]]:
    """The static pages that are sound, read or known from the cache, and what is wrong with the others."""
    kind = f"page {config.site_url}"
    rows, used = cache.entries(kind), dict[str, bytes]()
    pages: list[StaticPage] = []
    problems: list[Problem] = []
    settings = config.digest
    for file, text in texts.items():
        key = hashlib.sha256(f"{file} {settings}\n{text}".encode()).hexdigest()
        try:
            page = _decode_page(rows.get(key)) or load_page(text, file, config)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            pages.append(page)
            row = asdict(page) | {"source": (page.source.html, page.source.placed)}
            used[key] = json.dumps(row, ensure_ascii=False).encode()
    cache.replace(kind, used)
    return tuple(pages), problems


def load_page(text: str, file: str, config: SiteConfig) -> StaticPage:
    """Read and check one static page, or what a term says.

    Raises:
        ContentError: something is wrong with it.
    """
    parse = parse_page if file.startswith("content/pages/") else parse_introduction
    page = parse(text, file, config)
    if problems := check_page(text, file, config):
        raise ContentError(problems)
    return page


def _decode_page(row: bytes | None) -> StaticPage | None:
    try:
        fields = json.loads(row or b"")
        html, placed = fields.pop("source")
        return StaticPage(**fields, source=Html(html, tuple(placed)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
