"""The part of GitHub's API that the tasks use, over a real bare repository; it refuses what GitHub refuses.

Written from GitHub's REST documentation. Objects, trees and branches are git's own, so whatever is sent in
can be looked at, cloned and merged with git itself.
"""

import base64
import binascii
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from goodnews.git import git_environ
from goodnews.http_server import LocalServer, RequestHandler
from tests.shared import git, start_repository

OWNER, NAME, TOKEN = "merrowdale", "show-them-ours", "a-token"
LONGEST_BODY = 65_536
_SHA = re.compile("[0-9a-f]{40}")


class Refusal(Exception):
    """An answer that is no."""

    def __init__(self, status: int, message: str, *errors: dict[str, str]) -> None:
        self.status = status
        self.body = {"message": message, **({"errors": list(errors)} if errors else {})}
        super().__init__(message)


@dataclass
class GitHubRepository:
    """A repository as GitHub keeps it.

    Attributes:
        path: the bare git repository.
        private: whether only some may see it.
        drafts: whether its plan has draft pull requests.
        may_open: whether workflows may open pull requests (a setting of the repository).
        tells_visibility: whether the token may ask what the repository is like.
        pulls: the pull requests.
        may_comment: whether the token may write comments.
        issues: the issues.
        comments: the words of each comment, with the number of its pull request and who wrote it.
        changes: the calls that changed something, in order.
        reads: how many calls changed nothing.
        after_change: called after each of them, before it is answered.
    """

    path: Path
    private: bool = True
    drafts: bool = True
    may_open: bool = True
    may_comment: bool = True
    tells_visibility: bool = True
    pulls: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[tuple[int, str, str]] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    reads: int = 0
    after_change: Callable[[int], None] = lambda _count: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def git(self, *arguments: str, stdin: bytes = b"", **environ: str) -> str:
        return self._run(*arguments, stdin=stdin, **environ).decode().strip()

    def _run(self, *arguments: str, stdin: bytes = b"", **environ: str) -> bytes:
        return subprocess.run(
            ["git", f"--git-dir={self.path}", *arguments],
            input=stdin,
            capture_output=True,
            env={**git_environ(os.environ), **environ},
            check=True,
        ).stdout

    def kind(self, sha: object) -> str:
        """What an object is: `blob`, `tree`, `commit`, or nothing."""
        if not isinstance(sha, str) or not _SHA.fullmatch(sha):
            return ""
        try:
            return self.git("cat-file", "-t", sha)
        except subprocess.CalledProcessError:
            return ""

    def branches(self) -> dict[str, str]:
        rows = self.git("for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/heads")
        return dict(row.split() for row in rows.splitlines())

    def every_blob(self) -> Iterator[bytes]:
        """The bytes of every file that was ever sent in, whether a branch has it or not."""
        for row in self.git("cat-file", "--batch-check", "--batch-all-objects").splitlines():
            sha, kind, _ = row.split()
            if kind == "blob":
                yield self.read(sha)

    def read(self, sha: str) -> bytes:
        """The bytes of a file."""
        return self._run("cat-file", "blob", sha)

    def write_tree(self, base: str, lines: list[str]) -> str:
        """A tree with some of its entries changed, as lines say it to `update-index`."""
        index = {"GIT_INDEX_FILE": str(self.path / f"index-{threading.get_ident()}")}
        self.git("read-tree", base, **index)
        self.git("update-index", "--index-info", stdin="\n".join(lines).encode(), **index)
        return self.git("write-tree", **index)

    def merge(self, number: int) -> None:
        """Merge a pull request as the button does."""
        pull = self.pulls[number - 1]
        head, base = self.branches()[pull["head"]["ref"]], self.branches()["main"]
        tree = self.git("merge-tree", "--write-tree", base, head)
        made = self.git("commit-tree", tree, "-p", base, "-p", head, "-m", pull["title"], **WHO)
        self.git("update-ref", "refs/heads/main", made, base)
        pull.update(state="closed", merged_at="2026-11-27T09:00:00Z", merge_commit_sha=made)

    # What the API answers, by method and path.

    def answer(self, method: str, path: str, query: dict[str, list[str]], given: Any) -> tuple[int, Any]:
        for (wanted, pattern), handle in _ROUTES.items():
            match = re.fullmatch(pattern, path)
            if match and wanted == method:
                if method == "GET":
                    self.reads += 1
                    return HTTPStatus.OK, handle(self, match, query)
                if not isinstance(given, dict):
                    raise Refusal(400, "Problems parsing JSON")
                with self.lock:
                    made = handle(self, match, given)
                    self.changes.append(f"{method} {path}")
                    count = len(self.changes)
                self.after_change(count)
                return (HTTPStatus.OK if method == "PATCH" else HTTPStatus.CREATED), made
        raise Refusal(404, "Not Found")

    def repository(self, _match: re.Match[str], _query: object) -> Any:
        return {"full_name": f"{OWNER}/{NAME}"} | ({"private": self.private} if self.tells_visibility else {})

    def ref(self, match: re.Match[str], _query: object) -> Any:
        sha = self.branches().get(match["branch"])
        if not sha:
            raise Refusal(404, "Not Found")
        return {"ref": f"refs/heads/{match['branch']}", "object": {"sha": sha, "type": "commit"}}

    def get_commit(self, match: re.Match[str], _query: object) -> Any:
        if self.kind(match["sha"]) != "commit":
            raise Refusal(404, "Not Found")
        return {"sha": match["sha"], "tree": {"sha": self.git("rev-parse", f"{match['sha']}^{{tree}}")}}

    def blob(self, _match: re.Match[str], given: dict[str, Any]) -> Any:
        if given.get("encoding", "utf-8") not in {"utf-8", "base64"}:
            raise Refusal(422, "Invalid encoding")
        try:
            content = given["content"]
            data = (
                base64.b64decode(content, validate=True)
                if given.get("encoding") == "base64"
                else content.encode()
            )
        except (KeyError, AttributeError, TypeError, binascii.Error):
            raise Refusal(422, "content is not valid Base64") from None
        return {"sha": self.git("hash-object", "-w", "--stdin", stdin=data)}

    def tree(self, _match: re.Match[str], given: dict[str, Any]) -> Any:
        if self.kind(given.get("base_tree")) != "tree":
            raise Refusal(422, "base_tree is not a valid tree oid")
        lines = []
        for entry in given.get("tree") or []:
            parts = str(entry.get("path", "")).split("/")
            if not all(parts) or {".", "..", ".git"} & {part.lower() for part in parts}:
                raise Refusal(422, "tree.path contains a malformed path component")
            if entry.get("mode") not in {"100644", "100755", "040000", "160000", "120000"}:
                raise Refusal(422, "Must supply a valid tree.mode")
            if entry["sha"] is not None and self.kind(entry["sha"]) != entry.get("type"):
                raise Refusal(422, f"tree.sha {entry['sha']} is not a valid {entry.get('type')}")
            mode = "0" if entry["sha"] is None else entry["mode"]
            lines.append(f"{mode} {entry['sha'] or '0' * 40}\t{entry['path']}")
        if not lines:
            raise Refusal(422, "Invalid tree info")
        return {"sha": self.write_tree(given["base_tree"], lines)}

    def commit(self, _match: re.Match[str], given: dict[str, Any]) -> Any:
        if self.kind(given.get("tree")) != "tree":
            raise Refusal(422, "Tree SHA does not exist")
        if not isinstance(given.get("message"), str) or not given["message"]:
            raise Refusal(422, 'Invalid request. "message" wasn\'t supplied.')
        parents = given.get("parents", [])
        if not all(self.kind(parent) == "commit" for parent in parents):
            raise Refusal(422, "Parent SHA does not exist or is not a commit object")
        on = [word for parent in parents for word in ("-p", parent)]
        return {"sha": self.git("commit-tree", given["tree"], *on, "-m", given["message"], **WHO)}

    def create_ref(self, _match: re.Match[str], given: dict[str, Any]) -> Any:
        ref = str(given.get("ref", ""))
        if not ref.startswith("refs/") or ref.count("/") < 2:
            raise Refusal(422, "Reference name must start with 'refs/' and have at least two slashes.")
        if self.kind(given.get("sha")) != "commit":
            raise Refusal(422, "Object does not exist")
        if self.git("for-each-ref", ref):
            raise Refusal(422, "Reference already exists")
        self.git("update-ref", ref, given["sha"], "0" * 40)
        return {"ref": ref, "object": {"sha": given["sha"], "type": "commit"}}

    def list_pulls(self, _match: re.Match[str], query: dict[str, list[str]]) -> Any:
        state = query.get("state", ["open"])[0]
        head = query.get("head", [""])[0]
        found = [pull for pull in reversed(self.pulls) if state in {"all", pull["state"]}]
        if ":" in head:  # GitHub takes no notice of a head without its owner
            found = [pull for pull in found if pull["head"]["label"] == head]
        return found[: int(query.get("per_page", ["30"])[0])]

    def pull(self, match: re.Match[str], _query: object = None) -> dict[str, Any]:
        number = int(match["number"])
        if not 0 < number <= len(self.pulls):
            raise Refusal(404, "Not Found")
        return self.pulls[number - 1]

    def pull_files(self, match: re.Match[str], _query: object) -> Any:
        head = self.branches()[self.pull(match)["head"]["ref"]]
        names = self.git("diff", "--name-only", self.git("merge-base", "main", head), head)
        return [{"filename": name} for name in names.splitlines()]

    def open_pull(self, _match: re.Match[str], given: dict[str, Any]) -> Any:
        if not self.may_open:
            raise Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.")
        missing = [name for name in ("title", "head", "base") if not given.get(name)]
        if missing:
            raise Refusal(422, "Validation Failed", *(_invalid(name, "missing_field") for name in missing))
        branches = self.branches()
        for name in ("head", "base"):
            if given[name].removeprefix(f"{OWNER}:") not in branches:
                raise Refusal(422, "Validation Failed", _invalid(name, "invalid"))
        if len(given.get("body") or "") > LONGEST_BODY:
            raise Refusal(
                422, "Validation Failed", _because("body is too long (maximum is 65536 characters)")
            )
        if given.get("draft") and not self.drafts:
            raise Refusal(422, "Draft pull requests are not supported in this repository.")
        branch = given["head"].removeprefix(f"{OWNER}:")
        label = f"{OWNER}:{branch}"
        if any(pull["state"] == "open" and pull["head"]["label"] == label for pull in self.pulls):
            why = f"A pull request already exists for {label}."
            raise Refusal(422, "Validation Failed", _because(why))
        if not self.git("log", "--format=%H", f"{branches[given['base']]}..{branches[branch]}"):
            why = f"No commits between {given['base']} and {branch}"
            raise Refusal(422, "Validation Failed", _because(why))
        number = len(self.pulls) + 1
        pull = {
            "number": number,
            "node_id": f"PR_{number}",
            "created_at": "2026-11-27T08:30:00Z",
            "updated_at": "2026-11-27T08:30:00Z",
            "labels": [],
            "state": "open",
            "merged_at": None,
            "draft": bool(given.get("draft")),
            "title": given["title"],
            "body": given.get("body") or "",
            "html_url": f"https://github.com/{OWNER}/{NAME}/pull/{number}",
            "head": {"ref": branch, "label": label, "sha": branches[branch]},
            "base": {"ref": given["base"]},
            "user": {"login": "github-actions[bot]", "type": "Bot"},
        }
        self.pulls.append(pull)
        return pull

    def list_issues(self, _match: re.Match[str], query: dict[str, list[str]]) -> Any:
        """Newest first, and pull requests are among them."""
        state = query.get("state", ["open"])[0]
        pulls = [{**pull, "author_association": "NONE", "pull_request": {}} for pull in self.pulls]
        found = [issue for issue in (*self.issues, *pulls) if state in {"all", issue["state"]}]
        return _page(sorted(found, key=lambda issue: -int(issue["number"])), query)

    def open_issue(self, _match: re.Match[str], given: dict[str, Any]) -> Any:
        if not given.get("title"):
            raise Refusal(422, "Validation Failed", _invalid("title", "missing_field"))
        issue = {
            "number": max((int(entry["number"]) for entry in (*self.issues, *self.pulls)), default=0) + 1,
            "state": "open",
            "user": {"login": "github-actions[bot]"},
            "author_association": "NONE",
            "title": given["title"],
            "body": given.get("body"),
        }
        self.issues.append(issue)
        return issue

    def change_issue(self, match: re.Match[str], given: dict[str, Any]) -> Any:
        if given.get("state", "open") not in {"open", "closed"}:
            raise Refusal(422, "Validation Failed", _invalid("state", "invalid"))
        for issue in self.issues:
            if issue["number"] == int(match["number"]):
                issue.update({name: given[name] for name in ("title", "body", "state") if name in given})
                return issue
        raise Refusal(404, "Not Found")

    def commits(self, _match: re.Match[str], query: dict[str, list[str]]) -> Any:
        on, path = query.get("sha", ["main"])[0], query.get("path", ["."])[0]
        found = self.git("log", "--format=%H", on, "--", path).split()
        return [{"sha": sha} for sha in _page(found, query)]

    def pulls_of_commit(self, match: re.Match[str], query: dict[str, list[str]]) -> Any:
        if self.kind(match["sha"]) != "commit":
            raise Refusal(422, f"No commit found for SHA: {match['sha']}")
        brought = {
            pull["number"]: self.git("rev-list", f"{made}^1..{made}").split()
            for pull in self.pulls
            if (made := pull.get("merge_commit_sha"))
        }
        found = [pull for pull in self.pulls if match["sha"] in brought.get(pull["number"], ())]
        return _page(found, query)

    def comment(self, match: re.Match[str], given: dict[str, Any]) -> Any:
        if not self.may_comment:
            raise Refusal(403, "Resource not accessible by integration")
        self.pull(match)
        if not given.get("body"):
            raise Refusal(422, "Validation Failed", _invalid("body", "missing_field"))
        self.comments.append((int(match["number"]), given["body"], "github-actions[bot]"))
        return {"id": len(self.comments), "body": given["body"]}

    def list_comments(self, match: re.Match[str], query: dict[str, list[str]]) -> Any:
        number = int(match["number"])
        found = [
            {"body": body, "user": {"login": login}, "author_association": "NONE"}
            for pull, body, login in self.comments
            if pull == number
        ]
        return _page(found, query)


