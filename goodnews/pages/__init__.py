"""The public site as plain data: view models, and the plan of every page and file.

Templates in `theme/templates` draw what is planned here; nothing in this room writes HTML files.
"""

from goodnews.pages.calendar import next_change
from goodnews.pages.look import ThemeAssets, load_theme, make_theme
from goodnews.pages.page import Asset, Page, StaticPage, settled_page
from goodnews.pages.plan import plan_assets, plan_pages, plan_story
from goodnews.pages.related import Related, relate, what_relates
from goodnews.pages.search import index_stories
from goodnews.pages.sitemap import plan_sitemap
from goodnews.pages.texts import parse_page

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
