"""The parts of GitHub's API that the editor at `/edit/` uses, over the same repository as `github_simulator`.

Written from GitHub's REST documentation and its public GraphQL schema: a field or an argument that is not in
the schema is refused, as GitHub refuses it.
"""

import base64
import binascii
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from graphql import GraphQLError, build_schema, graphql_sync

from goodnews.http_server import LocalServer, RequestHandler
from tests.github_simulator import NAME, OWNER, TOKEN, WHO, GitHubRepository, Refusal

SCHEMA = build_schema(Path(__file__).with_name("github_schema.graphql").read_text(encoding="utf-8"))
EDITOR_LOGIN = "merrowdale-comms"
_USER = {
    "id": 41,
    "login": EDITOR_LOGIN,
    "name": "Communications team",
    "email": None,
    "avatar_url": "https://avatars.githubusercontent.com/u/41",
    "html_url": f"https://github.com/{EDITOR_LOGIN}",
}
Record = dict[str, Any]
Answer = tuple[int, object]
"""A status, and bytes or what is sent as JSON."""


@dataclass
class EditedRepository:
    """A repository as the editor meets it.

    Attributes:
        github: the repository.
        requests: what was asked, in order: method and path, for GraphQL the mutation.
        bodies: the bytes of each request that changed something.
    """

    github: GitHubRepository
    requests: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    # REST

    def rest(self, method: str, path: str, accept: str, body: bytes) -> tuple[int, bytes]:
        if accept not in {
            "*/*",
            "application/json",
            "application/vnd.github+json",
            "application/vnd.github.raw",
        }:
            raise Refusal(415, "Unsupported 'Accept' header")
        if path == "/user" and method == "GET":
            return 200, json.dumps(_USER).encode()
        inside = path.removeprefix(f"/repos/{OWNER}/{NAME}")
        if inside == path:
            raise Refusal(404, "Not Found")
        for (wanted, pattern), handle in _ROUTES.items():
            match = re.fullmatch(pattern, inside)
            if match and wanted == method:
                status, answer = handle(self, match, json.loads(body) if body else {}, accept)
                return status, answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        raise Refusal(404, "Not Found")

    def collaborator(self, match: re.Match[str], _given: Record, _accept: str) -> Answer:
        if match["login"] != EDITOR_LOGIN:
            raise Refusal(404, "Not Found")
        return 204, b""

    def tree(self, match: re.Match[str], _given: Record, _accept: str) -> Answer:
        head = self._head(match["tree"]) or match["tree"]
        if self.github.kind(head) != "commit":
            raise Refusal(404, "Not Found")
        rows = self.github.git("ls-tree", "-r", "-l", "-z", head).split("\0")
        entries = []
        for row in filter(None, rows):
            facts, _, path = row.partition("\t")
            mode, kind, sha, size = facts.split()
            entries.append({"path": path, "mode": mode, "type": kind, "sha": sha, "size": int(size)})
        return 200, {"sha": head, "tree": entries, "truncated": False}

    def blob(self, match: re.Match[str], _given: Record, accept: str) -> Answer:
        if self.github.kind(match["sha"]) != "blob":
            raise Refusal(404, "Not Found")
        data = self.github.read(match["sha"])
        if accept == "application/vnd.github.raw":
            return 200, data
        content = base64.b64encode(data).decode()
        return 200, {"sha": match["sha"], "content": content, "encoding": "base64"}

    def open_pull(self, match: re.Match[str], given: Record, _accept: str) -> Answer:
        return 201, self.github.open_pull(match, given)

    def labels(self, match: re.Match[str], given: Record, _accept: str) -> Answer:
        names = given.get("labels")
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise Refusal(422, "Validation Failed")
        pull = self.github.pull(match)
        known = {label["name"] for label in pull["labels"]}
        pull["labels"] += [{"name": name} for name in names if name not in known]
        return 200, pull["labels"]

    def issue(self, match: re.Match[str], given: Record, _accept: str) -> Answer:
        pull = self.github.pull(match)
        if given:
            pull["labels"] = [{"name": name} for name in given["labels"]]
        return 200, {"number": pull["number"], "labels": pull["labels"]}

    def close(self, match: re.Match[str], given: Record, _accept: str) -> Answer:
        pull = self.github.pull(match)
        pull["state"] = given["state"]
        return 200, pull

    def drop_ref(self, match: re.Match[str], _given: Record, _accept: str) -> Answer:
        if not self._head(match["branch"]):
            raise Refusal(422, "Reference does not exist")
        self.github.git("update-ref", "-d", f"refs/heads/{match['branch']}")
        return 204, b""

    # GraphQL

    def graphql(self, body: bytes) -> Record:
        asked = json.loads(body)
        root = {"repository": self._repository, "node": self._node, **self._mutations()}
        ran = graphql_sync(SCHEMA, asked["query"], root, variable_values=asked.get("variables"))
        return ran.formatted

    def _repository(self, _info: object, owner: str, name: str) -> Record | None:
        if (owner, name) != (OWNER, NAME):
            raise GraphQLError(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
        return {
            "id": "R_1",
            "defaultBranchRef": self._ref("main"),
            "ref": lambda _, **asked: self._ref(asked["qualifiedName"].removeprefix("refs/heads/")),
            "object": lambda _, oid=None, expression=None: self._object(oid or expression),
            "pullRequests": self._pulls,
        }

    def _ref(self, branch: str) -> Record | None:
        head = self._head(branch)
        return {"id": f"REF_{branch}", "name": branch, "target": self._commit(head)} if head else None

    def _object(self, expression: str) -> Record | None:
        try:
            sha = self.github.git("rev-parse", "--verify", "--quiet", expression)
        except subprocess.CalledProcessError:
            return None
        kind = self.github.kind(sha)
        return self._commit(sha) if kind == "commit" else self._blob(sha) if kind == "blob" else None

    def _blob(self, sha: str) -> Record:
        data = self.github.read(sha)
        is_binary = b"\0" in data[:8000]
        return {
            "__typename": "Blob",
            "oid": sha,
            "byteSize": len(data),
            "isBinary": is_binary,
            "isTruncated": len(data) > 512_000,
            "text": None if is_binary else data[:512_000].decode("utf-8", "replace"),
        }

    def _commit(self, sha: str) -> Record:
        message, name, email, day = self.github.git(
            "log", "-1", "--format=%B%x00%an%x00%ae%x00%cI", sha
        ).split("\0")
        return {
            "__typename": "Commit",
            "oid": sha,
            "message": message.strip(),
            "committedDate": day,
            "author": {"name": name, "email": email, "avatarUrl": "", "user": None},
            "history": lambda _, first, path=None: {
                "nodes": [self._commit(commit) for commit in self._log(sha, first, path)]
            },
            "file": lambda _, path: self._entry(sha, path),
            "status": None,
            "deployments": {"nodes": []},
            "checkSuites": {"nodes": []},
        }

    def _entry(self, sha: str, path: str) -> Record | None:
        entry = self._object(f"{sha}:{path}")
        return {"oid": entry["oid"], "path": path} if entry else None

    def _log(self, sha: str, first: int, path: str | None) -> list[str]:
        limit = ["--", path] if path else []
        return self.github.git("log", f"-{first}", "--format=%H", sha, *limit).split()

    def _pulls(self, _info: object, **where: Any) -> Record:
        states = where.get("states")
        pulls = [
            pull
            for pull in reversed(self.github.pulls)
            if (not states or self._state(pull) in states)
            and (not where.get("headRefName") or pull["head"]["ref"] == where["headRefName"])
            and (not where.get("labels") or {one["name"] for one in pull["labels"]} & set(where["labels"]))
        ]
        nodes = [self._pull_node(pull) for pull in pulls[: where.get("first", 100)]]
        return {"totalCount": len(pulls), "nodes": nodes}

    def _state(self, pull: Record) -> str:
        return "MERGED" if pull["merged_at"] else str(pull["state"]).upper()

    def _pull_node(self, pull: Record) -> Record:
        head = self._head(pull["head"]["ref"]) or pull["head"]["sha"]
        base = self.github.git("merge-base", "main", head)
        kinds = {"A": "ADDED", "M": "MODIFIED", "D": "DELETED", "R": "RENAMED"}
        rows = self.github.git("diff", "--name-status", "--no-renames", base, head).splitlines()
        files = [{"changeType": kinds[row[0]], "path": row.partition("\t")[2]} for row in rows]
        return {
            "__typename": "PullRequest",
            "id": pull["node_id"],
            "number": pull["number"],
            "title": pull["title"],
            "url": pull["html_url"],
            "state": self._state(pull),
            "isDraft": pull["draft"],
            "isCrossRepository": False,
            "createdAt": pull["created_at"],
            "updatedAt": pull["updated_at"],
            "headRefName": pull["head"]["ref"],
            "headRefOid": head,
            "author": {
                "__typename": "User",
                "login": EDITOR_LOGIN,
                "avatarUrl": _USER["avatar_url"],
                "name": _USER["name"],
                "email": "",
                "databaseId": _USER["id"],
            },
            "labels": {"nodes": pull["labels"]},
            "files": {"nodes": files},
        }

    def _node(self, _info: object, **asked: str) -> Record | None:
        return next(
            (self._pull_node(pull) for pull in self.github.pulls if pull["node_id"] == asked["id"]), None
        )

    def _mutations(self) -> dict[str, Callable[..., Record]]:
        return {
            "createRef": self._create_ref,
            "createCommitOnBranch": self._create_commit,
            "convertPullRequestToDraft": lambda _, **asked: self._set_draft(asked["input"], draft=True),
            "markPullRequestReadyForReview": lambda _, **asked: self._set_draft(asked["input"], draft=False),
        }

    def _create_ref(self, _info: object, **asked: Record) -> Record:
        given = asked["input"]
        branch = given["name"].removeprefix("refs/heads/")
        if self._head(branch):
            raise GraphQLError(f'A ref named "{given["name"]}" already exists in the repository.')
        if self.github.kind(given["oid"]) != "commit":
            raise GraphQLError("Object does not exist")
        self.github.git("update-ref", f"refs/heads/{branch}", given["oid"], "0" * 40)
        return {"ref": self._ref(branch)}

    def _create_commit(self, _info: object, **asked: Record) -> Record:
        given = asked["input"]
        branch = given["branch"]["branchName"]
        head = self._head(branch)
        if head != given["expectedHeadOid"]:
            raise GraphQLError(
                f"Expected branch to point to {given['expectedHeadOid']} but it points to {head}."
            )
        changes, lines = given["fileChanges"], []
        for addition in changes.get("additions") or []:
            try:
                data = base64.b64decode(addition["contents"], validate=True)
            except binascii.Error:
                raise GraphQLError("contents is not Base64") from None
            sha = self.github.git("hash-object", "-w", "--stdin", stdin=data)
            lines.append(f"100644 {sha}\t{addition['path']}")
        lines += [f"0 {'0' * 40}\t{gone['path']}" for gone in changes.get("deletions") or []]
        tree = self.github.write_tree(head, lines)
        made = self.github.git("commit-tree", tree, "-p", head, "-m", given["message"]["headline"], **WHO)
        self.github.git("update-ref", f"refs/heads/{branch}", made, head)
        return {"commit": self._commit(made)}

    def _set_draft(self, given: Record, *, draft: bool) -> Record:
        pull = next((one for one in self.github.pulls if one["node_id"] == given["pullRequestId"]), None)
        if pull is None:
            raise GraphQLError("Could not resolve to a node with the global id.")
        pull["draft"] = draft
        return {"pullRequest": self._pull_node(pull)}

    def _head(self, branch: str) -> str | None:
        return self.github.branches().get(branch)


_NUMBER = r"(?P<number>\d+)"
_ROUTES: dict[tuple[str, str], Callable[[EditedRepository, re.Match[str], Record, str], Answer]] = {
    ("GET", r"/collaborators/(?P<login>[\w-]+)"): EditedRepository.collaborator,
    ("GET", r"/git/trees/(?P<tree>[\w./-]+)"): EditedRepository.tree,
    ("GET", r"/git/blobs/(?P<sha>\w+)"): EditedRepository.blob,
    ("POST", "/pulls"): EditedRepository.open_pull,
    ("PATCH", f"/pulls/{_NUMBER}"): EditedRepository.close,
    ("POST", f"/issues/{_NUMBER}/labels"): EditedRepository.labels,
    ("GET", f"/issues/{_NUMBER}"): EditedRepository.issue,
    ("PATCH", f"/issues/{_NUMBER}"): EditedRepository.issue,
    ("DELETE", r"/git/refs/heads/(?P<branch>[\w./-]+)"): EditedRepository.drop_ref,
}


class _Handler(RequestHandler):
    edited: EditedRepository

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.edited.requests.append(f"{self.command} {path}")
        if self.command != "GET":
            self.edited.bodies.append(body)
        try:
            if self.headers.get("Authorization") != f"token {TOKEN}":
                raise Refusal(401, "Bad credentials")
            with self.edited.github.lock:
                if path == "/graphql" and self.command == "POST":
                    status, answer = 200, json.dumps(self.edited.graphql(body)).encode()
                else:
                    status, answer = self.edited.rest(
                        self.command, path, self.headers.get("Accept", "*/*"), body
                    )
        except Refusal as refusal:
            status, answer = refusal.status, json.dumps(refusal.body).encode()
        raw = self.headers.get("Accept") == "application/vnd.github.raw" and status == 200
        kind = "application/octet-stream" if raw else "application/json; charset=utf-8"
        self.reply(status, answer, {"Content-Type": kind, "Access-Control-Allow-Origin": "*"})

    do_POST = do_PATCH = do_PUT = do_DELETE = do_GET


@contextmanager
def editor_api(edited: EditedRepository) -> Iterator[str]:
    """The API's address, while the block runs."""
    with LocalServer(_Handler, edited=edited) as server:
        yield server.url
