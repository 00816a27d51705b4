"""All stories of a content folder: reading them."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from goodnews.files import DirectorySnapshot, read_file, scan, stamp_of
from goodnews.problems import ContentError, Problem, Severity
from goodnews.story.file_names import resolve_files, resolve_pictures
from goodnews.story.folders import StoryFolder, find_folders, name_of, wrong_folder
from goodnews.story.front_matter import decode, parse_story
from goodnews.story.story import Story


class UnreadStory(NamedTuple):
    """A story that can't be read: why, and as much of it as the checks can go on with.

    `story` has none of the `fields`, or something else in their place; None when nothing of it can be read.
    """

    problems: tuple[Problem, ...]
    story: Story | None = None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class StoryCollection:
    """Every story there is, newest first, and the problems of those that can't be read.

    `static_pages` are names, `about`, and `about.cy` for its Welsh one; `folders` what lies in the folder of
    each story, by its key.
    """

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...] = ()
    static_pages: frozenset[str] = frozenset()
    folders: Mapping[str, StoryFolder] = field(default_factory=dict, compare=False)

    def raise_for_problems(self) -> tuple[Story, ...]:
        """The stories, when every one of them can be read.

        ContentError with all problems; a story is never left out in silence.
        """
        if any(problem.is_error for problem in self.problems):
            raise ContentError(self.problems)
        return self.stories


def read_stories(content: Path, root: Path) -> StoryCollection:
    """Read `content/stories/<year>/<slug>/story.md`, all of them, and the names of `content/pages/*.md`."""
    snapshot = scan(content)
    folders = list(find_folders(snapshot, {}, root))
    stories = collect(folder if isinstance(folder, Problem) else _outcome(folder, root) for folder in folders)
    return catalogued(stories, snapshot, folders)


def _outcome(folder: StoryFolder, root: Path) -> Story | tuple[Problem, ...]:
    outcome = read_story(folder.path, root)
    if isinstance(outcome, UnreadStory):
        return outcome.problems
    return () if folder.is_misnamed else outcome


def catalogued(
    library: StoryCollection, content: DirectorySnapshot, folders: Iterable[StoryFolder | Problem]
) -> StoryCollection:
    """Add to a library what the look at its content folder told."""
    known = {
        folder.key: folder for folder in folders if isinstance(folder, StoryFolder) and not folder.is_misnamed
    }
    return replace(library, static_pages=_static_page_names(content), folders=known)


def _static_page_names(content: DirectorySnapshot) -> frozenset[str]:
    names = (path.removeprefix("pages/") for path in content.stamps if path.startswith("pages/"))
    return frozenset(
        name.removesuffix(".md").lower() for name in names if name.endswith(".md") and "/" not in name
    )


def collect(outcomes: Iterable[Story | Problem | tuple[Problem, ...]]) -> StoryCollection:
    """Put together what was read, folder by folder: stories, and the problems of others."""
    stories: list[Story] = []
    problems: list[Problem] = []
    for outcome in outcomes:
        if isinstance(outcome, Story):
            stories.append(outcome)
        else:
            problems.extend([outcome] if isinstance(outcome, Problem) else outcome)
    problems.extend(_shared_identities(stories))
    stories.sort(key=lambda story: (story.meta.date, story.key), reverse=True)
    return StoryCollection(tuple(stories), tuple(sorted(problems)))


def read_story(folder: str, root: Path) -> Story | UnreadStory:
    """Read one story's folder, or say all that is wrong with its `story.md`."""
    path = f"{folder}{os.sep}story.md"
    file = name_of(path, root)
    if stamp_of(path) is None:
        message, hint = "There is no story.md in this folder.", "Add it: the text goes there."
        return UnreadStory((wrong_folder(path, root, message, hint),))
    try:
        data = read_file(path)
        names = os.listdir(folder)  # noqa: PTH208 - names alone, and in half the time
    except OSError as error:
        message = f"This file can't be read ({error.strerror})."
        return UnreadStory((wrong_folder(path, root, message, "Check its permissions."),))
    text = decode(data, file)
    if isinstance(text, Problem):
        return UnreadStory((text,))
    parsed = parse_story(text, file)
    meta = parsed.meta or parsed.salvaged
    if meta is None:
        return UnreadStory(parsed.problems)
    meta = resolve_files(meta, names)
    story = Story(
        path=folder,
        file=file,
        key="/".join(file.split("/")[-3:-1]),
        meta=meta,
        body=resolve_pictures(parsed.body, [photo.file for photo in meta.photos]),
        body_line=parsed.body_line,
        lines=parsed.lines,
        digest=hashlib.sha256(data).hexdigest(),
    )
    return UnreadStory(parsed.problems, story, parsed.unread) if parsed.problems else story


def _shared_identities(stories: Iterable[Story]) -> Iterator[Problem]:
    """Two stories that feeds and networks could not tell apart."""
    first: dict[str, Story] = {}
    # One that is in its own folder is the story; another one that says so is the copy.
    for story in sorted(stories, key=lambda story: (story.identity != story.key, story.key)):
        other = first.setdefault(story.identity, story)
        if other is not story:
            message = f"This story has the same identity as {other.file}."
            hint = "Only a renamed story needs “id:”; take it out of the other one."
            yield Problem(story.file, story.lines("id"), Severity.ERROR, "story-identity", message, hint)