WHO = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "github-actions[bot]"), ("EMAIL", "actions@github.example"))
}
_REF = r"heads/(?P<branch>[\w./-]+)"
_ROUTES: dict[tuple[str, str], Callable[[GitHubRepository, re.Match[str], Any], Any]] = {
    ("GET", ""): GitHubRepository.repository,
    ("GET", f"/git/ref/{_REF}"): GitHubRepository.ref,
    ("GET", r"/git/commits/(?P<sha>\w+)"): GitHubRepository.get_commit,
    ("POST", "/git/blobs"): GitHubRepository.blob,
    ("POST", "/git/trees"): GitHubRepository.tree,
    ("POST", "/git/commits"): GitHubRepository.commit,
    ("POST", "/git/refs"): GitHubRepository.create_ref,
    ("GET", "/pulls"): GitHubRepository.list_pulls,
    ("POST", "/pulls"): GitHubRepository.open_pull,
    ("GET", "/issues"): GitHubRepository.list_issues,
    ("POST", "/issues"): GitHubRepository.open_issue,
    ("PATCH", r"/issues/(?P<number>\d+)"): GitHubRepository.change_issue,
    ("GET", "/commits"): GitHubRepository.commits,
    ("GET", r"/commits/(?P<sha>\w+)/pulls"): GitHubRepository.pulls_of_commit,
    ("GET", r"/pulls/(?P<number>\d+)"): GitHubRepository.pull,
    ("GET", r"/pulls/(?P<number>\d+)/files"): GitHubRepository.pull_files,
    ("GET", r"/issues/(?P<number>\d+)/comments"): GitHubRepository.list_comments,
    ("POST", r"/issues/(?P<number>\d+)/comments"): GitHubRepository.comment,
}


