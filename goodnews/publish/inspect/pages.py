"""What each page needs by itself, whether it can be found, and whether every link and photo has its place.

The editor's script runs on its own page and on no other, under the policy that was meant for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from goodnews.config import SiteConfig
from goodnews.editor import PAGE_POLICY
from goodnews.problems import Problem, Severity
from goodnews.publish.html_facts import HtmlFacts, Named
from goodnews.publish.inspect.site import CLEAN, BuiltSite, Sources, problem
from goodnews.site.links import EDITOR

_TELL = "Tell whoever looks after the site's pages."
_UNLISTED = re.compile(r"(^|/)(404|50x)\.html$")
_PRIVATE_FOLDERS = ("photos/", "cards/", "files/")
EDITOR_PAGE = f"{EDITOR}index.html"
_BROKEN = problem("", "link-broken", "and there is nothing there.", "Correct the link, or remove it.")
_LOST = problem(
    "", "link-anchor", "and that page has no such place.", "Correct the part after #.", Severity.WARNING
)


def inspect_links(site: BuiltSite, sources: Sources) -> Iterator[Problem]:
    """Find links to files that are not there, and photos that nothing shows."""
    uses: dict[tuple[Problem, str, str], list[tuple[str, Named]]] = defaultdict(list)
    used: set[str] = set()
    for page, named in site.names:
        path, anchor = site.resolve(named.address, page) or ("", "")
        if not path:
            continue
        used.add(path)
        if path not in site.known:
            uses[_BROKEN, path, anchor].append((page, named))
        elif _is_lost(site, path, anchor):
            uses[_LOST, path, anchor].append((page, named))
    for (about, _path, _anchor), links in uses.items():
        yield from _link(links, sources, about)
    shown = {_picture(path) for path in used}
    for path in site.paths:
        if path.startswith(_PRIVATE_FOLDERS) and _picture(path) not in shown:
            message = "No page or feed shows this file, so it may belong to a story that is not public."
            yield problem(path, "photo-unexplained", message, CLEAN)


def _is_lost(site: BuiltSite, path: str, anchor: str) -> bool:
    """Whether a page has no such place. The editor's form has places that no file holds."""
    if not anchor or anchor == "top" or path not in site.pages or path.startswith(EDITOR):
        return False
    return anchor not in site.pages[path].anchors


def _link(uses: list[tuple[str, Named]], sources: Sources, about: Problem) -> Iterator[Problem]:
    """The link wherever somebody wrote it; one that nobody did is on many pages, and said once."""
    places = {place: named for page, named in uses if (place := sources.find(page, named.address))}
    for (file, line), named in places.items():
        message = f"A link leads to {named.address}, {about.message}"
        yield about._replace(file=file, line=line, message=message)
    if not places:
        page, named = uses[0]
        pages = len({page for page, _ in uses})
        also = f" ({pages} pages have it.)" if pages > 1 else ""
        message = f"A link leads to {named.address}, {about.message}{also}"
        yield about._replace(file=f"output/{page}", line=named.line, message=message)


def _picture(path: str) -> str:
    """A photo by any of its sizes: `photos/3fa2c19b0d12e4f7` for `photos/3fa2c19b0d12e4f7-960.avif`."""
    return path.rpartition(".")[0].rpartition("-")[0] or path


def inspect_pages(site: BuiltSite, sources: Sources) -> Iterator[Problem]:
    """Look at every HTML page; those of the search are not ours."""
    pages = {path: facts for path, facts in site.pages.items() if not path.startswith("pagefind/")}
    for path, facts in pages.items():
        yield from _check_addresses(path, facts, site.url, sources)
        yield from _check_words(path, facts, sources)
        yield from _check_headings(path, facts)
    yield from _check_reachable(site, pages)


def _check_addresses(path: str, page: HtmlFacts, own: str, sources: Sources) -> Iterator[Problem]:
    # A trial on this machine has an address of its own that is not secure; `site-address` says so once.
    addresses = (named.address for named in page.names if not named.address.startswith(own))
    for address in dict.fromkeys(address for address in addresses if address.lower().startswith("http://")):
        message = f"This page uses {address[:80]}, which is not secure."
        hint = "Use its address with https://, or leave it out."
        yield sources.place(problem(path, "built-not-secure", message, hint), address)


def _check_words(path: str, page: HtmlFacts, sources: Sources) -> Iterator[Problem]:
    for message, address in dict.fromkeys(page.unnamed):
        yield sources.place(problem(path, "built-no-words", f"On this page, {message}.", _TELL), address)
    if not page.hidden and not (page.title and page.language):
        missing = "title" if not page.title else "language"
        yield problem(path, "built-no-words", f"This page has no {missing}.", _TELL)


def _check_headings(path: str, page: HtmlFacts) -> Iterator[Problem]:
    if page.hidden:
        return
    if page.headings.count(1) != 1:
        message = f"This page has {page.headings.count(1)} main headings; it needs exactly one."
        yield problem(path, "built-headings", message, _TELL)
    above = page.headings[0] if page.headings else 1
    for level in page.headings:
        if level > above + 1:
            message = f"A heading of level {level} follows one of level {above}."
            yield problem(path, "built-headings", message, _TELL, Severity.WARNING)
        above = level


def _check_reachable(site: BuiltSite, pages: Mapping[str, HtmlFacts]) -> Iterator[Problem]:
    """Find pages that no reader can reach from the home page by following links."""
    reached: set[str] = set()
    ahead = ["index.html"]
    while ahead:
        path = ahead.pop()
        if path in pages and path not in reached:
            reached.add(path)
            targets = (site.resolve(named.address, path) for named in pages[path].names)
            ahead += [target[0] for target in targets if target]
    for path, page in pages.items():
        if path not in reached and not page.hidden and not _UNLISTED.search(path):
            message = "No page links here, so nobody can find it."
            yield problem(path, "built-orphan", message, "Link to it, or take it out.", Severity.WARNING)


def inspect_editor(site: BuiltSite, config: SiteConfig, sources: Sources) -> Iterator[Problem]:
    """Look for an editor nobody asked for, for its files on other pages, and for others' on its own."""
    for path in site.paths:
        if path.startswith(EDITOR) and not config.editor:
            yield problem(path, "editor-off", "This is the editor's, and TRUST_EDITOR is off.", CLEAN)
    for page, named in site.names:
        target = (site.resolve(named.address, page) or ("",))[0]
        if page != EDITOR_PAGE and target.startswith(EDITOR) and target != EDITOR_PAGE:
            message = f"This page uses {target}, which may run on the editor's own page alone."
            elsewhere = problem(page, "editor-elsewhere", message, "Take it out.", line=named.line)
            yield sources.place(elsewhere, named.address)
    if EDITOR_PAGE not in site.known or not config.editor:
        return
    if site.pages[EDITOR_PAGE].policy != PAGE_POLICY:
        message = "This page does not say what may run on it, or not as it is meant to."
        yield problem(EDITOR_PAGE, "editor-policy", message, "Put theme/templates/edit.html back as it was.")
    for script in site.pages[EDITOR_PAGE].scripts:
        if site.resolve(script, EDITOR_PAGE) != (f"{EDITOR}editor.js", ""):
            yield problem(
                EDITOR_PAGE, "editor-script", f"This page runs {script[:80]}.", "Only editor.js may run here."
            )
