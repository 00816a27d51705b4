"""The public site as plain data: view models, and the plan of every page and file.

Templates in `theme/templates` draw what is planned here; nothing in this room writes HTML files.
"""

from goodnews.site.links import EDITOR
from goodnews.site.page import Page, settled_page
from goodnews.site.plan import plan_assets, plan_pages, plan_sitemap
from goodnews.site.search import index_stories
from goodnews.site.static_pages import (
    INTRODUCED,
    StaticPage,
    check_introductions,
    parse_introduction,
    parse_page,
)
from goodnews.site.theme import ThemeAssets, load_theme, make_theme

__all__ = [
    "EDITOR",
    "INTRODUCED",
    "Page",
    "StaticPage",
    "ThemeAssets",
    "check_introductions",
    "index_stories",
    "load_theme",
    "make_theme",
    "parse_introduction",
    "parse_page",
    "plan_assets",
    "plan_pages",
    "plan_sitemap",
    "settled_page",
]
