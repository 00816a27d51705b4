"""Keeping the search index true to the pages it was made from."""

import hashlib
import json
import shutil
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.looking import SEARCH
from goodnews.plugin.request import BuildReport
from goodnews.standing import look_around


def refresh_search(report: BuildReport, cache: Path) -> None:
    """Make the index anew when a story's page changed, or when the index is not as it was left."""
    index = report.output / SEARCH
    record = cache / "pages" / f"search-{hashlib.sha256(str(report.output).encode()).hexdigest()[:12]}.json"
    if not report.stories:
        shutil.rmtree(index, ignore_errors=True)
    elif report.touches_stories or look_around(str(index)).stamps != _remembered(record):
        # Only here, because it brings half of the program with it.
        from goodnews.site.search import index_stories

        index_stories(report.output)
        write_atomically(record, json.dumps(look_around(str(index)).stamps))


def _remembered(record: Path) -> object:
    try:
        return json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
