"""Taking a photo's bytes off the disk, from a folder that a stranger filled."""

import os
import stat
from pathlib import Path

from goodnews.photos.findings import RefusedError

MOST_BYTES = 50 * 1024 * 1024
"""The largest file taken. GitHub's own upload page stops at 25 MiB."""


def read_photo(path: Path) -> bytes:
    """Read a photo once, whole: what is hashed is what is decoded.

    Raises:
        RefusedError: not there, a link, not a plain file, outside its folder, or far too heavy.
    """
    name = path.name
    if ".." in path.parts or path.parent.is_symlink():
        raise outside(name)
    try:
        handle = os.open(path, os.O_RDONLY | _flag("O_NOFOLLOW") | _flag("O_NONBLOCK") | _flag("O_BINARY"))
    except FileNotFoundError:
        if path.is_symlink():
            raise link(name) from None
        raise RefusedError(
            "photo-missing",
            f"{name} is not in the story's folder.",
            "Add the photo beside story.md, or correct its name (capital letters count).",
        ) from None
    except OSError as error:
        if path.is_symlink():
            raise link(name) from error
        raise _unreadable(name) from error
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise _unreadable(name)
    with os.fdopen(handle, "rb") as file:
        # Windows has no O_NOFOLLOW, so there the link is looked for by name.
        if path.is_symlink():
            raise link(name)
        if about.st_size > MOST_BYTES:
            raise RefusedError(
                "photo-too-heavy",
                f"{name} is {about.st_size >> 20} MB. The most is {MOST_BYTES >> 20} MB.",
                "Send it at the phone's normal size.",
            )
        return file.read(about.st_size)


def outside(name: str) -> RefusedError:
    """Refuse a path that leads out of the story's own folder."""
    return RefusedError(
        "photo-outside",
        f"{name} is not in the story's own folder.",
        "Put the photo beside story.md and name it without any folder.",
    )


def link(name: str) -> RefusedError:
    """Refuse a symbolic link: it can point at any file of the machine that builds the site."""
    return RefusedError(
        "photo-link",
        f"{name} is a link to another file, not a photo.",
        "Put the photo itself in the story's folder.",
    )


def _unreadable(name: str) -> RefusedError:
    return RefusedError(
        "photo-not-a-file",
        f"{name} can't be read as a file.",
        "Put the photo itself in the story's folder.",
    )


def _flag(name: str) -> int:
    """An `os.open` flag where the system has it, and nothing where not."""
    return int(getattr(os, name, 0))
