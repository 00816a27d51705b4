"""A Trust, stories and a plan of pages to look at, without a build."""

import textwrap
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from goodnews.config import SiteConfig
from goodnews.photos import PhotoSet, Rendition
from goodnews.rendered import RenderedStory
from goodnews.site.page import Page
from goodnews.site.plan import plan_pages
from goodnews.site.site import Site
from goodnews.site.static_pages import StaticPage
from goodnews.site.theme import load_theme
from goodnews.story import LONDON, Story, parse_moment
from goodnews.templates import JINJA
from tests import trust
from tests.feeds.making import render

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = Environment(loader=FileSystemLoader(THEME / "templates"), **JINJA)  # noqa: S701 - JINJA escapes
NOW = parse_moment("2026-11-24 12:00").astimezone(LONDON)


def make_config(**changes: object) -> SiteConfig:
    """Merrowdale with its stories on GitHub, and settings changed by their names in the settings file."""
    return trust.make_config(**{"TRUST_REPOSITORY": "merrowdale/show-them-ours", **changes})


def make_story(
    key: str = "2026/a-night", more: str = "", body: str = "Cold tea.", **fields: str
) -> RenderedStory:
    """A story from its front matter; each photo in it has three renditions."""
    meta = {
        "title": key.split("/")[1],
        "summary": "What it is like.",
        "date": "2026-11-20 07:45",
        "category": "People",
        **fields,
    }
    head = "\n".join(f"{name}: {value}" for name, value in meta.items())
    story = trust.make_story(key, f"{head}\n{textwrap.dedent(more)}", body)
    return render(story, photos={note.file: make_photo() for note in story.meta.photos})


def make_photo(width: int = 1600, height: int = 1067) -> PhotoSet:
    renditions = [
        Rendition(f"0a{size}-{size}.{kind}", size, size * height // width, f"image/{kind}", 1, "/nowhere")
        for kind, size in (("avif", 480), ("avif", 960), ("avif", 1440), ("jpeg", 1440))
    ]
    return PhotoSet("0" * 64, width, height, "#336699", tuple(renditions))


PHOTO = 'photos: [{file: a.jpg, alt: "A \\"quoted\\" <desk>", shows: nobody, caption: Four in the morning.}]'


def plan(
    public: Sequence[RenderedStory],
    config: SiteConfig | None = None,
    withdrawn: Sequence[Story] = (),
    texts: Sequence[StaticPage] = (),
    now: datetime = NOW,
) -> dict[str, Page]:
    """Plan a site, and give its pages by path."""
    config = config or make_config()
    look = load_theme(THEME, config)
    pages = plan_pages(Site(tuple(public), config, now, look, texts, is_preview=False), withdrawn, {})
    paths = [page.path for page in pages]
    assert len(paths) == len(set(paths)), "two pages at one path"
    return {page.path: page for page in pages}


def draw(page: Page) -> str:
    """Draw a page with the theme's own template."""
    template = TEMPLATES.get_template(f"{page.template}.html")
    return template.render({**page.context(), "output_file": page.path})
