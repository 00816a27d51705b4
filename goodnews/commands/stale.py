"""`./inv stale`: what was right when it was published, and is not any more."""

import ipaddress
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.checks.context import outline_of
from goodnews.commands.reporting import code_span, escape_markdown
from goodnews.config import SiteConfig
from goodnews.github import GitHub, is_trusted
from goodnews.markdown.body import Text, render
from goodnews.pages import read_pages
from goodnews.problems import Problem, Severity
from goodnews.story import Story, Visibility

LINK = "link-gone"
PARTS = {
    "Consents that end": ("consent-ending", "consent-ended"),
    "Recordings without captions": ("live-captions", "live-over"),
    "Links that lead nowhere": (LINK,),
}
"""What may be stale, by its heading: the codes of its problems."""
MARK = "<!-- kept up to date by ./inv stale -->"
"""The first line of our issue; by it we know it again."""
TITLE = "Stories that need another look"
MOST_LINKS = 1000
"""Addresses asked in one run."""
HOPS = 5
TIMEOUT = 15.0
_GONE = {requests.codes.not_found, requests.codes.gone}


def find_stale(
    root: Path,
    config: SiteConfig,
    now: datetime,
    broken: Callable[[Iterable[str]], Mapping[str, str]],
) -> list[Problem]:
    """All that needs another look in stories that are, or will be, on the site.

    `broken` asks addresses, and gives those that are broken and why. A story that can't be read is left to
    the check.
    """
    content = load_content(root, config, now, open_cache(root))
    shown = [story for story in content.stories.stories if story.visibility(now) in _ON_THE_SITE]
    files, codes = {story.file for story in shown}, {code for codes in PARTS.values() for code in codes}
    links = {(story.file, *link) for story in shown for link in _links_of(story)}
    pages, _unread = read_pages(root / "content", root)
    for file, text in pages.items():
        links |= {(file, link.line, link.href) for link in render(Text(text)).outline.links}
    answers = broken(address for _, _, address in links)
    return [
        *(problem for problem in content.problems if problem.file in files and problem.code in codes),
        *(
            Problem(file, line, Severity.WARNING, LINK, address, answers[address])
            for file, line, address in sorted(links)
            if address in answers
        ),
    ]


def as_markdown(problems: Sequence[Problem]) -> str:
    """A list for the issue and for the terminal; empty when nothing is stale."""
    lines: list[str] = []
    for title, codes in PARTS.items():
        items = [_item(problem) for problem in problems if problem.code in codes]
        lines += [f"## {title}", "", *items, ""] if items else []
    return "\n".join(lines)


def _item(problem: Problem) -> str:
    quote = code_span if problem.code == LINK else escape_markdown
    where = f"{code_span(problem.file)} line {problem.line}"
    return f"- [ ] {where}: {quote(problem.message)} {escape_markdown(problem.hint)}"


_ON_THE_SITE = frozenset({Visibility.PUBLIC, Visibility.EMBARGOED})


def _links_of(story: Story) -> list[tuple[int, str]]:
    """Every address that a story leads to, with its line."""
    meta, line = story.meta, story.lines
    links = [(link.line, link.href) for link in outline_of(story).links]
    if meta.video and meta.video.url:
        links.append((line("video", "url"), meta.video.url))
    if meta.bsl:
        links.append((line("bsl", "url"), meta.bsl.url))
    # Where something was live may go when it is over. A recording is a promise.
    if meta.live and meta.live.recording:
        links.append((line("live", "recording"), meta.live.recording))
    return links


def is_public_host(host: str) -> bool:
    """Whether a name leads only to the public internet: a link is a stranger's text, and we run inside."""
    try:
        addresses = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return True  # No address at all: asking will fail, and say so.
    return all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in addresses)


def find_broken(
    addresses: Iterable[str], may_ask: Callable[[str], bool] = is_public_host
) -> Mapping[str, str]:
    """Ask each address once, twice when it did not answer; give those that are broken, and why.

    Only `http` and `https` are asked, and only hosts that `may_ask` lets pass. A place that turns robots away
    (401, 403, 429) is there, and is left in peace.
    """
    outside = {address for address in addresses if address.startswith(("https://", "http://"))}
    requested = sorted(outside)[:MOST_LINKS]

    def ask_twice(address: str) -> str:
        first = _ask(address, may_ask)
        return _ask(address, may_ask) if first.startswith("It did not answer") else first

    with ThreadPoolExecutor(8) as pool:
        answers = zip(requested, pool.map(ask_twice, requested), strict=True)
        return {address: why for address, why in answers if why}


def _ask(address: str, may_ask: Callable[[str], bool]) -> str:
    """Why an address is broken, or nothing. Every step of a redirect is looked at before it is taken."""
    here = address
    for _ in range(HOPS):
        try:
            host = urlsplit(here).hostname or ""
        except ValueError:
            return "It leads to an address that is not one."
        if not may_ask(host):
            return "It leads to a private network."
        try:
            with requests.get(
                here,
                headers={"User-Agent": "goodnews-stale"},
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as answer:
                status, onward = answer.status_code, answer.headers.get("Location")
        except requests.exceptions.SSLError:
            return "Its certificate is not valid."
        except (requests.RequestException, OSError, UnicodeError):
            return "It did not answer."
        if status in _GONE:
            return f"The page is gone ({status})."
        if status >= requests.codes.server_error:
            return f"It did not answer properly ({status})."
        if onward is None or not requests.codes.multiple_choices <= status < requests.codes.bad_request:
            return ""
        here = urljoin(here, onward)
    return "It leads round in circles."


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
