"""The public site as plain data: view models, and the plan of every page and file.

Templates in `theme/templates` draw what is planned here; nothing in this room writes HTML files.
"""

from goodnews.site.calendar import next_change
from goodnews.site.page import Asset, Page, StaticPage, settled_page
from goodnews.site.plan import plan_assets, plan_pages, plan_story
from goodnews.site.related import Related, relate, what_relates
from goodnews.site.search import index_stories
from goodnews.site.sitemap import plan_sitemap
from goodnews.site.static_pages import parse_page
from goodnews.site.theme import ThemeAssets, load_theme, make_theme

__all__ = [
    "Asset",
    "Page",
    "Related",
    "StaticPage",
    "ThemeAssets",
    "index_stories",
    "load_theme",
    "make_theme",
    "next_change",
    "parse_page",
    "plan_assets",
    "plan_pages",
    "plan_sitemap",
    "plan_story",
    "relate",
    "settled_page",
    "what_relates",
]
