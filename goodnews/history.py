"""Stories' folders and static pages as they stood in git before."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from goodnews.git import Git, GitError
from goodnews.problems import CommandError
from goodnews.story import StoryFolder

STORIES = "content/stories"


def older_folders(
    root: Path, keys: tuple[str, ...], workspace: Path
) -> Iterator[tuple[str, str, StoryFolder]]:
    """A story's folder as it was, newest first along first parents: the commit, its day, and the folder.

    It ends where the folder was not there: what was deleted once does not come back.

    `keys` are the story's folder, and the one it was in before it was renamed, if it was. The files go into
    the workspace, always as in the folder of today. CommandError when the history is not here, and can't be
    fetched.
    """
    git = Git(root)
    for key in keys:
        path = f"{STORIES}/{key}/"
        for commit, day in _commits(git, path):
            blobs = _plain_files(git, commit, path)
            files = {name.removeprefix(path): blob for name, blob in blobs.items()}
            if "story.md" in files:
                folder = workspace / commit / STORIES / keys[0]
                yield commit, day, _write(git, files, folder, keys[0])
            elif key == keys[0]:
                return


def older_texts(root: Path, file: str) -> Iterator[tuple[str, str, bytes]]:
    """A file as it was, in the same order: the commit, its day, and all of the file.

    It ends where the file was not there. CommandError when the history is not here, and can't be fetched.
    """
    git = Git(root)
    for commit, day in _commits(git, file):
        entry = git.tree(commit, file).get(file)
        if entry is None:
            return
        if entry.startswith("100"):  # no link
            yield commit, day, git.run("cat-file", "blob", entry.split()[1])


def _commits(git: Git, path: str) -> Iterator[tuple[str, str]]:
    """The commits along first parents that changed what is at a path, newest first, each with its day."""
    if not git.succeeds("rev-parse", "--verify", "--quiet", "HEAD"):
        return
    if git.text("rev-parse", "--is-shallow-repository") == "true":
        try:
            git.run("fetch", "--quiet", "--unshallow")
        except GitError as error:
            message = f"The older words of {path} are in git's history, of which only the end is here."
            raise CommandError(message, f"Run `git fetch --unshallow`. Git says: {error.complaint}") from None
    log = git.text("log", "--first-parent", "--format=%H %cs", "HEAD", "--", path)
    for line in log.splitlines():
        commit, _, day = line.partition(" ")
        yield commit, day


def _plain_files(git: Git, commit: str, path: str) -> dict[str, str]:
    """The blobs of the files at or below a path that are no links, by their names."""
    entries = git.tree(commit, path)
    return {name: entry.split()[1] for name, entry in entries.items() if entry.startswith("100")}


def _write(git: Git, files: Mapping[str, str], folder: Path, key: str) -> StoryFolder:
    """Write a story's files out of git, byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    for name, blob in files.items():
        data = git.run("cat-file", "blob", blob)
        (folder / name).write_bytes(data)
        digests[name] = hashlib.sha256(data).hexdigest()
    return StoryFolder(str(folder), key, tuple(sorted(files)), digests)
