"""What each page needs by itself, and whether every page can be found."""

import re
from collections.abc import Iterator, Mapping

from goodnews.problems import Problem, Severity
from goodnews.publish.html_facts import HtmlFacts
from goodnews.publish.inspect.site import BuiltSite

_TELL = "Tell whoever looks after the site's pages."
_UNLISTED = re.compile(r"(^|/)(404|50x)\.html$")


def inspect_pages(site: BuiltSite) -> Iterator[Problem]:
    """Look at every HTML page; those of the search are not ours."""
    pages = {path: facts for path, facts in site.pages.items() if not path.startswith("pagefind/")}
    for path, facts in pages.items():
        yield from _insecure(path, facts, site.url)
        yield from _named(path, facts)
        yield from _stepped(path, facts)
    yield from _orphans(site, pages)


def _problem(page: str, severity: Severity, code: str, message: str, hint: str) -> Problem:
    return Problem(f"output/{page}", 1, severity, code, message, hint)


def _insecure(path: str, page: HtmlFacts, own: str) -> Iterator[Problem]:
    # A trial on this machine has an address of its own that is not secure; `site-address` says so once.
    addresses = (named.address for named in page.names if not named.address.startswith(own))
    for address in dict.fromkeys(address for address in addresses if address.lower().startswith("http://")):
        message = f"This page uses {address[:80]}, which is not secure."
        yield _problem(
            path,
            Severity.ERROR,
            "built-not-secure",
            message,
            "Use its address with https://, or leave it out.",
        )


def _named(path: str, page: HtmlFacts) -> Iterator[Problem]:
    for message in dict.fromkeys(page.unnamed):
        yield _problem(path, Severity.ERROR, "built-no-words", f"On this page, {message}.", _TELL)
    if not page.hidden and not (page.title and page.language):
        missing = "title" if not page.title else "language"
        yield _problem(path, Severity.ERROR, "built-no-words", f"This page has no {missing}.", _TELL)


def _stepped(path: str, page: HtmlFacts) -> Iterator[Problem]:
    if page.hidden:
        return
    if page.headings.count(1) != 1:
        message = f"This page has {page.headings.count(1)} main headings; it needs exactly one."
        yield _problem(path, Severity.ERROR, "built-headings", message, _TELL)
    above = page.headings[0] if page.headings else 1
    for level in page.headings:
        if level > above + 1:
            message = f"A heading of level {level} follows one of level {above}."
            yield _problem(path, Severity.WARNING, "built-headings", message, _TELL)
        above = level


def _orphans(site: BuiltSite, pages: Mapping[str, HtmlFacts]) -> Iterator[Problem]:
    """Pages that no reader can reach from the home page by following links."""
    reached: set[str] = set()
    ahead = ["index.html"]
    while ahead:
        path = ahead.pop()
        if path in pages and path not in reached:
            reached.add(path)
            found = (site.resolve(named.address, path) for named in pages[path].names)
            ahead += [target[0] for target in found if target]
    for path, page in pages.items():
        if path not in reached and not page.hidden and not _UNLISTED.search(path):
            message = "No page links here, so nobody can find it."
            yield _problem(path, Severity.WARNING, "built-orphan", message, "Link to it, or take it out.")
