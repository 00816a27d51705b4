"""`/sitemap.xml`: every page that is worth finding, with the day it last changed.

Written here, because the plugin for Pelican gives every listing the time of the build, so that its
file is new each time, and is written in place.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from goodnews.pages.page import Asset, Page
from goodnews.rendered import Rendered
from goodnews.trust import Trust

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DEFAULT: Any = {None: NAMESPACE}
_NOT_TO_BE_FOUND = {"missing", "redirect", "removed", "search"}


def plan_sitemap(pages: Iterable[Page], public: Sequence[Rendered], trust: Trust) -> Asset:
    """List the addresses of all pages but the ones that say that something is not there."""
    changed: dict[str, datetime] = {
        f"{each.story.address}index.html": each.story.front.modified or each.story.front.date
        for each in public
    }
    urlset = etree.Element(f"{{{NAMESPACE}}}urlset", nsmap=_DEFAULT)
    for page in sorted(pages, key=lambda page: page.path):
        if page.template in _NOT_TO_BE_FOUND:
            continue
        url = etree.SubElement(urlset, f"{{{NAMESPACE}}}url")
        address = trust.url(page.path.removesuffix("index.html"))
        etree.SubElement(url, f"{{{NAMESPACE}}}loc").text = address
        if when := changed.get(page.path):
            etree.SubElement(url, f"{{{NAMESPACE}}}lastmod").text = when.isoformat(timespec="seconds")
    data: bytes = etree.tostring(urlset, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Asset("sitemap.xml", data)
