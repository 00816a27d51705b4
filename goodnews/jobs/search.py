"""Keeping the search index true to the pages it was made from."""

import hashlib
import json
import shutil
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.pages.search import index_stories
from goodnews.plugin.request import BuildReport

FOLDER = "pagefind"


def refresh_search(report: BuildReport, cache: Path) -> None:
    """Make the index anew when a story's page changed, or when the index is not as it was left."""
    index = report.output / FOLDER
    record = cache / "pages" / f"search-{hashlib.sha256(str(report.output).encode()).hexdigest()[:12]}.json"
    if not report.stories:
        shutil.rmtree(index, ignore_errors=True)
    elif report.touches_stories or _digests(index) != _remembered(record):
        index_stories(report.output)
        write_atomically(record, json.dumps(_digests(index)))


def _digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of the index, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def _remembered(record: Path) -> object:
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
