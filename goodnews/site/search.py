"""The search index: Pagefind (https://pagefind.app) reads the finished story pages."""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

from goodnews.cache import SqliteCache
from goodnews.files import scan, write_atomically
from goodnews.problems import CommandError
from goodnews.programs import run_program

SEARCH = "pagefind"
"""Where the index goes, in the output: it is made as a whole, from the finished pages."""
# Pagefind also brings ready-made interfaces; the search page has its own, a hundredth of their size.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def refresh_index(output: Path, story_pages: str, cache: SqliteCache) -> None:
    """Make the index anew when a story's page changed, or when the index is not as it was left.

    `story_pages` is a digest of all pages of stories.
    """
    known = cache.entries("search")
    if known.get(output.name) != _key(output, story_pages):
        index_stories(output)
        cache.replace("search", {**known, output.name: _key(output, story_pages)})


def _key(output: Path, story_pages: str) -> bytes:
    stamps = json.dumps(sorted(scan(output / SEARCH).stamps.items()))
    return hashlib.sha256(f"{story_pages} {stamps}".encode()).hexdigest().encode()


def index_stories(output: Path) -> None:
    """Index every story page of a built site into `output/pagefind/`.

    Only the part of a page that is marked `data-pagefind-body` is read, and only stories have one. Files
    that have not changed are left alone, and what an older index left behind is removed. CommandError where
    Pagefind could not be run, or said no.
    """
    home = output / SEARCH
    with tempfile.TemporaryDirectory(prefix="pagefind-") as made:
        # Where no page is marked, Pagefind would index every page instead.
        pages = output.glob("stories/*/*/index.html")
        if any(b"data-pagefind-body" in page.read_bytes() for page in pages):
            _run(output, Path(made))
        needed = {path for path in scan(made).stamps if not path.startswith(_UNUSED)}
        for path in needed:
            write_atomically(home / path, _steady(path, (Path(made) / path).read_bytes()))
    old = scan(home)
    for path in old.stamps.keys() - needed:
        (home / path).unlink()
    old.remove_empty_folders(needed)


def _steady(name: str, data: bytes) -> bytes:
    """The same index as the same bytes: Pagefind lists the languages in an order of the moment's."""
    if name != "pagefind-entry.json":
        return data
    return json.dumps(json.loads(data), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _run(output: Path, made: Path) -> None:
    command = [
        sys.executable, "-m", "pagefind", "--site", str(output), "--output-path", str(made),
        "--glob", "stories/**/*.html", "--quiet",
        # One index for both languages: a reader looks for a word, and Pagefind has no rules for Welsh.
        "--force-language", "en",
        # The signs that lead to a footnote and back are no words.
        "--exclude-selectors", ".footnote-ref, .footnote-backref",
    ]  # fmt: skip
    try:
        ran = run_program(command, limit=600)
        reason = ran.complaint if ran.code else ""
    except CommandError as error:
        reason = error.message
    if reason:
        raise CommandError(
            f"The search index could not be made: {reason}", "Run `./inv clean`, then this again."
        )
