"""One issue on GitHub that is brought up to date: opened, rewritten, closed, opened again, never repeated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests

from goodnews.problems import CommandError

MARK = "<!-- kept up to date by ./inv stale -->"
"""The first line of our issue; by it we know it again."""
TITLE = "Stories that need another look"
PAGES = 10
TIMEOUT = 30.0
_OURS = {"OWNER", "MEMBER", "COLLABORATOR"}


@dataclass(frozen=True)
class GitHubIssues:
    """Where the issues of a repository are kept.

    Attributes:
        api: the API's address, without a closing slash.
        repository: `owner/name`.
        token: a secret that may write issues; it appears in no message.
    """

    api: str
    repository: str
    token: str

    def ask(self, method: str, path: str, **given: Any) -> Any:
        """Ask GitHub, and give the answer's JSON.

        Raises:
            CommandError: it can't be reached, or it refuses.
        """
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.api}/repos/{self.repository}{path}"
        try:
            answer = requests.request(method, address, headers=headers, timeout=TIMEOUT, **given)
            if answer.ok:
                return answer.json()
        except (requests.RequestException, ValueError):
            raise CommandError(
                "GitHub could not be reached.", "Run this again later: nothing is lost."
            ) from None
        raise CommandError(
            f"GitHub refused ({answer.status_code}).",
            "Check that the token may write issues, and that the repository has issues switched on.",
        )


def issues_from(environ: Mapping[str, str]) -> GitHubIssues:
    """The desk that GitHub's own variables describe.

    Raises:
        CommandError: one of them is missing.
    """
    token, repository = environ.get("GITHUB_TOKEN", ""), environ.get("GITHUB_REPOSITORY", "")
    if not token or not repository:
        raise CommandError(
            "An issue needs GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name).",
            "The Stale workflow sets both. Without --issue the list is printed here.",
        )
    api = environ.get("GITHUB_API_URL") or "https://api.github.com"
    return GitHubIssues(api.rstrip("/"), repository, token)


def upsert_issue(desk: GitHubIssues, body: str) -> str:
    """Make the one issue say `body`, or close it when there is nothing to say; tell what was done."""
    found = next(_ours(desk), None)
    text = f"{MARK}\n{body}" if body else f"{MARK}\nNothing needs another look.\n"
    state = "open" if body else "closed"
    if found is None:
        if not body:
            return "Nothing to write down."
        made = desk.ask("POST", "/issues", json={"title": TITLE, "body": text})
        return f"Opened issue {made['number']}."
    number = found["number"]
    if found["state"] == state and (not body or _same(found.get("body"), text)):
        return f"Issue {number} says so already." if body else "Nothing to write down."
    desk.ask("PATCH", f"/issues/{number}", json={"body": text, "state": state})
    return f"Brought issue {number} up to date." if body else f"Closed issue {number}: nothing is left on it."


def _ours(desk: GitHubIssues) -> Iterator[Mapping[str, Any]]:
    """Issues with our mark, newest first, from us: a stranger can copy the mark, not who they are."""
    for page in range(1, PAGES + 1):
        asked = {"state": "all", "sort": "created", "direction": "desc", "per_page": 100, "page": page}
        issues = desk.ask("GET", "/issues", params=asked)
        for issue in issues:
            trusted = (
                issue.get("author_association") in _OURS or issue["user"]["login"] == "github-actions[bot]"
            )
            if trusted and "pull_request" not in issue and (issue.get("body") or "").startswith(MARK):
                yield issue
        if not issues:
            return


def _same(shown: str | None, text: str) -> bool:
    """GitHub keeps Windows line ends when somebody edited the issue by hand."""
    return (shown or "").replace("\r\n", "\n").strip() == text.strip()
