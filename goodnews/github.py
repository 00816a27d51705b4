"""GitHub's API, as much of it as the tasks use: one client, with plain words when it refuses."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import requests

from goodnews.problems import CommandError

VERSION = "2022-11-28"
TIMEOUT = 30.0
MOST_PAGES = 10
"""Of a list, a hundred entries each."""
_TRUSTED = {"OWNER", "MEMBER", "COLLABORATOR"}


class GitHubRefused(CommandError):
    """GitHub said no: `status` is its number, and `reason` its own words."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(
            f"GitHub refused ({status}){f': {reason}' if reason else ''}.",
            "Check that the token may do this, and that the repository has it switched on: docs/running.md "
            "says what each task needs.",
        )


@dataclass(frozen=True)
class GitHub:
    """A repository, `owner/name`, on GitHub, whose `api` is an address without a closing slash.

    The token is a secret, and appears in no message.
    """

    api: str
    repository: str
    token: str

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """Ask about the repository, and give the answer's JSON.

        GitHubRefused when it said no. CommandError when it can't be reached, or does not answer as GitHub
        does.
        """
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": VERSION,
        }
        address = f"{self.api}/repos/{self.repository}{path}"
        try:
            # A redirect (a repository that was renamed) would turn a POST into a GET.
            response = requests.request(
                method, address, headers=headers, timeout=TIMEOUT, allow_redirects=method == "GET", **options
            )
            content = response.json() if response.content else None
        except (requests.RequestException, ValueError):
            raise CommandError(
                "GitHub could not be reached.", "Run this again later: nothing is lost."
            ) from None
        if HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES:
            return content
        raise GitHubRefused(response.status_code, _reason(content))

    def pages(self, path: str, query: Mapping[str, str] | None = None) -> Iterator[Mapping[str, Any]]:
        """The entries of a list, page by page, up to `MOST_PAGES`."""
        for page in range(1, MOST_PAGES + 1):
            entries = self.ask("GET", path, params={**(query or {}), "per_page": 100, "page": page})
            yield from entries
            if len(entries) < 100:
                return

    def is_private(self) -> bool:
        """Whether only some may see it; what GitHub does not say counts as public."""
        try:
            return self.ask("GET", "").get("private") is True
        except GitHubRefused:
            return False

    def tip(self, branch: str) -> str:
        """The commit that a branch is at."""
        return str(self.ask("GET", f"/git/ref/heads/{branch}")["object"]["sha"])

    def commit(self, parent: str, files: Mapping[str, bytes | None], message: str) -> str:
        """Make a commit on top of another that writes files, and removes those that are None."""
        base = self.ask("GET", f"/git/commits/{parent}")["tree"]["sha"]
        blobs = {path: None if data is None else self._blob(data) for path, data in files.items()}
        entry = {"mode": "100644", "type": "blob"}
        entries = [{**entry, "path": path, "sha": blob} for path, blob in blobs.items()]
        tree = self.ask("POST", "/git/trees", json={"base_tree": base, "tree": entries})["sha"]
        commit = {"message": message, "tree": tree, "parents": [parent]}
        return str(self.ask("POST", "/git/commits", json=commit)["sha"])

    def _blob(self, data: bytes) -> str:
        content = {"content": base64.b64encode(data).decode(), "encoding": "base64"}
        return str(self.ask("POST", "/git/blobs", json=content)["sha"])

    def create_ref(self, name: str, commit: str) -> bool:
        """Make a ref (`heads/mail/1`), or say that there is one: of two that try, one alone makes it."""
        try:
            self.ask("POST", "/git/refs", json={"ref": f"refs/{name}", "sha": commit})
        except GitHubRefused as refusal:
            if refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY and "already exists" in refusal.reason:
                return False
            raise
        return True

    def pull_request_of(self, branch: str) -> Mapping[str, Any] | None:
        """The pull request from a branch of this repository, the newest if there are several, open or not."""
        owner = self.repository.partition("/")[0]
        query = {"state": "all", "head": f"{owner}:{branch}", "per_page": 1}
        pulls = self.ask("GET", "/pulls", params=query)
        return pulls[0] if pulls else None

    def open_draft(
        self, branch: str, base: str, title: str, body: str, *, draft: bool = True
    ) -> Mapping[str, Any]:
        """Open a draft pull request; where a plan has no drafts, one that is no draft.

        The one that is there already, if somebody opened it meanwhile.
        """
        request = {"title": title, "head": branch, "base": base, "body": body, "draft": draft}
        try:
            pull: Mapping[str, Any] = self.ask("POST", "/pulls", json=request)
        except GitHubRefused as refusal:
            if "already exists" in refusal.reason and (existing := self.pull_request_of(branch)):
                return existing
            if draft and "Draft pull requests are not supported" in refusal.reason:
                return self.open_draft(branch, base, title, body, draft=False)
            raise
        return pull


def folder_link(page: str, repository: str, branch: str, key: str) -> str:
    """A page of GitHub's about a story's folder on a branch: `upload`, which takes files, or `tree`.

    >>> folder_link("upload", "a-sister/stories", "patch-1", "2026/tea")
    'https://github.com/a-sister/stories/upload/patch-1/content/stories/2026/tea'
    """
    return f"https://github.com/{repository}/{page}/{quote(branch)}/content/stories/{quote(key)}"


def is_trusted(post: Mapping[str, Any]) -> bool:
    """Whether an issue or a comment is from one of us, or from our own workflow."""
    login = (post.get("user") or {}).get("login")  # of somebody who left GitHub there is none
    return post.get("author_association") in _TRUSTED or login == "github-actions[bot]"


def github_from(environ: Mapping[str, str], purpose: str) -> GitHub:
    """The repository that GitHub's own variables describe.

    `purpose` is what can't be done without them, `An issue`. CommandError when one of them is missing.
    """
    token, repository = environ.get("GITHUB_TOKEN", ""), environ.get("GITHUB_REPOSITORY", "")
    if not token or not repository:
        raise CommandError(
            f"{purpose} needs GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name).",
            "The workflow sets both. On a laptop, set them yourself.",
        )
    api = environ.get("GITHUB_API_URL") or "https://api.github.com"
    return GitHub(api.rstrip("/"), repository, token)


def _reason(answer: Any) -> str:
    """What GitHub says was wrong; each error has words of its own beside the general ones."""
    if not isinstance(answer, dict):
        return ""
    errors = answer.get("errors") or []
    details = [error.get("message", "") if isinstance(error, dict) else str(error) for error in errors]
    return " ".join(filter(None, (str(answer.get("message", "")), *details))).strip().rstrip(".")
