"""`./inv tidy --pull-request N`: the team tidies what somebody sent, and pushes it to where it came from."""

import base64
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from goodnews.commands.tidy import TidyReport, lines_of, tidy_index, written_files
from goodnews.config import SiteConfig
from goodnews.git import BY_US, Git, GitError
from goodnews.github import github_from
from goodnews.problems import CommandError

_MESSAGE = "Take places, days and names out of the photos"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class _Pull(NamedTuple):
    """What has to be known of a pull request; everything in it but our own address is a stranger's."""

    number: int
    commit: str
    base: str
    base_address: str
    branch: str
    address: str
    owner: str
    is_public: bool


def run_tidy_pull_request(
    number: int, config: SiteConfig, environ: Mapping[str, str]
) -> tuple[list[str], int]:
    """Tidy what a pull request adds or changes, and push it to its branch as one more commit.

    Nothing of it is run or checked out: its files are read from git and written to git. For a fork
    `GITHUB_TOKEN` has to be one that may push there.

    Gives lines for a person, and the exit code: 1 when a file could not be tidied.
    CommandError when there is no such pull request, it is closed, or it can't be pushed to.
    """
    environ = {"GITHUB_REPOSITORY": config.repository or "", **environ}
    github = github_from(environ, "Tidying a pull request")
    pull = _read_pull(number, github.ask("GET", f"/pulls/{number}"))
    with tempfile.TemporaryDirectory() as folder:
        git = Git(Path(folder), _with_token(environ, pull, github.token))
        git.run("init", "--quiet")
        refs = (f"+refs/pull/{number}/head:refs/head", f"+refs/heads/{pull.base}:refs/base")
        git.run("fetch", "--quiet", "--no-tags", pull.base_address, *refs)
        if git.text("rev-parse", "refs/head") != pull.commit:
            raise CommandError(f"Pull request {number} was changed meanwhile.", "Run this again.")
        git.run("read-tree", pull.commit)
        changed = written_files(git, git.text("merge-base", "refs/base", pull.commit), pull.commit)
        report = TidyReport(tuple(tidy_index(git, Path(folder), changed)))
        if report.changed:
            tree = git.text("write-tree")
            commit = git.text(*BY_US, "commit-tree", tree, "-p", pull.commit, "-m", _MESSAGE)
            _push(git, pull, commit)
    return [*_lines(pull, report)], report.code


def _read_pull(number: int, answer: Mapping[str, Any]) -> _Pull:
    try:
        head, base = answer["head"], answer["base"]
        repository = head["repo"]
        if answer["state"] != "open":
            raise CommandError(
                f"Pull request {number} is closed.", "What is merged, ./inv tidy mends on main."
            )
        if not repository:
            raise CommandError(f"The fork of pull request {number} is gone.", "Close it, and send it anew.")
        ours = base["repo"]
        if repository["full_name"] != ours["full_name"] and answer["maintainer_can_modify"] is not True:
            raise CommandError(
                f"Pull request {number} does not let the team change it.",
                "Ask its author to tick “Allow edits by maintainers”, or send the story anew yourself.",
            )
        commit, branch, address = str(head["sha"]), str(head["ref"]), str(repository["clone_url"])
        base_address, owner = str(ours["clone_url"]), str(repository["full_name"])
        is_public = ours.get("private") is not True
        pull = _Pull(number, commit, str(base["ref"]), base_address, branch, address, owner, is_public)
    except (KeyError, TypeError, AttributeError):
        raise CommandError("GitHub does not answer as it should.", "Run this again later.") from None
    hosts = {urlsplit(address).netloc for address in (pull.address, pull.base_address)}
    if not _COMMIT.fullmatch(pull.commit) or len(hosts) > 1 or pull.address.startswith("-"):
        raise CommandError(f"Pull request {number} is on another server.", "Send the story anew yourself.")
    return pull


def _with_token(environ: Mapping[str, str], pull: _Pull, token: str) -> dict[str, str]:
    """An environment in which git shows the token to this server alone, and on no command line."""
    parts = urlsplit(pull.base_address)
    if parts.scheme != "https":
        return dict(environ)
    word = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        **environ,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.https://{parts.netloc}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {word}",
    }


def _push(git: Git, pull: _Pull, commit: str) -> None:
    try:
        git.run("push", "--quiet", pull.address, f"{commit}:refs/heads/{pull.branch}")
    except GitError as error:
        raise CommandError(
            f"The branch of pull request {pull.number} takes no commit: {error.complaint}",
            "Run this again if its author has just changed it. For a fork, GITHUB_TOKEN has to be a person's "
            "who may write here; docs/running.md says how.",
        ) from None


def _lines(pull: _Pull, report: TidyReport) -> Iterator[str]:
    for key, result in report.folders:
        yield from lines_of(key, result)
    if not report.changed:
        if not report.code:
            yield f"Every photo and recording of pull request {pull.number} is tidy."
        return
    yield f"Pushed to {pull.branch} of {pull.owner}."
    yield ""
    yield "The earlier commits still hold what was taken out" + (
        ", and everybody can read them." if pull.is_public else "."
    )
    yield f"1. Merge pull request {pull.number} with “Squash and merge”: main then never gets them."
    yield f"2. Ask at support.github.com/request to remove commit {pull.commit[:12]} of that pull request."
    yield f"3. Ask whoever sent it to delete the branch {pull.branch} of {pull.owner} once it is merged."
    yield "docs/running.md, “Photos that still say where”, has all of it."
