"""Every internal link leads to a file, and every photo is there because something shows it."""

from collections import defaultdict
from collections.abc import Iterator

from goodnews.problems import Problem, Severity
from goodnews.publish.html_facts import Named
from goodnews.publish.inspect.site import BuiltSite

_PRIVATE_FOLDERS = ("photos/", "cards/", "files/")


def inspect_links(site: BuiltSite) -> Iterator[Problem]:
    """Find links to files that are not there, and photos that nothing shows."""
    broken: dict[str, list[tuple[str, Named]]] = defaultdict(list)
    lost_anchors: dict[str, list[tuple[str, Named]]] = defaultdict(list)
    used: set[str] = set()
    for page, named in site.names():
        found = site.resolve(named.address, page)
        if found is None:
            continue
        path, anchor = found
        used.add(path)
        if path not in site.known:
            broken[named.address].append((page, named))
        elif anchor and path in site.pages and anchor not in site.pages[path].anchors and anchor != "top":
            lost_anchors[named.address].append((page, named))
    for address, places in sorted(broken.items()):
        yield _problem(
            places,
            Severity.ERROR,
            "link-broken",
            f"A link leads to {address}, and there is nothing there.",
            "Correct the link, or remove it.",
        )
    for address, places in sorted(lost_anchors.items()):
        yield _problem(
            places,
            Severity.WARNING,
            "link-anchor",
            f"A link leads to {address}, and that page has no such place.",
            "Correct the part after #.",
        )
    shown = {_picture(path) for path in used}
    for path in site.paths:
        if path.startswith(_PRIVATE_FOLDERS) and _picture(path) not in shown:
            yield Problem(
                f"output/{path}",
                1,
                Severity.ERROR,
                "photo-unexplained",
                "No page or feed shows this file, so it may belong to a story that is not public.",
                "Run the clean task and publish again. If it stays, tell whoever looks after the site.",
            )


def _problem(
    places: list[tuple[str, Named]], severity: Severity, code: str, message: str, hint: str
) -> Problem:
    page, named = places[0]
    pages = len({place for place, _ in places})
    also = f" ({pages} pages have it.)" if pages > 1 else ""
    return Problem(f"output/{page}", named.line, severity, code, message + also, hint)


def _picture(path: str) -> str:
    """A photo by any of its sizes: `photos/3fa2c19b0d12e4f7` for `photos/3fa2c19b0d12e4f7-960.avif`."""
    return path.rpartition(".")[0].rpartition("-")[0] or path
