"""The HTML standard's own checker, and the weight of what is sent."""

import json
import subprocess
from pathlib import Path

from .conftest import Sites
from .tools import find_html_checker

BUDGET = 13 * 1024
"""Bytes of a page; compressed it is about 5 kB."""


def test_the_html_checker_finds_no_error_in_pages_and_stylesheets(sites: Sites, tmp_path: Path) -> None:
    """But for the one rule of CSS that it does not know yet: pages that fade into one another."""
    java, checker = find_html_checker()
    pages = sorted(str(page) for folder in sites.folders.values() for page in folder.rglob("*.html"))
    sheets = sorted(str(sheet) for sheet in sites.folders["many"].glob("theme/*.css"))
    options = ("--also-check-css", "--format", "json", "--exit-zero-always", "--stdout")
    done = subprocess.run(
        [java, "-Xss2m", "-jar", checker, *options, *pages, *sheets],
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


def test_no_page_has_a_style_or_script_inside_it(sites: Sites) -> None:
    for page in sites.folders["many"].rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert " style=" not in text, page
        assert "<style" not in text, page
        assert text.count("<script") == text.count('<script type="application/ld+json">') + text.count(
            '<script type="module" src="/theme/'
        ), page
