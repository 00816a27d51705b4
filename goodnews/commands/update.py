"""`./inv update`: bring a Trust's copy to a newer version of the program, and nothing else."""

import re
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from goodnews.git import Git
from goodnews.problems import CommandError
from goodnews.programs import without_password
from goodnews.terminal import Say

Tree = Mapping[str, str]
"""Files by path: the mode and the blob, as git has them."""

REFS = "refs/program/"
"""Where the program's own branches and tags are fetched to; `git push` does not send them."""
THE_TRUSTS = ("content/", "pelicanconf.py", "publishconf.py", ".github/CODEOWNERS")
"""Content and settings are no update's business."""
THEME = "theme/"
CONTRIBUTING = "CONTRIBUTING.md"
"""Everybody's: `setup` writes the Trust's own form into it, and the program its words."""
NOTHING = "Nothing was changed."
ABSENT = "000000 "
"""The mode of a file that is not there, in git's lists of changes."""


@dataclass(frozen=True)
class UpdatePlan:
    """What an update would do: files to write, with mode and blob, and None for one to remove.

    Both changed those of the theme that are `kept`, the Trust's, and others, the `clashes`.
    """

    changes: Mapping[str, str | None]
    kept: tuple[str, ...]
    clashes: tuple[str, ...]


def plan_update(base: Tree, ours: Tree, theirs: Tree, keep: Collection[str] = ()) -> UpdatePlan:
    """Compare the copy with the version it came from and with the newer one, file by file.

    >>> plan_update({"a": "1", "b": "1"}, {"a": "1", "b": "2"}, {"a": "3", "b": "1"}).changes
    {'a': '3'}
    """
    changes, kept, clashes = dict[str, str | None](), list[str](), list[str]()
    for path in sorted({*base, *theirs}):
        old, mine, new = base.get(path), ours.get(path), theirs.get(path)
        if path.startswith(THE_TRUSTS) or path in keep or new in {old, mine}:
            continue
        if mine == old:
            changes[path] = new
        else:
            (kept if path.startswith(THEME) else clashes).append(path)
    return UpdatePlan(changes, tuple(kept), tuple(clashes))


def run_update(
    root: Path,
    source: str,
    version: str,
    keep: Collection[str],
    say: Say,
    *,
    dry_run: bool = False,
) -> None:
    """Put the newer version on top of the current branch, as one commit that `git revert` takes back.

    It comes from an address or a git remote. Its `version` is a tag; if empty the newest, or the main branch
    where there is none. Of a file to `keep` that both changed, the Trust's stays. A `dry_run` only says it.
    CommandError when both changed a file, it is no copy of that, or git refuses. Nothing was changed.
    """
    git = Git(root)
    known = git.text("remote").split()
    if source.startswith("-") or not (source in known or "/" in source or ":" in source):
        hint = "Say where: ./inv update --source https://… (or `git remote add program …` once)."
        raise CommandError(f"There is no git remote “{source}” to get the program from.", hint)
    git.run("fetch", "--quiet", "--no-tags", source, f"+HEAD:{REFS}HEAD", f"+refs/tags/*:{REFS}tags/*")
    newer, name = find_version(git, version)
    ours = git.tree("HEAD")
    base = find_base(git, newer, ours)
    if base is None:
        raise CommandError(f"This is no copy of {without_password(source)}.", NOTHING)
    old, new = git.tree(base), git.tree(newer)
    plan = plan_update(old, ours, new, keep)
    if CONTRIBUTING in plan.clashes and (merged := merge_files(git, old, ours, new, CONTRIBUTING)):
        clashes = tuple(path for path in plan.clashes if path != CONTRIBUTING)
        plan = replace(plan, changes={**plan.changes, CONTRIBUTING: merged}, clashes=clashes)
    if plan.clashes:
        raise CommandError(
            f"Here and in {name} the same was changed: {', '.join(plan.clashes)}.",
            f"{NOTHING} Undo the change here, or keep yours with `--keep {plan.clashes[0]}`.",
        )
    for path in plan.kept:
        say(f"{path} stays as you changed it. The program changed it, too: git diff {newer[:12]} -- {path}")
    if not plan.changes:
        say(f"Everything of {name} is here already.")
        return
    if dry_run:
        say("\n".join([f"{name} would change:", *plan.changes]))
        return
    commit = git.commit(git.text("rev-parse", "HEAD"), plan.changes, f"Update the program to {name}")
    git.run("merge", "--quiet", "--ff-only", commit)
    say(f"Updated to {name}: {len(plan.changes)} files. What is new is in CHANGELOG.md.")
    say(f"Run ./inv check and ./inv rehearse. To take it back: git revert {commit[:12]}")


