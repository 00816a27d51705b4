"""The map of the site names what is worth finding."""

from types import SimpleNamespace
from typing import Any

from lxml import etree

from goodnews.site.page import Page, settled_page
from goodnews.site.sitemap import NAMESPACE, plan_sitemap


def addresses(pages: list[Page]) -> list[str]:
    config: Any = SimpleNamespace(url=lambda path: f"https://stories.example/{path}")
    root = etree.fromstring(plan_sitemap(pages, [], config).render())
    return [str(loc.text) for loc in root.iter(f"{{{NAMESPACE}}}loc")]


def test_pages_are_listed_by_address_and_in_order() -> None:
    pages = [settled_page("stories/2026/a/index.html", "story", {}), settled_page("index.html", "home", {})]
    assert addresses(pages) == ["https://stories.example/", "https://stories.example/stories/2026/a/"]


def test_what_is_not_there_is_not_listed() -> None:
    kinds = ["missing", "redirect", "removed", "search"]
    assert addresses([settled_page(f"{kind}/index.html", kind, {}) for kind in kinds]) == []
