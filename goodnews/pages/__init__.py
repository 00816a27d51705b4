"""The public site as plain data: view models, and the plan of every page and file.

Templates in `theme/templates` draw what is planned here; nothing in this room writes HTML files.
"""

from goodnews.pages.look import Look, make_look, read_look
from goodnews.pages.page import Page, StandingPage, settled_page
from goodnews.pages.plan import plan_assets, plan_pages
from goodnews.pages.search import index_stories
from goodnews.pages.sitemap import plan_sitemap
from goodnews.pages.texts import parse_page
from goodnews.pages.words import Words, words_for

__all__ = [
    "Look",
    "Page",
    "StandingPage",
    "Words",
    "index_stories",
    "make_look",
    "parse_page",
    "plan_assets",
    "plan_pages",
    "plan_sitemap",
    "read_look",
    "settled_page",
    "words_for",
]
