"""Releases: whole copies of the site side by side, one of them shown.

For a site at `public` they live in `.public-releases/000001-<build>/`, and `public` is a link to
one of them. Files that did not change are one file on the disk, in however many releases.
"""

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from goodnews.file_types import is_immutable
from goodnews.files import WINDOWS, patiently, write_atomically
from goodnews.problems import CommandError
from goodnews.publish.files import SiteChanges, compare, fill_file, list_files, place_file

Link = Callable[[Path, Path], None]
_NAME = re.compile(r"(\d{6,})-[0-9A-Za-z._-]*")


def make_link(target: Path, link: Path, *, windows: bool = WINDOWS) -> None:
    """A symbolic link to a folder; raises OSError where that is not allowed, or can't be switched.

    Windows replaces a file in one step, but no folder, and a link to a folder is one there (`MoveFileEx`).
    """
    if windows:
        raise OSError("Windows switches no link to a folder in one step.")
    link.symlink_to(target, target_is_directory=True)


@dataclass(frozen=True)
class Release:
    """One whole copy of the site."""

    folder: Path
    number: int


class Releases:
    """The releases of the site shown at `folder`."""

    def __init__(self, folder: Path, *, link: Link = make_link) -> None:
        self.folder = folder
        self.home = folder.parent / f".{folder.name}-releases"
        self._link = link
        self._pointer = self.home / "current"  # says what is shown where a link can't

    def all(self) -> tuple[Release, ...]:
        """Every finished release, oldest first."""
        if not self.home.is_dir():
            return ()
        matches = ((entry, _NAME.fullmatch(entry.name)) for entry in self.home.iterdir() if entry.is_dir())
        releases = (Release(entry, int(match[1])) for entry, match in matches if match)
        return tuple(sorted(releases, key=lambda release: release.number))

    def current(self) -> Release | None:
        """The release that is shown, or None."""
        name = ""
        if self.folder.is_symlink():
            name = self.folder.readlink().name
        elif self._pointer.is_file():
            name = self._pointer.read_text(encoding="utf-8").strip()
        return next((release for release in self.all() if release.folder.name == name), None)

    def make(self, site: Path, build: str, changes: SiteChanges) -> Release:
        """Copy `site` to a new release, unseen by anyone until it is complete.

        What is the same as in the current release becomes another name of that file, so that its
        date stands and readers who have it keep it; so does, for a while, what is gone from the site.
        """
        self._sweep()
        before = self.current()
        part = Path(tempfile.mkdtemp(prefix="unfinished-", dir=self.home))
        try:
            for path in changes.to_write():
                fill_file(site / path, part / path, link=is_immutable(path))
            for path in (*changes.same, *changes.removed):
                if before:
                    fill_file(before.folder / path, part / path, link=True)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)  # on a full disk it would be in the way
            raise
        part.chmod(0o755)
        number = max((release.number for release in self.all()), default=0) + 1
        name = re.sub(r"[^0-9A-Za-z._-]", "", build)[:16]
        return Release(patiently(partial(part.rename, self.home / f"{number:06d}-{name}")), number)

    def show(self, release: Release) -> bool:
        """Show a release; False when this system has no links, so that it was carried over file by file."""
        self._refuse_strange_folder()
        if self._switch(release):
            return True
        write_atomically(self._pointer, f"{release.folder.name}\n")
        if self.folder.is_symlink():  # of a system that could switch it
            self._become_folder(release)
        for path in compare(release.folder, self.folder).to_write():
            place_file(release.folder / path, self.folder / path, link=is_immutable(path))
        return False

    def _switch(self, release: Release) -> bool:
        """Switch the site to a release in one step, where that can be done."""
        beside = self.home / f"link-{release.folder.name}"
        beside.unlink(missing_ok=True)
        try:
            self._link(Path(self.home.name, release.folder.name), beside)
            if self.folder.is_dir() and not self.folder.is_symlink():
                self.folder.rmdir()  # fails when we filled it ourselves, file by file
            beside.replace(self.folder)
        except OSError:
            beside.unlink(missing_ok=True)
            return False
        self._pointer.unlink(missing_ok=True)
        return True

    def _become_folder(self, release: Release) -> None:
        """Have a folder with a copy of `release` instead of a link that can't be switched.

        Between link and folder there is nothing, for a moment.
        """
        part = self.home / "unfinished-folder"
        shutil.rmtree(part, ignore_errors=True)
        for path in list_files(release.folder):
            fill_file(release.folder / path, part / path, link=is_immutable(path))
        self.folder.unlink()
        patiently(partial(part.rename, self.folder))

    def is_shown(self, release: Release) -> bool:
        """Whether readers get exactly this release."""
        if self.folder.is_symlink():
            return self.folder.exists()
        return self.folder.is_dir() and not compare(release.folder, self.folder)

    def prune(self, keep: int) -> None:
        """Delete all but the newest `keep` releases; never the one that is shown."""
        current = self.current()
        for old in self.all()[: -max(keep, 1)]:
            if old != current:
                delete_release(old)

    def _sweep(self) -> None:
        """Clear away what an interrupted delivery left."""
        self.home.mkdir(parents=True, exist_ok=True)
        for leftover in self.home.glob("unfinished-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        for leftover in self.home.glob("link-*"):
            leftover.unlink()

    def _refuse_strange_folder(self) -> None:
        """Never replace a folder, or a link, that we did not make."""
        ours = self.current() is not None
        empty = False
        with contextlib.suppress(OSError):
            empty = not any(self.folder.iterdir())
        dangling = self.folder.is_symlink() and self.folder.readlink().parts[:1] == (self.home.name,)
        if os.path.lexists(self.folder) and not (ours or empty or dangling):
            raise CommandError(
                f"{self.folder.name}/ already holds files that publishing did not put there.",
                "Move that folder away or delete it, then publish again.",
            )


def delete_release(release: Release) -> None:
    """Delete a release so that half of it can never be taken for a whole one."""
    doomed = release.folder.with_name(f"unfinished-{release.folder.name}")
    patiently(partial(release.folder.rename, doomed))
    shutil.rmtree(doomed, ignore_errors=True)
