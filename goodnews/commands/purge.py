"""`./inv purge`: take a withdrawn story, or a photo, out of git's history on the remote."""

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goodnews.commands.stories import typed_key
from goodnews.git import BY_US, Git, GitError, git_environ
from goodnews.history import STORIES
from goodnews.problems import CommandError
from goodnews.programs import run_program, without_password
from goodnews.story import LONDON, WITHDRAWN, parse_story
from goodnews.terminal import Confirm, Say

NOTHING = "Nothing was changed."
AFTERWARDS = (
    "Done: no branch and no tag of {address} holds it any more. Now, the same day:",
    "1. Put the rule on the branch back.",
    "2. GitHub keeps copies. Delete those of the workflows, with GitHub's own program gh:",
    "     gh cache delete --all",
    "     gh api --paginate 'repos/{{owner}}/{{repo}}/actions/artifacts' --jq '.artifacts[].id' |",
    "       xargs -I ID gh api -X DELETE 'repos/{{owner}}/{{repo}}/actions/artifacts/ID'",
    "   Old pull requests and cached views are GitHub's to remove: ask at support.github.com/request.",
    "   On a server of your own: git gc --prune=now in the repository.",
    "3. Everybody clones afresh and deletes the old folder, this one too. Forks have to be deleted.",
)
_KEY = re.compile(r"20[0-9]{2}/[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class _Purge:
    """What has to go: one file of a story's folder, or all of it."""

    key: str
    photo: str

    def __str__(self) -> str:
        return f"{self.photo} of {self.key}" if self.photo else self.key

    def paths(self, *keys: str) -> tuple[str, ...]:
        """What has to go, under each folder that the story was in."""
        return tuple(f"{STORIES}/{key}/{self.photo}" for key in (self.key, *keys))


def run_purge(root: Path, story: str, photo: str, confirm: Confirm, say: Say) -> None:
    """Rewrite the history on the remote without a story, or without one photo of it, after a question.

    All happens in a clone of its own: this folder is left alone, and is to be cloned afresh afterwards. A
    purged story leaves a stub, so that the site still says that it was removed. CommandError when it is still
    shown, was never there, or the remote does not let it be rewritten.
    """
    purge = _Purge(typed_key(story), photo.strip())
    if not _KEY.fullmatch(purge.key) or "/" in purge.photo or purge.photo == "story.md":
        raise CommandError(
            f"There is no story {story} with a photo {photo}.", "Name its folder, like 2026/night-on-ward-7."
        )
    address = Git(root).text("remote", "get-url", "--push", "origin")
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone.git"
        Git(root).run("clone", "--quiet", "--bare", "--no-local", address, str(clone))
        git = Git(clone, git_dir=clone)
        if not git.succeeds("rev-parse", "--verify", "--quiet", "HEAD"):  # a server's own default branch
            git.run("symbolic-ref", "HEAD", f"refs/heads/{Git(root).text('branch', '--show-current')}")
        stub, keys = _what_stays(git, purge)
        blobs = _blobs(git, purge.paths(*keys))
        refs = {ref: tip for ref, tip in _refs(git) if _holds(git, ref, blobs)}
        if not refs:
            raise CommandError(f"{purge} is in no branch and no tag of {without_password(address)}.", NOTHING)
        question = (
            f"This takes {purge} out of the history of {without_password(address)}, for ever. That rewrites "
            f"{len(refs)} of its branches and tags, and everybody has to clone afresh. First lift the rule "
            "that protects main (Settings, Rules: no force pushes). Do it?"
        )
        if not confirm(question):
            raise CommandError(NOTHING, "Answer yes at a terminal, or say --yes.")
        say(f"Rewriting {len(refs)} of its branches and tags, without {purge}.")
        _rewrite(clone, purge.paths(*keys), blobs, refs)
        if stub:
            files = {f"{STORIES}/{purge.key}/story.md": f"100644 {git.write(stub.encode())}"}
            message = "Say that a story was removed"
            commit = git.commit(git.text("rev-parse", "HEAD"), files, message, BY_US)
            git.run("update-ref", "HEAD", commit)
        _push(git, address, refs)
    for line in AFTERWARDS:
        say(line.format(address=without_password(address)))


def _what_stays(git: Git, purge: _Purge) -> tuple[str, tuple[str, ...]]:
    """The stub of a story that goes as a whole, and the folder it used to be in."""
    file = f"{STORIES}/{purge.key}/story.md"
    shown = git.try_run("show", f"HEAD:{file}")
    text = shown.out.replace("\r\n", "\n")
    meta = parse_story(text, file).meta
    keys = (meta.id,) if meta and meta.id else ()
    if purge.photo:
        if any(git.succeeds("cat-file", "-e", f"HEAD:{path}") for path in purge.paths(*keys)):
            message = f"{purge} is still in the folder on the remote."
            hint = "Delete the file and its lines under photos:, merge that, then run this again."
            raise CommandError(message, hint)
        return "", keys
    if not WITHDRAWN.search(text):
        if shown.code:  # somebody deleted the folder; there is nothing to take back any more
            return "", keys
        message = f"{purge.key} is not withdrawn on the remote."
        hint = (
            f"Run `./inv withdraw {purge.key} --reason …`, merge that, wait until it is live, then run this."
        )
        raise CommandError(message, hint)
    day = f"{meta.date.astimezone(LONDON):%Y-%m-%d %H:%M}" if meta else f"{purge.key[:4]}-01-01"
    on = meta.withdrawn.on if meta and meta.withdrawn else day[:10]
    lines = ["title: Removed", "summary: Removed", f"date: {day}", "category: Removed"]
    lines += [f"id: {meta.id}"] if meta and meta.id else []
    lines += [f"lang: {meta.lang}"] if meta else []
    lines += [f"withdrawn: {{on: {on}, reason: Taken out of the history too}}"]
    return "\n".join(["---", *lines, "---", ""]), keys


def _blobs(git: Git, paths: tuple[str, ...]) -> frozenset[str]:
    """Every file that ever stood at one of the paths, so that it is found under another name as well."""
    log = git.text("log", "--all", "-m", "--format=", "--raw", "--no-abbrev", "--no-renames", "--", *paths)
    facts = (line.split() for line in log.splitlines() if line.startswith(":"))
    blobs = {blob for fact in facts for blob in fact[2:4]} - {"0" * 40, "0" * 64}
    for path, entry in git.tree("HEAD").items():
        if entry.split()[1] in blobs and not path.startswith(paths):
            raise CommandError(
                f"{path} is the same file, and is there still.", "Take it out first, and merge."
            )
    return frozenset(blobs)


def _refs(git: Git) -> Iterator[tuple[str, str]]:
    listed = git.text("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags")
    for line in listed.splitlines():
        ref, tip = line.split()
        yield ref, tip


def _holds(git: Git, ref: str, blobs: frozenset[str]) -> bool:
    """Whether a branch holds it. The announcer's ledger does not, and must keep its commits as they are."""
    objects = git.text("rev-list", "--objects", "--no-object-names", ref)
    return not blobs.isdisjoint(objects.splitlines())


def _rewrite(clone: Path, paths: tuple[str, ...], blobs: frozenset[str], refs: Iterable[str]) -> None:
    listed = clone.with_name("blobs")
    listed.write_text("".join(f"{blob}\n" for blob in sorted(blobs)), encoding="utf-8")
    what = ("--invert-paths", *(f"--path={path}" for path in paths), f"--strip-blobs-with-ids={listed}")
    command = [sys.executable, "-m", "git_filter_repo", "--force", *what, "--refs", *refs]
    ran = run_program(command, folder=clone, environ=git_environ(os.environ))
    if ran.code:
        raise CommandError(f"git-filter-repo failed: {ran.complaint}", NOTHING)


def _push(git: Git, address: str, refs: Mapping[str, str]) -> None:
    """Push what was rewritten, all of it or nothing, and only if nobody pushed meanwhile."""
    leases = [f"--force-with-lease={ref}:{tip}" for ref, tip in refs.items()]
    left = dict(_refs(git))  # a branch that held nothing else is gone
    changes = [f"{ref if ref in left else ''}:{ref}" for ref in refs]
    try:
        git.run("push", "--quiet", "--atomic", *leases, address, *changes)
    except GitError as error:
        hint = "Lift the rule that protects the branch (Settings, Rules), and run this again."
        raise CommandError(f"The remote takes no new history: {error.complaint}", hint) from None
