"""The editor's files: fetched by npm at their locked hashes, bundled once, the same bytes each time."""

import json
import re
from pathlib import Path

import pytest

from goodnews.editor.bundle import SOURCES, bundled_files
from goodnews.problems import CommandError
from tests.programs import needs

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "goodnews" / "editor"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    needs("npm")
    return dict(bundled_files(ROOT / ".cache"))


def test_every_package_has_its_version_and_its_hash_and_no_address() -> None:
    lock = json.loads((PACKAGE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    assert packages["node_modules/@sveltia/cms"]["version"] == "0.221.1"
    assert all(facts["integrity"].startswith("sha512-") for facts in packages.values())
    assert not any("resolved" in facts for facts in packages.values())


def test_it_is_less_than_six_megabytes_and_has_no_font_of_others(files: dict[str, bytes]) -> None:
    assert sum(map(len, files.values())) < 6_000_000
    assert {"editor.js", "LICENSE.txt"} <= set(files)
    assert not any(name.endswith(".map") for name in files)
    assert re.findall(rb"https://cdn\.[^\"'`]{0,60}\.woff2", files["editor.js"]) == []
    assert b"maximum-scale" not in files["editor.js"]


@pytest.mark.nightly
def test_the_same_lock_file_gives_the_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    assert dict(bundled_files(tmp_path)) == files


def test_a_missing_npm_is_said_in_plain_words_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError) as error:
        list(bundled_files(tmp_path / "cache"))
    assert "npm is not installed" in error.value.message
    assert "TRUST_EDITOR = False" in (error.value.hint or "")
    assert list((tmp_path / "cache" / "editor").iterdir()) == []


def test_an_npm_that_fails_is_said_in_its_own_words_sees_no_secret_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("npm", "node"):
        program = tmp_path / name
        program.write_text('#!/bin/sh\necho "npm error: no network, ${X_API_KEY:-nobody}" >&2\nexit 1\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("X_API_KEY", "secret")
    with pytest.raises(CommandError) as error:
        list(bundled_files(tmp_path / "cache"))
    assert error.value.message.endswith("npm error: no network, nobody")
    assert list((tmp_path / "cache" / "editor").iterdir()) == []


def test_all_that_it_is_made_from_is_here() -> None:
    assert all((PACKAGE / name).is_file() for name in SOURCES)
