"""Who is measured: programs that make a site of the same stories, each in a folder of its own."""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.timing import Cost, run_process
from goodnews.problems import Trouble


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

    def called(self, name: str, **changes: object) -> "Builder":
        """The same with another name, and whatever else is different."""
        return replace(self, name=name, **changes)  # type: ignore[arg-type]

    def build(self, *, watched: bool = False) -> Cost:
        """Make the site with what is there from the last time.

        What was written before is on the disk by then: nobody is timed while another's files go there.
        """
        if hasattr(os, "sync"):
            os.sync()
        return run_process(self.command, self.folder, self.environment, watched=watched)

    def build_clean(self, *, watched: bool = False) -> Cost:
        """Make the site from nothing; only the making is timed, or its memory watched.

        What was there is put aside, not removed: where many files were deleted, ext4 takes several times as
        long to make a new one for minutes (it looks past every inode that was freed a short while ago). The
        memory that it took is given back, or a virtual machine would have to find more for every run: memory
        that it never used before costs it ten times as much.
        """
        aside = Path(tempfile.mkdtemp(prefix="aside-", dir=self.folder.parent))
        if (self.folder / self.output).exists():
            (self.folder / self.output).rename(aside / "output")
        for kept in (self.folder / self.cache).glob("*"):
            if kept.name not in self.spared:
                kept.rename(aside / kept.name)
        _let_go(aside)
        return self.build(watched=watched)

    def build_edited(self, key: str, words: str) -> Cost:
        """Add a sentence to a story, make the site, and count the files that were written."""
        with (self.folder / self.story(key)).open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        return self.build_counted()

    def build_counted(self) -> Cost:
        """Make the site, and count the files that were written."""
        before = self._files()
        cost = self.build()
        after = self._files()
        return replace(cost, written=sum(before.get(path) != facts for path, facts in after.items()))

    def pages(self) -> int:
        """How many HTML files there are.

        Raises:
            Trouble: there are none, so nothing was measured.
        """
        number = sum(1 for _ in (self.folder / self.output).rglob("*.html"))
        if not number:
            raise Trouble(f"{self.name} made no pages.", "Its project is not what its version expects.")
        return number

    def _files(self) -> dict[Path, tuple[int, int, int]]:
        found = {}
        for path in (self.folder / self.output).rglob("*"):
            facts = path.stat()
            if not path.is_dir():
                found[path] = (facts.st_mtime_ns, facts.st_ino, facts.st_size)
        return found


def _let_go(folder: Path) -> None:
    """Have the system keep none of a folder's files in memory, where it can be asked to."""
    if not hasattr(os, "posix_fadvise"):
        return
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
