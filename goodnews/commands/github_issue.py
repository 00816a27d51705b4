"""One issue on GitHub that is brought up to date: opened, rewritten, closed, opened again, never repeated."""

from collections.abc import Iterator, Mapping
from typing import Any

from goodnews.github import GitHub, is_trusted

MARK = "<!-- kept up to date by ./inv stale -->"
"""The first line of our issue; by it we know it again."""
TITLE = "Stories that need another look"


def upsert_issue(github: GitHub, body: str) -> str:
    """Make the one issue say `body`, or close it when there is nothing to say; tell what was done."""
    issue = next(_ours(github), None)
    text = f"{MARK}\n{body}" if body else f"{MARK}\nNothing needs another look.\n"
    state = "open" if body else "closed"
    if issue is None:
        if not body:
            return "Nothing to write down."
        made = github.ask("POST", "/issues", json={"title": TITLE, "body": text})
        return f"Opened issue {made['number']}."
    number = issue["number"]
    if issue["state"] == state and (not body or _same(issue.get("body"), text)):
        return f"Issue {number} says so already." if body else "Nothing to write down."
    github.ask("PATCH", f"/issues/{number}", json={"body": text, "state": state})
    return f"Brought issue {number} up to date." if body else f"Closed issue {number}: nothing is left on it."


def _ours(github: GitHub) -> Iterator[Mapping[str, Any]]:
    """Issues with our mark, newest first, from us: a stranger can copy the mark, not who they are."""
    for issue in github.pages("/issues", {"state": "all", "sort": "created", "direction": "desc"}):
        if is_trusted(issue) and "pull_request" not in issue and (issue.get("body") or "").startswith(MARK):
            yield issue


def _same(shown: str | None, text: str) -> bool:
    """GitHub keeps Windows line ends when somebody edited the issue by hand."""
    return (shown or "").replace("\r\n", "\n").strip() == text.strip()
