import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page

from goodnews.jobs.build import build_site
from goodnews.jobs.extremes import NOON, ONE, read_extremes, write_stories
from goodnews.publish.loopback import LoopbackSite
from goodnews.site import index_stories

from .tools import MissingTool, find_axe

ROOT = Path(__file__).parents[2]

KINDS = {
    "home": "/",
    "home, second Trust, no stories": "empty:/",
    "home, one story": "single:/",
    "all stories": "/archive/",
    "year": "/archive/2026/",
    "last page of a year": "/archive/2026/page/3/",
    "index of teams": "/teams/",
    "team": "/teams/ward-7/",
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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", KINDS)


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Path]:
    folder = tmp_path_factory.mktemp("photos")
    made = []
    for number, size in enumerate([(1600, 1067), (1500, 1000), (1067, 1600)]):
        picture = Image.new("RGB", size, (60 + 50 * number, 90, 110))
        draw = ImageDraw.Draw(picture)
        draw.polygon([(0, size[1]), (size[0] // 2, size[1] // 3), size], fill=(210, 170 - 30 * number, 90))
        path = folder / f"{number}.jpg"
        picture.save(path, quality=90)
        made.append(path)
    return made[:2], made[2]


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


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, photos: tuple[list[Path], Path]) -> Iterator[Sites]:
    wide, tall = photos
    many = [key for key in read_extremes() if key != ONE]
    folders, urls, servers = {}, {}, []
    for name, keys, settings in (
        ("many", many, {"TRUST_PAGE_SIZE": 8}),
        ("empty", [], SECOND_TRUST),
        ("single", [ONE], {}),
    ):
        project = tmp_path_factory.mktemp(name)
        shutil.copytree(ROOT / "content" / "pages", project / "content" / "pages")
        write_stories(project / "content", keys, wide, tall)
        folders[name] = project / "output"
        overrides = {
            "PATH": str(project / "content"),
            "THEME": str(ROOT / "theme"),
            "SITEURL": "https://stories.merrowdale.example",
            **settings,
        }
        build_site(
            project,
            str(ROOT / "pelicanconf.py"),
            NOON,
            output=folders[name],
            overrides=overrides,
            conversations={"2026/every-field": {"x": "https://x.com/merrowdale/status/1"}},
        )
        index_stories(folders[name])
        server = LoopbackSite(folders[name])
        urls[name] = server.__enter__().url
        servers.append(server)
    yield Sites(folders, urls)
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def axe() -> str:
    try:
        return find_axe()
    except MissingTool as missing:
        pytest.fail(str(missing), pytrace=False)


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
