"""The editor's page and the links to it: on two kinds of page, and only when the Trust wants it."""

import re
from pathlib import Path

import pytest

from goodnews.editor import PAGE_POLICY, editor_page, plan_editor
from goodnews.i18n import messages_for
from goodnews.site.links import edit_link, submit_links
from goodnews.site.theme import load_theme
from tests.browser.extremes import NOON
from tests.trust import make_config

ROOT = Path(__file__).resolve().parents[2]
ON = {"TRUST_EDITOR": True, "TRUST_REPOSITORY": "merrowdale/show-them-ours"}
FILE = "content/stories/2026/a-night/story.md"


def test_a_trust_that_wants_no_editor_has_none_and_needs_no_npm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    config = make_config()
    look = load_theme(ROOT / "theme", config)
    assert list(plan_editor(config, look, tmp_path)) == []
    assert submit_links(config, messages_for("en"), NOON).form is None


@pytest.mark.parametrize("url", ["https://stories.merrowdale.example", "https://merrowdale.example/stories"])
def test_both_links_lead_to_the_form(url: str) -> None:
    config = make_config(SITEURL=url, **ON)
    base = config.base
    assert edit_link(config, FILE) == f"{base}edit/#/collections/stories/entries/2026/a-night/story"
    assert submit_links(config, messages_for("en"), NOON).form == f"{base}edit/#/collections/stories/new"


def test_without_an_editor_a_story_is_edited_on_github() -> None:
    config = make_config(TRUST_REPOSITORY="merrowdale/show-them-ours")
    assert edit_link(config, FILE) == f"https://github.com/merrowdale/show-them-ours/edit/main/{FILE}"


def test_the_page_is_for_no_search_engine_and_says_what_may_run_on_it() -> None:
    config = make_config(**ON)
    page = editor_page(config, load_theme(ROOT / "theme", config))
    assert page.path == "edit/index.html"
    assert page.context()["policy"] == PAGE_POLICY
    template = (ROOT / "theme/templates/edit.html").read_text(encoding="utf-8")
    assert 'name="robots" content="noindex"' in template
    assert re.findall(r"<script[^>]*>", template) == ['<script type="module" src="editor.js">']