def _invalid(name: str, code: str) -> dict[str, str]:
    return {"resource": "PullRequest", "field": name, "code": code}


def _page(entries: list[Any], query: dict[str, list[str]]) -> list[Any]:
    """One page of a list, as it was asked for."""
    size, page = int(query.get("per_page", ["30"])[0]), int(query.get("page", ["1"])[0])
    return entries[(page - 1) * min(size, 100) : page * min(size, 100)]


def _because(message: str) -> dict[str, str]:
    return {"resource": "PullRequest", "code": "custom", "message": message}


class _Handler(RequestHandler):
    github: GitHubRepository

    def do_GET(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            status, said = self.github.answer(self.command, *self.parts(), json.loads(data) if data else None)
        except json.JSONDecodeError:
            status, said = 400, {"message": "Problems parsing JSON"}
        except Refusal as refusal:
            status, said = refusal.status, refusal.body
        body = json.dumps(said).encode()
        self.reply(status, body, {"Content-Type": "application/json; charset=utf-8"})

    do_POST = do_PATCH = do_GET

    def parts(self) -> tuple[str, dict[str, list[str]]]:
        if not self.headers.get("User-Agent"):
            raise Refusal(403, "Request forbidden by administrative rules.")
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Refusal(401, "Bad credentials")
        if self.headers.get("Accept") != "application/vnd.github+json":
            raise Refusal(415, "Unsupported 'Accept' header")
        if self.headers.get("X-GitHub-Api-Version") != "2022-11-28":
            raise Refusal(400, "Unsupported API version")
        parts = urlsplit(self.path)
        path = parts.path.removeprefix(f"/repos/{OWNER}/{NAME}")
        if path == parts.path:
            raise Refusal(404, "Not Found")
        return path, parse_qs(parts.query)


def put_on_github(work: Path) -> GitHubRepository:
    """A folder's files as `main` of a repository."""
    start_repository(work)
    repository = GitHubRepository(work.parent / "repository.git")
    git(work, "clone", "-q", "--bare", ".", str(repository.path))
    return repository


@contextmanager
def repository_on_github(work: Path) -> Iterator[tuple[GitHubRepository, dict[str, str]]]:
    """A folder's files as `main` of a repository, and what a workflow's step knows of that."""
    repository = put_on_github(work)
    with github_server(repository) as url:
        yield repository, step_environ(url)


def step_environ(api: str) -> dict[str, str]:
    """What a workflow's step knows of the repository."""
    return {"GITHUB_TOKEN": TOKEN, "GITHUB_REPOSITORY": f"{OWNER}/{NAME}", "GITHUB_API_URL": api}


@contextmanager
def github_server(repository: GitHubRepository) -> Iterator[str]:
    """The API's address, while the block runs."""
    with LocalServer(_Handler, github=repository) as server:
        yield server.url
