"""Which stories are the samples that came with the project, and not anybody's work."""

from pathlib import Path

from goodnews.git import Git, GitError
from goodnews.problems import CommandError

STORIES = "content/stories"


def untouched_samples(root: Path) -> tuple[str, ...]:
    """Story folders that git holds exactly as they are, so that removing them loses nothing.

    Paths are posix, from the project's root. Anything new or changed in a folder keeps that folder.

    Raises:
        CommandError: git can't be asked.
    """
    tracked = _git(root, "ls-files", "-z", "--", STORIES)
    touched = _git(root, "status", "--porcelain", "-z", "--ignored", "--untracked-files=all", "--", STORIES)
    changed = {_folder(entry[3:]) for entry in touched} | {_folder(entry) for entry in touched}
    folders = sorted({_folder(name) for name in tracked})
    return tuple(folder for folder in folders if folder not in changed and (root / folder).is_dir())


def _git(root: Path, *words: str) -> list[str]:
    # Quoting is off with -z: a name comes as the bytes it has.
    try:
        names = Git(root).run(*words)
    except GitError:
        raise CommandError(
            "Git can't say which stories are samples, so none was removed.",
            "Run this in a clone of the project, or add --keep-samples and remove them by hand.",
        ) from None
    return [name for name in names.decode("utf-8", "surrogateescape").split("\0") if name]


def _folder(name: str) -> str:
    """`content/stories/2026/night-on-ward-7`, from any file of that story."""
    return "/".join(name.split("/")[:4])
