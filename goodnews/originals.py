"""Originals: photos and recordings as they stand beside a story in git, and what has to go before they do."""

import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from goodnews.audio.attachments import is_recording, strip_metadata
from goodnews.audio.sound import AttachmentError
from goodnews.files import stamp_of, write_atomically
from goodnews.photos import PhotoError, recognise, tidy_photo
from goodnews.problems import CommandError
from goodnews.story.file_names import rename_file

MOST_BYTES = 100_000_000
"""Of a file that is looked at; the largest that GitHub takes."""


class OriginalError(CommandError):
    """A file that can't be tidied; its name is in the message."""


class Original(NamedTuple):
    """A file by its name in a story's folder, and its bytes."""

    name: str
    data: bytes


class Tidied(NamedTuple):
    """One file that was written anew: its name before and after, and its bytes' count before and after."""

    old: str
    new: str
    before: int
    after: int


class TidyResult(NamedTuple):
    """What was done to the files of a folder, and what could not be done, a sentence each with its remedy."""

    tidied: tuple[Tidied, ...]
    errors: tuple[OriginalError, ...]


def is_original(data: bytes) -> bool:
    """Whether a file is a photo or a recording, by its first bytes, whatever it is called."""
    return recognise(data) is not None or is_recording(data)


def tidy_file(name: str, data: bytes) -> Original:
    """Give a photo or a recording without metadata, by the name that fits it; what is tidy stays the same.

    OriginalError when it is neither, or can't be used.
    """
    try:
        if recognise(data) is None and is_recording(data):
            path = Path(name)
            sound = strip_metadata(data, path.suffix.lower())
            fits = path.suffix.lower() == sound.ending
            return Original(name if fits else path.with_suffix(sound.ending).name, sound.data)
        return Original(*tidy_photo(data, name))
    except PhotoError as error:
        raise OriginalError(error.problem.message, error.problem.hint) from error
    except AttachmentError as error:
        raise OriginalError(f"{name} {error.message}", error.hint) from error


def tidy_folder(folder: Path, names: Collection[str] | None = None) -> TidyResult:
    """Write the photos and recordings of a story's folder anew, and their names in its `story.md` along.

    Whatever interrupts it, nothing is lost, and running it again goes on: a file that gets another name is
    written, then named, and only then is the old one removed.

    With `names` only these files of it.
    """
    tidied, errors = list[Tidied](), list[OriginalError]()
    for name, data in _originals(folder, names):
        try:
            original = tidy_file(name, data)
        except OriginalError as error:
            errors.append(error)
            continue
        if original == (name, data):
            continue
        if (folder / name).stat().st_size != len(data):
            errors.append(
                OriginalError(f"{name} is still being written.", "Run this again when it is there.")
            )
            continue
        new = _write(folder, name, original)
        tidied.append(Tidied(name, new, len(data), len(original.data)))
    return TidyResult(tuple(tidied), tuple(errors))


def _originals(folder: Path, names: Collection[str] | None) -> Iterator[tuple[str, bytes]]:
    """Each photo and recording that lies in a folder itself."""
    for name in sorted(os.listdir(folder)):  # noqa: PTH208 - names, not paths
        path = folder / name
        if (names is not None and name not in names) or name.startswith(".") or name == "story.md":
            continue
        facts = path.lstat()
        if stat.S_ISREG(facts.st_mode) and facts.st_size <= MOST_BYTES:
            data = path.read_bytes()
            if is_original(data):
                yield name, data


def _write(folder: Path, name: str, original: Original) -> str:
    """Put a tidy file in the place of the one that it was made of, and give its name."""
    if original.name == name:
        write_atomically(folder / name, original.data)
        return name
    names = os.listdir(folder)  # noqa: PTH208 - names, not paths
    new = free_name(original, {other: partial(_read_plain, folder / other) for other in names})
    write_atomically(folder / new, original.data)
    story = folder / "story.md"
    if story.is_file() and not story.is_symlink():
        write_atomically(story, rename_file(story.read_bytes(), name, new, [*names, new]))
    (folder / name).unlink()
    return new


def _read_plain(path: Path) -> bytes:
    """What is in a plain file; nothing of a pipe, which would keep us waiting, or of what a link leads to."""
    return path.read_bytes() if stamp_of(path) else b""


def free_name(original: Original, taken: Mapping[str, Callable[[], bytes]]) -> str:
    """A name that no other file has, or one that has these very bytes: what was begun before goes on.

    Its own comes first; `taken` has what reads each file that there is, by its name.
    """
    path, readers = Path(original.name), {name.casefold(): (name, read) for name, read in taken.items()}
    names = (original.name, *(f"{path.stem}-{number}{path.suffix}" for number in range(2, len(taken) + 3)))
    for name in names:
        other, read = readers.get(name.casefold(), ("", bytes))
        if not other or (other == name and read() == original.data):
            return name
    raise AssertionError("there are more names than files")
