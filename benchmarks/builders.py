"""Who is measured: programs that make a site of the same stories, each in a folder of its own."""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.timing import Cost, run_process
from goodnews.problems import CommandError


@dataclass(frozen=True)
class Builder:
    """One program and its copy of the stories.

    Attributes:
        name: as the tables call it.
        folder: its project.
        command: makes the whole site.
        output: where the site goes, below the folder.
        cache: the folder of what else it keeps between runs, below the folder.
        spared: what of the cache a clean build may find there, by name.
        story: gives the file of a story, by its key, below the folder.
        environment: variables on top of ours.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    output: str
    cache: str
    story: Callable[[str], str]
    spared: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def build(self, *, watched: bool = False, at_once: bool = False) -> Cost:
        """Make the site with what is there from the last time.

        What was written before is on the disk by then: nobody is timed while another's files go there.
        But `at_once` does not wait for that.
        """
        if not at_once and hasattr(os, "sync"):
            os.sync()
        return run_process(self.command, self.folder, self.environment, watched=watched)

    def build_clean(self, *, watched: bool = False) -> Cost:
        """Make the site from nothing; only the making is timed, or its memory watched.

        What was there is put aside, not removed: for minutes after many deletions ext4 takes several times as
        long to make a file. The memory that it took is given back, since a virtual machine takes ten times as
        long to find memory that it never used before.
        """
        aside = Path(tempfile.mkdtemp(prefix="aside-", dir=self.folder.parent))
        if (self.folder / self.output).exists():
            (self.folder / self.output).rename(aside / "output")
        for entry in (self.folder / self.cache).glob("*"):
            if entry.name not in self.spared:
                entry.rename(aside / entry.name)
        _free_memory_of(aside)
        return self.build(watched=watched)

    def build_edited(self, key: str, words: str) -> Cost:
        """Add a sentence to a story, make the site, and count the files that were written."""
        with (self.folder / self.story(key)).open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        return self.build_counted()

    def build_counted(self, *, at_once: bool = False) -> Cost:
        """Make the site, and count the files that were written."""
        before = self._files()
        cost = self.build(at_once=at_once)
        after = self._files()
        return replace(cost, written=sum(before.get(path) != facts for path, facts in after.items()))

    def pages(self) -> int:
        """How many HTML files there are.

        Raises:
            CommandError: there are none, so nothing was measured.
        """
        number = sum(1 for _ in (self.folder / self.output).rglob("*.html"))
        if not number:
            raise CommandError(f"{self.name} made no pages.", "Its project is not what its version expects.")
        return number

    def _files(self) -> dict[Path, tuple[int, int, int]]:
        files = {}
        for path in (self.folder / self.output).rglob("*"):
            facts = path.stat()
            if not path.is_dir():
                files[path] = (facts.st_mtime_ns, facts.st_ino, facts.st_size)
        return files


def _free_memory_of(folder: Path) -> None:
    """Have the system keep none of a folder's files in memory, where it can be asked to."""
    if not hasattr(os, "posix_fadvise"):
        return
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
