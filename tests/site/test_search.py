"""The search index, made by the real Pagefind."""

import json
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.site.search import index_stories


def put(output: Path, key: str, body: str, mark: str = " data-pagefind-body") -> Path:
    page = output / "stories" / key / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f'<html lang="en"><body><article{mark}><h1>{key}</h1>{body}</article></body></html>')
    return page


def index(output: Path) -> set[Path]:
    """The files of the index."""
    index_stories(output)
    return {path for path in (output / "pagefind").rglob("*") if path.is_file()}


def test_only_stories_are_read_and_the_same_pages_change_no_file(tmp_path: Path) -> None:
    put(tmp_path, "2026/one", "sunflower")
    put(tmp_path, "2026/gone", "This story has been removed", mark="")
    (tmp_path / "about").mkdir()
    (tmp_path / "about" / "index.html").write_text("<html lang=en><body data-pagefind-body>policy")
    files = index(tmp_path)
    assert len([file for file in files if file.suffix == ".pf_fragment"]) == 1
    assert tmp_path / "pagefind" / "pagefind.js" in files
    before = {file: file.stat().st_mtime_ns for file in files}
    assert index(tmp_path) == files
    assert {file: file.stat().st_mtime_ns for file in files} == before


def test_what_an_older_index_left_behind_is_removed_and_a_site_without_stories_has_none(
    tmp_path: Path,
) -> None:
    put(tmp_path, "2026/one", "sunflower")
    old = index(tmp_path)
    page = put(tmp_path, "2026/one", "daffodil")
    new = index(tmp_path)
    assert {path for path in old & new if path.suffix == ".pf_fragment"} == set()
    page.write_text("<html lang=en><body>This story has been removed")
    assert index(tmp_path) == set()


def test_pagefinds_own_trouble_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "2026/one", "sunflower")
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    with pytest.raises(CommandError, match="search index could not be made"):
        index_stories(tmp_path)


def test_both_languages_are_in_one_index(tmp_path: Path) -> None:
    put(tmp_path, "2026/one", "sunflower")
    welsh = put(tmp_path, "2026/dau", "blodyn")
    welsh.write_text(welsh.read_text().replace('lang="en"', 'lang="cy"'))
    index_stories(tmp_path)
    entry = json.loads((tmp_path / "pagefind" / "pagefind-entry.json").read_bytes())
    assert [language["page_count"] for language in entry["languages"].values()] == [2]
