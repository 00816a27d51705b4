"""`/sitemap.xml`: every page that is worth finding, with the day it last changed.

Written here, because the plugin for Pelican gives every listing the time of the build, so that its
file is new each time, and is written in place.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from goodnews.config import SiteConfig
from goodnews.output import Artifact
from goodnews.rendered import RenderedStory
from goodnews.site.page import Page, digest_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DEFAULT: Any = {None: NAMESPACE}
_NOT_TO_BE_FOUND = {"edit", "missing", "poster", "redirect", "removed", "search"}


def plan_sitemap(pages: Iterable[Page], public: Sequence[RenderedStory], config: SiteConfig) -> Artifact:
    """List the addresses of all pages but the ones that say that something is not there."""
    changed: dict[str, datetime] = {
        f"{rendered.story.address}index.html": rendered.story.meta.modified or rendered.story.meta.date
        for rendered in public
    }
    paths = sorted(page.path for page in pages if page.template not in _NOT_TO_BE_FOUND)
    entries = [
        (
            config.url(path.removesuffix("index.html")),
            changed[path].isoformat(timespec="seconds") if path in changed else None,
        )
        for path in paths
    ]
    return Artifact("sitemap.xml", digest_of(entries), partial(_write, entries))


def _write(entries: Iterable[tuple[str, str | None]]) -> bytes:
    # Parsing and writing XML costs more than all the rest of a build in which no page came or went.
    from lxml import etree  # noqa: PLC0415

    urlset = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap=_DEFAULT)
    for address, when in entries:
        url = etree.SubElement(urlset, f"{{{NAMESPACE}}}url")
        etree.SubElement(url, f"{{{NAMESPACE}}}loc").text = address
        if when:
            etree.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = when
    data: bytes = etree.tostring(urlset, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data
