"""`./inv tidy`: photos and recordings written anew beside their stories, without what they say of people."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.filesize import decimal

from goodnews.commands.stories import STORIES, is_own_folder, story_folder
from goodnews.files import disk_in_words
from goodnews.git import Git
from goodnews.originals import TidyResult, tidy_folder
from goodnews.problems import CommandError
from goodnews.story import key_in


@dataclass(frozen=True)
class TidyReport:
    """What was done in the folders of stories, in their order."""

    folders: tuple[tuple[str, TidyResult], ...]

    @property
    def code(self) -> int:
        """The exit code: 1 when a file could not be tidied."""
        return int(any(result.errors for _, result in self.folders))

    @property
    def changed(self) -> int:
        """How many files were written anew."""
        return sum(len(result.tidied) for _, result in self.folders)

    def as_text(self) -> str:
        """A line for each file that changed or can't be tidied, and what comes next."""
        lines = [line for key, result in self.folders for line in lines_of(key, result)]
        if not lines:
            return "Every photo and recording is tidy."
        if self.changed:
            count = f"{self.changed} {'file says' if self.changed == 1 else 'files say'}"
            lines.append(f"{count} nothing of places, days and people any more. Commit them.")
        return "\n".join(lines)


def run_tidy(root: Path, stories: Sequence[str]) -> TidyReport:
    """Tidy the folders of the stories that somebody names, or of all."""
    folders = [story_folder(root, story) for story in stories]
    if not stories:
        folders = sorted(folder for folder in (root / STORIES).glob("*/*") if is_own_folder(folder))
    with disk_in_words("Not all is tidy yet"):
        results = [(folder.relative_to(root / STORIES).as_posix(), tidy_folder(folder)) for folder in folders]
    return TidyReport(tuple((key, result) for key, result in results if any(result)))


def tidy_saved(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Tidy the photos and recordings among files that were saved; a line for each that changed, or can't."""
    by_folder: dict[Path, set[str]] = {}
    for path in map(Path, paths):
        folder = path.parent
        if folder.parent.parent == root / STORIES and path.suffix != ".md" and is_own_folder(folder):
            by_folder.setdefault(folder, set()).add(path.name)
    lines: list[str] = []
    for folder, names in sorted(by_folder.items()):
        lines += lines_of(key_in(folder.relative_to(root).as_posix()), tidy_folder(folder, names))
    return tuple(lines)


def tidy_uncommitted(root: Path) -> tuple[str, ...]:
    """Tidy what git does not have yet; nothing where there is no git."""
    listed = ("ls-files", "--others", "--modified", "--exclude-standard", "-z", "--", STORIES)
    try:
        names = Git(root).names(*listed)
    except CommandError:
        return ()
    return tidy_saved(root, (str(root / name) for name in names))


def lines_of(key: str, result: TidyResult) -> Iterator[str]:
    """What was done in a story's folder, a line a file."""
    for change in result.tidied:
        name = change.old if change.old == change.new else f"{change.old}, now {change.new}"
        yield f"{key}: {name} ({decimal(change.before)}, now {decimal(change.after)})."
    yield from (f"{key}: {error.message} {error.hint}" for error in result.errors)