def merge_files(git: Git, old: Tree, ours: Tree, theirs: Tree, path: str) -> str | None:
    """A file with both sides' changes, as mode and blob; None where they touch the same lines."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("ours", "old", "theirs")]
        for file, tree in zip(files, (ours, old, theirs), strict=True):
            if path not in tree:
                return None
            file.write_bytes(git.run("cat-file", "blob", tree[path].split()[1]))
        merged = git.try_run("merge-file", "--stdout", "--quiet", *map(str, files))
    return f"{ours[path].split()[0]} {git.write(merged.stdout)}" if merged.code == 0 else None


def find_version(git: Git, version: str) -> tuple[str, str]:
    """The commit of a version that was fetched, and what it is called."""
    tags = git.text("for-each-ref", "--sort=-version:refname", "--format=%(refname)", f"{REFS}tags")
    versions = [tag for tag in tags.split() if re.fullmatch(rf"{REFS}tags/v?\d+(\.\d+)*", tag)]
    ref = f"{REFS}tags/{version}" if version else next(iter(versions), f"{REFS}HEAD")
    commit = git.text("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", allowed=(0, 1))
    if not commit:
        there = ", ".join(tag.removeprefix(f"{REFS}tags/") for tag in versions) or "none"
        raise CommandError(f"There is no version {version}.", f"There is: {there}.")
    return commit, commit[:12] if ref.endswith("HEAD") else ref.removeprefix(f"{REFS}tags/")


def find_base(git: Git, newer: str, ours: Tree) -> str | None:
    """The version that a copy came from: the commit before `newer` whose files are most like the copy's.

    A copy that was made by *Use this template* shares no history, and an update may have been taken back: so
    it is the files that say it, those that the copy lacks too. Of equals it is the oldest: what a later one
    brings is then new, or a clash that somebody hears of. None if even the best has less than half of them.
    """
    mine = {path: entry for path, entry in ours.items() if not path.startswith(THE_TRUSTS)}

    def likeness(entry: str, path: str) -> int:
        if entry.startswith(ABSENT) or path.startswith(THE_TRUSTS):
            return 0
        return 1 if mine.get(path) == entry else -(path not in mine)

    log = ("log", "--reverse", "--topo-order", "--diff-merges=first-parent", "--raw", "--no-renames")
    commits = git.run(*log, "--no-abbrev", "-z", "--format=%x01%H %P%x00", newer)
    alike = dict[str, int]()
    for commit in commits.decode("utf-8", "surrogateescape").split("\x01")[1:]:
        names, *fields = filter(None, commit.split("\0"))
        name, parent, *_ = [*names.split(), ""]
        alike[name] = alike.get(parent, 0)
        for facts, path in zip(fields[::2], fields[1::2], strict=True):
            old_mode, new_mode, old, new, _ = facts.strip().removeprefix(":").split()
            alike[name] += likeness(f"{new_mode} {new}", path) - likeness(f"{old_mode} {old}", path)
    best = max(alike, key=alike.__getitem__)
    return best if 2 * alike[best] >= len(mine) else None
