"""The HTML standard's own checker, and the weight of what is sent."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from goodnews.publish.headers import LoopbackSite
from tests.programs import needs, needs_module

from .building import ROOT, build_unchecked
from .conftest import Sites

BUDGET = 13 * 1024
"""Bytes of a page; compressed it is about 5 kB."""

FIRST_VISIT = 220_000
"""Bytes of a story with all that it shows, when nothing of the site was there before."""

QUICKLY = ("-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""For Java, which would spend most of its time on getting ready for a longer run."""

STORY = "2026/night-on-ward-7"


def test_the_html_checker_finds_no_error_in_pages_and_stylesheets(sites: Sites, tmp_path: Path) -> None:
    """But for the one rule of CSS that it does not know yet: pages that fade into one another."""
    java, checker = needs("java"), needs_module("vnu-jar/build/dist/vnu.jar", "vnu-jar, the HTML checker")
    pages = sorted(str(page) for folder in sites.folders.values() for page in folder.rglob("*.html"))
    sheets = sorted(str(sheet) for sheet in sites.folders["many"].glob("theme/*.css"))
    options = ("--also-check-css", "--format", "json", "--exit-zero-always", "--stdout")
    done = subprocess.run(
        [java, *QUICKLY, "-jar", checker, *options, *pages, *sheets],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
        cwd=tmp_path,
    )
    found = [
        f"{load['url']}: {load['message']}"
        for load in json.loads(done.stdout)["messages"]
        if load["url"].endswith(".css") or load["type"] in {"error", "non-document-error"}
    ]
    assert pages
    assert sheets
    assert [message for message in found if "@view-transition" not in message] == []


def test_a_story_is_at_most_13_kilobytes(sites: Sites) -> None:
    """But for one of thirty photos, which say thirty times what they show."""
    heavy = {
        page.parent.name: page.stat().st_size
        for page in sites.folders["many"].glob("stories/*/*/index.html")
        if page.stat().st_size > BUDGET and page.parent.name != "thirty-photos"
    }
    assert heavy == {}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story of the sample site, and three others to go on with."""
    project = tmp_path_factory.mktemp("sample")
    for key in (
        STORY,
        "2026/bed-6-can-see-the-hills",
        "2026/meet-the-pharmacy-robot",
        "2025/walking-in-through-the-snow",
    ):
        shutil.copytree(ROOT / "content" / "stories" / key, project / "content" / "stories" / key)
    return build_unchecked(project)


@pytest.mark.parametrize(("width", "density"), [(412, 1.75), (1280, 1)])
def test_a_first_visit_to_a_story_is_at_most_220_kilobytes(
    browser: Browser, sample: Path, width: int, density: float
) -> None:
    """As a host delivers it: text compressed, pictures and the face as they are."""
    sent: dict[str, int] = {}
    with (
        LoopbackSite(sample) as site,
        browser.new_context(viewport={"width": width, "height": 823}, device_scale_factor=density) as context,
    ):
        page = context.new_page()
        page.on("requestfinished", lambda request: sent.update({request.url: delivered(request.response())}))
        page.goto(f"{site.url}/stories/{STORY}/", wait_until="networkidle")
        assert page.locator(".lead img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert {url.rpartition(".")[2] for url in sent} >= {"css", "avif", "woff2", "js"}
    assert sum(sent.values()) <= FIRST_VISIT, sent


def delivered(response: Response | None) -> int:
    body = response.body() if response else b""
    return min(len(body), len(gzip.compress(body)))


def test_no_page_has_a_style_or_script_inside_it(sites: Sites) -> None:
    for page in sites.folders["many"].rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert " style=" not in text, page
        assert "<style" not in text, page
        assert text.count("<script") == text.count('<script type="application/ld+json">') + text.count(
            '<script type="module" src="/theme/'
        ), page


def test_every_page_of_the_site_fetches_the_display_face_at_once(sites: Sites) -> None:
    pages = [page.read_text("utf-8") for page in sites.folders["many"].rglob("*.html")]
    framed = [text for text in pages if '<header class="top">' in text]
    assert framed
    early = re.compile(r'<link rel="preload" href="/theme/newsreader-\w+\.woff2" as="font"')
    assert [text[:200] for text in framed if not early.search(text)] == []
