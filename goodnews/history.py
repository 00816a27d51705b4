"""A story's folder as it stood in git before."""

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
    if not git.succeeds("rev-parse", "--verify", "--quiet", "HEAD"):
        return
    if git.text("rev-parse", "--is-shallow-repository") == "true":
        try:
            git.run("fetch", "--quiet", "--unshallow")
        except GitError as error:
            message = f"The older words of {keys[0]} are in git's history, of which only the end is here."
            raise CommandError(message, f"Run `git fetch --unshallow`. Git says: {error.complaint}") from None
    for key in keys:
        path = f"{STORIES}/{key}/"
        log = git.text("log", "--first-parent", "--format=%H %cs", "HEAD", "--", path)
        for line in log.splitlines():
            commit, day = line.split()
            plain = {name: entry for name, entry in git.tree(commit, path).items() if entry.startswith("100")}
            files = {name.removeprefix(path): entry.split()[1] for name, entry in plain.items()}
            if "story.md" in files:
                folder = workspace / commit / STORIES / keys[0]
                yield commit, day, _write(git, files, folder, keys[0])
            elif key == keys[0]:
                return


def _write(git: Git, files: Mapping[str, str], folder: Path, key: str) -> StoryFolder:
    """Write a story's files out of git, byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = {}
    for name, blob in files.items():
        data = git.run("cat-file", "blob", blob)
        (folder / name).write_bytes(data)
        digests[name] = hashlib.sha256(data).hexdigest()
    return StoryFolder(str(folder), key, tuple(sorted(files)), digests)
