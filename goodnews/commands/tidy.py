"""`./inv tidy`: photos and recordings written anew beside their stories, without what they say of people.

With `--staged` it tidies in git's index what is about to be committed; the pre-commit hook runs that.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from rich.filesize import decimal

from goodnews.commands.stories import is_own_folder, story_folder
from goodnews.files import disk_in_words, write_atomically
from goodnews.git import Git, GitError
from goodnews.history import STORIES
from goodnews.originals import (
    Original,
    OriginalError,
    Tidied,
    TidyResult,
    free_name,
    is_original,
    tidy_file,
    tidy_folder,
)
from goodnews.problems import CommandError
from goodnews.programs import ProgramMissing
from goodnews.story import key_in
from goodnews.story.file_names import rename_file
from goodnews.story.folders import printable_name
from goodnews.terminal import Confirm

HOOK = """#!/bin/sh
# Show them ours: takes places, days and names out of photos and recordings before they are in git.
# ./inv setup put this here. Delete it if you don't want it.
git diff --cached --quiet -- content/stories && exit 0
if [ -n "$WINDIR" ]; then exec py inv tidy --staged; fi
exec ./inv tidy --staged
"""
_OURS = "# Show them ours:"
_FILE = "100644"


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
    except (GitError, ProgramMissing):
        return ()
    return tidy_saved(root, (str(root / name) for name in names))


def lines_of(key: str, result: TidyResult) -> Iterator[str]:
    """What was done in a story's folder, a line a file."""
    for change in result.tidied:
        name = change.old if change.old == change.new else f"{change.old}, now {change.new}"
        yield printable_name(f"{key}: {name} ({decimal(change.before)}, now {decimal(change.after)}).")
    yield from (printable_name(f"{key}: {error.message} {error.hint}") for error in result.errors)


def run_tidy_staged(root: Path, environ: Mapping[str, str]) -> TidyReport:
    """Tidy the originals that are staged, and stage them again; the same files in the folder, too.

    CommandError when only some files are committed (`git commit FILE`), as git has made that index already,
    and where there is no git, or another user's.
    """
    index = environ.get("GIT_INDEX_FILE", "")
    git = Git(root, environ, index=str(root / index) if index else "")
    try:
        # Outside of a repository, and in another user's, diff would speak of its options.
        git.run("rev-parse", "--git-dir")
    except GitError:
        raise CommandError("Nothing is staged here: this folder is not in git.", "Run ./inv tidy.") from None
    report = TidyReport(tuple(tidy_index(git, root, written_files(git, "--cached"))))
    if report.changed and PurePosixPath(index).name.startswith("next-index"):
        raise CommandError(
            "The photos are tidy now, and this commit was made of what they were.", "Commit again."
        )
    return report


def written_files(git: Git, *between: str) -> frozenset[str]:
    """The stories' files that are new or changed between two commits, or in the index (`--cached`)."""
    diff = ("diff", "--name-only", "--no-renames", "--diff-filter=ACMT", "-z", *between)
    return frozenset(git.names(*diff, "--", STORIES))


def tidy_index(git: Git, root: Path, changed: frozenset[str]) -> Iterator[tuple[str, TidyResult]]:
    """Tidy in git's index those files of stories that are named; what was done in each folder.

    The same file in the folder itself is tidied along, if there is one. A photo that is in no
    story's folder is in the wrong place, and would be in git's history all the same.
    """
    for key in sorted({name.rpartition("/")[0].removeprefix(STORIES).strip("/") for name in changed}):
        result = _tidy_staged_folder(git, root, key, changed)
        if any(result):
            yield key, result


def _tidy_staged_folder(git: Git, root: Path, key: str, changed: frozenset[str]) -> TidyResult:
    """Tidy those of a story's files that a commit would change."""
    folder = f"{STORIES}/{key}".rstrip("/")
    staged = _staged(git, folder)
    tidied, errors = list[Tidied](), list[OriginalError]()
    for name in sorted(staged):
        mode, blob = staged[name]
        if f"{folder}/{name}" not in changed or not mode.startswith("100") or name == "story.md":
            continue
        data = git.run("cat-file", "blob", blob)
        if not is_original(data):
            continue
        try:
            original = tidy_file(name, data)
        except OriginalError as error:
            errors.append(error)
            continue
        if original != (name, data):
            new = _stage(git, folder, staged, name, original)
            tidied.append(Tidied(name, new, len(data), len(original.data)))
            if _holds(root / folder / name, data):
                tidy_folder(root / folder, {name})
    return TidyResult(tuple(tidied), tuple(errors))


def _staged(git: Git, folder: str) -> dict[str, tuple[str, str]]:
    """The mode and the blob of each staged file of a folder itself, by its name."""
    rows = (row.partition("\t") for row in git.names("ls-files", "--stage", "-z", "--", folder))
    return {
        path.removeprefix(f"{folder}/"): (facts.split()[0], facts.split()[1])
        for facts, _, path in rows
        if "/" not in path.removeprefix(f"{folder}/")
    }


def _stage(git: Git, folder: str, staged: dict[str, tuple[str, str]], name: str, original: Original) -> str:
    """Put a tidy file into the index in another's place, its name into the staged story; give its name."""
    taken = {other: partial(git.run, "cat-file", "blob", blob) for other, (_, blob) in staged.items()}
    new = name if original.name == name else free_name(original, taken)
    changes = {new: original.data}
    if new != name and "story.md" in staged:
        story = git.run("cat-file", "blob", staged["story.md"][1])
        changes["story.md"] = rename_file(story, name, new, [*staged, new])
    for path, data in changes.items():
        staged[path] = (staged.get(path, (_FILE,))[0], git.write(data))
    rows = [f"{staged[path][0]} {staged[path][1]}\t{folder}/{path}" for path in changes]
    if new != name:
        del staged[name]
        rows.append(f"0 {'0' * 40}\t{folder}/{name}")
    listed = "".join(f"{row}\0" for row in rows).encode("utf-8", "surrogateescape")
    git.run("update-index", "-z", "--index-info", stdin=listed)
    return new


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def offer_hook(root: Path, confirm: Confirm) -> str:
    """Put git's pre-commit hook there after a question, unless somebody has one; give a line that says so."""
    git = Git(root)
    try:
        if git.text("rev-parse", "--show-prefix"):
            return ""
        hook = root / git.text("rev-parse", "--git-path", "hooks/pre-commit")
    except GitError:
        return ""
    if os.path.lexists(hook):
        if hook.is_file() and _OURS in hook.read_text(encoding="utf-8", errors="replace"):
            return ""
        return "You have a pre-commit hook of your own. Let it run: ./inv tidy --staged"
    question = "Shall git take places, days and names out of photos before each commit on this computer?"
    if not confirm(question):
        return "Before you commit photos, run ./inv tidy."
    write_atomically(hook, HOOK)
    hook.chmod(0o755)
    return "Git tidies photos and recordings before each commit on this computer, from now on."
