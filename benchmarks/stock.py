"""Pelican as it comes, with its `simple` theme, on the same stories: pages and feeds of the same kinds."""

import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from benchmarks.builders import Builder
from goodnews.files import write_atomically
from goodnews.story import Story

_SETTINGS = """\
SITENAME = "Show them ours"
SITEURL = "https://stories.merrowdale.example"
AUTHOR = SITENAME
PATH = "content"
ARTICLE_PATHS = ["stories"]
PAGE_PATHS = ["pages"]
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
THEME = "simple"
DEFAULT_PAGINATION = 12
# Pelican's own pattern makes page 6 of `tag-3` and page 1 of `tag-36` the same file.
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
ARTICLE_URL = "stories/{date:%Y}/{slug}/"
PAGE_URL = "{slug}/"
CATEGORY_URL = "categories/{slug}/"
TAG_URL = "tags/{slug}/"
AUTHOR_URL = "teams/{slug}/"
YEAR_ARCHIVE_URL = "archive/{date:%Y}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_SAVE_AS = PAGE_URL + "index.html"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
CATEGORIES_SAVE_AS = "categories/index.html"
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "teams/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None
FEED_RSS = "feed.xml"
CATEGORY_FEED_RSS = CATEGORY_URL + "feed.xml"
TAG_FEED_RSS = TAG_URL + "feed.xml"
AUTHOR_FEED_RSS = AUTHOR_URL + "feed.xml"
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
"""
_CACHED = """\
LOAD_CONTENT_CACHE = CACHE_CONTENT = True
CONTENT_CACHING_LAYER = "reader"
"""


def make_stock(folder: Path, stories: Iterable[Story], pages: Iterable[Path], *, cached: bool) -> Builder:
    """Write the stories, and the standing pages' files, as a project of Pelican's own kind.

    A ward is an author here, the only other shelf that Pelican has. `cached` turns on its cache of texts.
    """
    for story in stories:
        write_atomically(folder / "content" / "stories" / f"{story.key}.md", stock_text(story))
    for page in pages:
        words = page.read_text(encoding="utf-8").split("---\n", 2)[-1]
        title = page.stem.replace("-", " ").capitalize()
        write_atomically(folder / "content" / "pages" / page.name, f"Title: {title}\n\n{words}")
    write_atomically(folder / "pelicanconf.py", _SETTINGS + (_CACHED if cached else ""))
    return Builder(
        name=f"stock Pelican {version('pelican')}{', its cache on' if cached else ''}",
        folder=folder,
        command=(sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "--fatal", "errors"),
        output="output",
        cache=".cache",
        story="content/stories/{}.md".format,
    )


def stock_text(story: Story) -> str:
    """A story with Pelican's metadata."""
    meta = story.meta
    lines = [
        f"Title: {meta.title}",
        f"Date: {meta.date:%Y-%m-%d %H:%M}",
        f"Category: {meta.category}",
        f"Authors: {meta.team or meta.hospital or 'Nobody'}",
        f"Tags: {', '.join(meta.tags)}",
        f"Slug: {story.key.rsplit('/', 1)[-1]}",
        f"Summary: {meta.summary}",
    ]
    return "\n".join(lines) + f"\n\n{story.body}"
