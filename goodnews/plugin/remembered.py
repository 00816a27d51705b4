"""Stories read before: a `story.md` that nobody has written to since is not parsed again.

What is kept is the front matter as JSON, held to the same strict model when it comes back, so a
cache from elsewhere can say nothing that a `story.md` could not.
"""

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from goodnews.files import write_atomically
from goodnews.plugin.fingerprints import stamp_of
from goodnews.problems import Problem
from goodnews.story import FrontMatter, Library, Lines, Story, collect, find_folders, read_story

RACY = 2.0
"""Seconds. A file written this short a time before it was read may be written again within one tick
of its file system's clock, and look the same; git calls this racy, and such a story is not kept."""

Kept = Mapping[str, Any]


def read_remembered(content: Path, root: Path, cache: Path, recipe: str) -> Library:
    """Read all stories as `read_stories` does, but parse only those that changed.

    Args:
        content: the content folder.
        root: the project's root.
        cache: where stories are kept between builds.
        recipe: names the code that reads; another one reads everything again.
    """
    file = cache / "stories.json"
    before = _read(file, recipe)
    after: dict[str, Kept] = {}

    def read() -> Iterator[Story | Problem | tuple[Problem, ...]]:
        for folder in find_folders(content / "stories", root):
            if isinstance(folder, Problem):
                yield folder
                continue
            key = f"{folder.parent.name}/{folder.name}"
            stamp = stamp_of(folder / "story.md")
            kept = before.get(key, {})
            revived = _revive(kept, folder, root) if stamp and kept.get("stamp") == stamp else None
            story = revived or read_story(folder, root)
            if revived:
                after[key] = kept
            elif isinstance(story, Story) and _is_settled(folder):
                after[key] = _keep(story, stamp)
            yield story

    library = collect(read())
    if after != before:
        write_atomically(file, json.dumps({"recipe": recipe, "stories": after}))
    return library


def _is_settled(folder: Path) -> bool:
    return (folder / "story.md").stat().st_mtime < time.time() - RACY


def _keep(story: Story, stamp: str | None) -> Kept:
    return {
        "stamp": stamp,
        "front": story.front.model_dump_json(by_alias=True, exclude_defaults=True),
        "body": story.body,
        "body_line": story.body_line,
        "digest": story.digest,
        "lines": [[*place, line] for place, line in story.lines.at.items()],
    }


def _revive(kept: Kept, folder: Path, root: Path) -> Story | None:
    """Make a story of what was kept, or None when that is not what we write."""
    try:
        return Story(
            folder=folder,
            file=(folder / "story.md").relative_to(root).as_posix(),
            key=f"{folder.parent.name}/{folder.name}",
            front=FrontMatter.model_validate_json(kept["front"]),
            body=str(kept["body"]),
            body_line=int(kept["body_line"]),
            lines=Lines({tuple(place): int(line) for *place, line in kept["lines"]}),
            digest=str(kept["digest"]),
        )
    except (ValidationError, KeyError, TypeError, ValueError):
        return None


def _read(file: Path, recipe: str) -> dict[str, Kept]:
    try:
        known = json.loads(file.read_bytes())
        if known["recipe"] != recipe:
            return {}
        return {str(key): dict(kept) for key, kept in known["stories"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
