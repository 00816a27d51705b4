"""All stories of a content folder: reading them, and what can be wrong with a folder."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from goodnews.problems import ContentError, Problem, Severity
from goodnews.story.parsing import decode, parse_story
from goodnews.story.story import Story

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR = re.compile(r"20\d\d")
_IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"}


@dataclass(frozen=True)
class Library:
    """Every story there is, newest first, and the problems of those that can't be read.

    Attributes:
        stories: newest first.
        problems: of those that can't be read.
        standing: names of the standing pages, `about`, whose addresses are taken.
    """

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...] = ()
    standing: frozenset[str] = frozenset()

    def or_stop(self) -> tuple[Story, ...]:
        """The stories, when every one of them can be read.

        Raises:
            ContentError: with all problems; a story is never left out in silence.
        """
        if any(problem.is_error for problem in self.problems):
            raise ContentError(self.problems)
        return self.stories


def read_stories(content: Path, root: Path) -> Library:
    """Read `content/stories/<year>/<slug>/story.md`, all of them, and the names of `content/pages/*.md`.

    Args:
        content: the content folder.
        root: the project's root, which problems name files from.
    """
    folders = find_folders(content / "stories", root)
    library = collect(each if isinstance(each, Problem) else read_story(each, root) for each in folders)
    return replace(library, standing=standing_pages(content))


def standing_pages(content: Path) -> frozenset[str]:
    """The names of the standing pages, small letters; `about.cy.md` is the page `about` in Welsh."""
    return frozenset(path.name.partition(".")[0].lower() for path in (content / "pages").glob("*.md"))


def collect(found: Iterable[Story | Problem | tuple[Problem, ...]]) -> Library:
    """Make a library of what was read, folder by folder: stories, and the problems of others."""
    stories: list[Story] = []
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Story):
            stories.append(each)
        else:
            problems.extend([each] if isinstance(each, Problem) else each)
    problems.extend(_shared_identities(stories))
    stories.sort(key=lambda story: (story.front.date, story.key), reverse=True)
    return Library(tuple(stories), tuple(sorted(problems)))


def find_folders(stories: Path, root: Path) -> Iterator[Path | Problem]:
    """Every story's folder, in order of name; what does not belong there as a problem."""
    for year in _entries(stories):
        if not year.is_dir(follow_symlinks=False) or not _YEAR.fullmatch(year.name):
            yield _wrong(
                Path(year.path),
                root,
                "This is not a year's folder.",
                "A story goes into content/stories/<year>/<its name>/.",
            )
            continue
        for folder in _entries(year.path):
            path = Path(folder.path)
            if not folder.is_dir(follow_symlinks=False):
                yield _wrong(
                    path, root, "This is not in a story's folder.", "Move it into the folder of its story."
                )
            elif not _SLUG.fullmatch(folder.name):
                yield _wrong(
                    path,
                    root,
                    f"“{folder.name}” can't be an address.",
                    "Use small letters, digits and hyphens: night-on-ward-7.",
                )
            else:
                yield path


def read_story(folder: Path, root: Path) -> Story | tuple[Problem, ...]:
    """Read one story's folder, or say all that is wrong with its `story.md`."""
    path = folder / "story.md"
    file = name_of(path, root)
    if not _is_plain_file(path):
        return (_wrong(path, root, "There is no story.md in this folder.", "Add it: the text goes there."),)
    try:
        data = path.read_bytes()
    except OSError as error:
        return (_wrong(path, root, f"This file can't be read ({error.strerror}).", "Check its permissions."),)
    text = decode(data, file)
    if isinstance(text, Problem):
        return (text,)
    parsed = parse_story(text, file)
    if parsed.front is None:
        return parsed.problems
    return Story(
        folder=folder,
        file=file,
        key=key_of(file),
        front=parsed.front,
        body=parsed.body,
        body_line=parsed.body_line,
        lines=parsed.lines,
        digest=hashlib.sha256(data).hexdigest(),
    )


def name_of(path: Path, root: Path) -> str:
    """How problems name a file below the project's root: its posix path from there."""
    return str(path).removeprefix(f"{root}{os.sep}").replace(os.sep, "/")


def key_of(file: str) -> str:
    """The key of the story whose `story.md` is named.

    >>> key_of("content/stories/2026/a-night/story.md")
    '2026/a-night'
    """
    _, year, slug, _ = file.rsplit("/", 3)
    return f"{year}/{slug}"


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted((each for each in found if each.name not in _IGNORED), key=lambda each: each.name)
    except FileNotFoundError:
        return []


def _is_plain_file(path: Path) -> bool:
    """Whether it is a file, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _wrong(path: Path, root: Path, what: str, fix: str) -> Problem:
    return Problem(name_of(path, root), 1, Severity.ERROR, "story-folder", what, fix)


def _shared_identities(stories: Iterable[Story]) -> Iterator[Problem]:
    """Two stories that feeds and networks could not tell apart."""
    first: dict[str, Story] = {}
    for story in sorted(stories, key=lambda each: each.key):
        other = first.setdefault(story.identity, story)
        if other is not story:
            what = f"This story has the same identity as {other.file}."
            fix = "Only a renamed story needs “id:”; take it out of the other one."
            yield Problem(story.file, story.lines("id"), Severity.ERROR, "story-identity", what, fix)
