"""A whole site with an editor: what is built, who links to it, and what an inspection says."""

import re
import shutil

import pytest

from goodnews.commands.inspection import run_inspection
from goodnews.editor.bundle import bundled_files
from goodnews.problems import CommandError
from tests.programs import needs
from tests.site.conftest import NOW, ROOT, Site


def turn_on(site: Site) -> None:
    settings = site.root / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("TRUST_EDITOR = False", "TRUST_EDITOR = True"), encoding="utf-8")


def test_only_two_kinds_of_page_lead_to_the_editor_and_the_inspection_is_content(site: Site) -> None:
    needs("npm")
    list(bundled_files(ROOT / ".cache"))
    shutil.copytree(ROOT / ".cache" / "editor", site.root / ".cache" / "editor")
    site.write("2026/a-night")
    turn_on(site)
    problems = run_inspection(site.root, NOW)
    assert [problem for problem in problems if "edit" in f"{problem.code} {problem.file}"] == []
    files = site.files()
    linking = {path for path, data in files.items() if re.search(rb'(href|src)="/edit/', data)}
    assert linking == {
        "stories/2026/a-night/index.html",
        "share-your-story/index.html",
        "cy/share-your-story/index.html",
    }
    panel = site.page("share-your-story").partition('class="panel')[2].partition("<h2")[0]
    assert re.findall(r'href="([^":]+)[^"]*">', panel)[:3] == [
        "mailto",
        "/edit/#/collections/stories/new",
        "https",
    ]
    assert b"/edit/" not in files["sitemap.xml"]
    assert site.build().changed == ()
    settings = site.root / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace("TRUST_EDITOR = True", "TRUST_EDITOR = False"))
    site.build()
    assert not [path for path in site.files() if path.startswith("edit/")]


def test_without_npm_nothing_is_written(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("2026/a-night")
    turn_on(site)
    monkeypatch.setenv("PATH", str(site.root))
    with pytest.raises(CommandError, match="npm is not installed"):
        site.build()
    assert not (site.root / "output").exists() or site.files() == {}
