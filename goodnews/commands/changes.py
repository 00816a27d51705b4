"""What differs from a commit: files, and stories whose folder was renamed or deleted.

Git alone knows that a folder was another one: unmarked, a live story in it would be posted twice.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from goodnews.content import Content
from goodnews.git import Git, GitError
from goodnews.history import STORIES
from goodnews.problems import CommandError, Problem, Severity
from goodnews.story import Story, key_in, parse_story

CODE = "story-renamed"
_RENAMES = ("diff", "--find-renames", "--diff-filter=DR", "--name-status", "--relative", "-z")


def changed_files(root: Path, since: str, below: str = ".") -> frozenset[str]:
    """The files below a folder that differ from a commit, by their paths from the root.

    CommandError when git does not know the commit.
    """
    unknown = CommandError(f"Git does not know “{since}”.", "Name a commit or a branch, like main.")
    if since.startswith("-"):  # it would be an option to git
        raise unknown
    try:
        diff = ("diff", "--name-only", "--no-renames", "--relative", "-z", since, "--", below)
        # Outside of a repository, and in another user's, diff would print all of its manual.
        Git(root).run("rev-parse", "--git-dir")
        return frozenset(Git(root).names(*diff))
    except GitError:
        raise unknown from None


def changed_keys(root: Path, since: str) -> frozenset[str]:
    """Keys of the stories that differ from a commit."""
    return frozenset(map(key_in, changed_files(root, since, STORIES)))


@dataclass(frozen=True)
class MovedStories:
    """What was moved.

    Attributes:
        renamed: the folder before of each that was renamed, by the one of today.
        deleted: folders that are gone.
        identities: what those of them that were public are known by, by the folder before.
    """

    renamed: Mapping[str, str]
    deleted: tuple[str, ...]
    identities: Mapping[str, str]

    def problems(self, content: Content) -> Iterator[Problem]:
        """An error for each live story that would be taken for a new one."""
        for key, before in self.renamed.items():
            loaded, identity = content.loaded.get(key), self.identities.get(before)
            story = loaded.story if loaded else None
            if story and identity and story.identity != identity:
                yield _renamed_problem(story, identity)

    def as_markdown(self) -> list[str]:
        """Lines for whoever has to say yes to it."""
        lines = [f"- `{before}` is `{key}` now." for key, before in sorted(self.renamed.items())]
        for key in self.deleted:
            live = " It may be live: withdraw it instead, which leaves a note and takes its posts back."
            lines.append(f"- `{key}` is deleted.{live if key in self.identities else ''}")
        return ["## Renamed or deleted", "", *lines, ""] if lines else []


def _renamed_problem(story: Story, identity: str) -> Problem:
    message = f"This story is live as {identity}: under another folder it would be posted again as a new one."
    hint = f"Add the lines “id: {identity}” and “aliases: [stories/{identity}/]”."
    return Problem(story.file, story.lines("id"), Severity.ERROR, CODE, message, hint)


def find_moved(root: Path, since: str, now: datetime) -> MovedStories:
    """What was moved since a commit that git knows."""
    git = Git(root)
    renamed, deleted = _read(git.text(*_RENAMES, since, "--", STORIES))
    identities = {
        key: identity
        for key in (*renamed.values(), *deleted)
        if (identity := _identity_at(git, since, key, now))
    }
    return MovedStories(renamed, deleted, identities)


def find_renamed(root: Path, lost: Collection[str]) -> dict[str, str]:
    """The folders of today of live stories that are not where they were, with what they were known by."""
    git = Git(root)
    folders: dict[str, str] = {}
    for identity in sorted(lost):
        file = f"{STORIES}/{identity}/story.md"
        commit = git.try_run("log", "-1", "--first-parent", "--format=%H", "HEAD", "--", file).out.strip()
        ran = git.try_run(*_RENAMES, f"{commit}^1", commit, "--", STORIES) if commit else None
        renamed, _deleted = _read(ran.out) if ran and not ran.code else ({}, ())
        folders |= {key: identity for key, before in renamed.items() if before == identity}
    return folders


def with_identities(content: Content, renamed: Mapping[str, str]) -> Content:
    """The content with each renamed story known by what it was, and an error that asks to write so."""
    loaded, problems = dict(content.loaded), list(content.problems)
    for key, identity in renamed.items():
        known = loaded.get(key)
        if known and (story := known.story) and not story.meta.id:
            meta = story.meta.model_copy(update={"id": identity})
            loaded[key] = known._replace(story=replace(story, meta=meta))
            problems.append(_renamed_problem(story, identity))
    return replace(content, loaded=loaded, problems=tuple(sorted(problems)))


def _read(listed: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The stories' folders that git says were renamed, new to old, and those it says were deleted.

    A photo that went along tells as much as words that were changed meanwhile.
    """
    entries = iter(listed.split("\0"))
    pairs, gone = list[tuple[str, str]](), dict[str, None]()
    for status in iter(lambda: next(entries, ""), ""):
        old = next(entries)
        if old.endswith("/story.md"):
            gone[key_in(old)] = None
        if status.startswith("R"):
            pairs.append((key_in(next(entries)), key_in(old)))
    renamed = {new: old for new, old in pairs if new != old and old in gone}
    return renamed, tuple(key for key in gone if key not in renamed.values())


def _identity_at(git: Git, commit: str, key: str, now: datetime) -> str | None:
    """What a story was known by at a commit; None if the public saw nothing of it."""
    shown = git.try_run("show", f"{commit}:./{STORIES}/{key}/story.md")
    meta = parse_story(shown.out.replace("\r\n", "\n"), key).meta if not shown.code else None
    if meta is None or meta.withdrawn or meta.draft or meta.date > now:
        return None
    return meta.id or key
