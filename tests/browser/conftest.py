from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page

from goodnews.publish.headers import LoopbackSite
from goodnews.site.search import index_stories
from tests.browser.building import build_unchecked
from tests.browser.extremes import ONE, read_extremes, write_stories
from tests.programs import needs_module
from tests.shared import made_once

KINDS = {
    "home": "/",
    "home, second Trust, no stories": "empty:/",
    "home, one story": "single:/",
    "all stories": "/archive/",
    "year": "/archive/2026/",
    "last page of a year": "/archive/2026/page/3/",
    "front page, in Welsh": "/cy/",
    "search, in Welsh": "/cy/search/",
    "tags": "/tags/",
    "hospitals": "/hospitals/",
    "index of teams": "/teams/",
    "team": "/teams/ward-7/",
    "poster": "/teams/ward-7/poster/",
    "thank you": "/thank-you/",
    "thank you, empty": "empty:/thank-you/",
    "empty index": "empty:/teams/",
    "about": "/about/",
    "about, in Welsh": "/cy/about/",
    "about, in English on a Welsh site": "empty:/en/about/",
    "share your story": "/share-your-story/",
    "subscribe": "/subscribe/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "ask us to remove a picture": "/ask-us-to-remove-a-picture/",
    "search": "/search/",
    "not found": "/nothing-here/",
    "removed": "/stories/2025/taken-back/",
    **{
        f"story: {key.split('/')[1].replace('-', ' ')}": f"/stories/{key}/"
        for key in read_extremes()
        if key not in {ONE, "2025/taken-back"}
    },
}
"""Every kind of page: a name, and an address on one of the three sites."""

LIKE_ANOTHER = {
    *("home, one story", "year", "last page of a year", "search, in Welsh", "hospitals", "thank you, empty"),
    *("empty index", "about, in Welsh", "about, in English on a Welsh site", "accessibility", "privacy"),
    *("ask us to remove a picture", "story: live to come", "story: live and over", "story: it has been"),
    "story: good morning",
}
"""Those of the same parts as another, in other words or numbers: visited each night."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        night = pytest.mark.nightly
        kinds = [pytest.param(kind, marks=night if kind in LIKE_ANOTHER else ()) for kind in KINDS]
        metafunc.parametrize("kind", kinds)


class Sites:
    """Three sites: one with every kind of story, one of another Trust with none, one with one story."""

    def __init__(self, folders: dict[str, Path], urls: dict[str, str]) -> None:
        self.folders, self.urls = folders, urls

    def url(self, address: str) -> str:
        name, _, path = address.rpartition(":")
        return self.urls[name or "many"] + path


SECOND_TRUST = {
    "TRUST_NAME": "Ymddiriedolaeth GIG Glan Tawe",
    "TRUST_SHORT_NAME": "Glan Tawe",
    "TRUST_LANGUAGE": "cy",
    "TRUST_ACCENT": "#8a1c4a",
    "TRUST_HOSPITALS": ["Ysbyty Glan Tawe"],
    "TRUST_EMAIL": "straeon@glantawe.example",
    "TRUST_PHONE": None,
    "TRUST_REPOSITORY": None,
    "TRUST_NEWSLETTER_URL": None,
    "SITENAME": "Ein straeon ni",
}


OVERRIDES = {"many": {"TRUST_PAGE_SIZE": 8}, "empty": SECOND_TRUST, "single": {}}


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = made_once(tmp_path_factory, "sites", build_sites)
    with ExitStack() as servers:
        folders = {name: folder / name / "output" for name in OVERRIDES}
        urls = {name: servers.enter_context(LoopbackSite(output)).url for name, output in folders.items()}
        yield Sites(folders, urls)


def build_sites(folder: Path) -> None:
    wide, tall = draw_photos(folder)
    many = [key for key in read_extremes() if key != ONE]
    for name, keys in (("many", many), ("empty", []), ("single", [ONE])):
        project = folder / name
        write_stories(project / "content", keys, wide, tall)
        talk = {"2026/every-field": {"x": "https://x.com/merrowdale/status/1"}}
        build_unchecked(project, OVERRIDES[name], talk)
        index_stories(project / "output")


def draw_photos(folder: Path) -> tuple[list[Path], Path]:
    """Two wide photos and a tall one."""
    made = []
    for number, size in enumerate([(1600, 1067), (1500, 1000), (1067, 1600)]):
        picture = Image.new("RGB", size, (60 + 50 * number, 90, 110))
        draw = ImageDraw.Draw(picture)
        draw.polygon([(0, size[1]), (size[0] // 2, size[1] // 3), size], fill=(210, 170 - 30 * number, 90))
        made.append(folder / f"{number}.jpg")
        picture.save(made[-1], quality=90)
    return made[:2], made[2]


@pytest.fixture(scope="session")
def axe() -> str:
    rules = needs_module("axe-core/axe.min.js", "axe-core, the accessibility rules")
    return rules.read_text(encoding="utf-8")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def address(sites: Sites, kind: str) -> str:
    """The address of the kind of page that is looked at."""
    return sites.url(KINDS[kind])


def same_origin(url: str, other: str) -> bool:
    return urlsplit(url)[:2] == urlsplit(other)[:2]
