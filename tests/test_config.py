"""The Trust's own details, and reading the settings files that have them."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from goodnews.config import (
    DEVELOPMENT,
    PUBLIC,
    SiteConfig,
    config_from_settings,
    load_config,
    read_settings,
)
from goodnews.problems import ContentError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def settings() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "pelicanconf.py"))


def test_the_samples_settings_are_a_trust(settings: dict[str, Any]) -> None:
    config = config_from_settings(settings, "pelicanconf.py")
    assert config.initials == "M"
    assert config.url("/about/") == f"{config.site_url}/about/"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITEURL", "", "has to be the site's public address"),
        ("SITEURL", "http://stories.example", "start with https://"),
        ("SITEURL", "https://stories.example/?a=1", "plain address"),
        ("TRUST_ACCENT", "teal", "has to be a colour like #005f6b"),
        ("TRUST_EMAIL", "nobody", "has to be an email address"),
        ("TRUST_REPOSITORY", "https://github.example/a/b/c", "owner/name"),
        ("TRUST_CATEGORIES", [], "can't be []"),
        ("TRUST_NOMINATE_URL", "http://x.example", "start with https://"),
    ],
)
def test_a_wrong_setting_is_told_on_its_line(
    settings: dict[str, Any], name: str, value: object, said: str
) -> None:
    source = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        config_from_settings({**settings, name: value}, "pelicanconf.py", source)
    (problem,) = refused.value.problems
    assert said in problem.message
    assert source.splitlines()[problem.line - 1].startswith(name)


def test_every_missing_setting_is_told() -> None:
    with pytest.raises(ContentError) as refused:
        config_from_settings({}, "pelicanconf.py")
    required = [info for info in SiteConfig.model_fields.values() if info.is_required()]
    assert len(refused.value.problems) == len(required)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (DEVELOPMENT, PUBLIC):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_the_public_settings_are_the_others_and_more(root: Path) -> None:
    assert load_config(root, DEVELOPMENT).name == load_config(root, PUBLIC).name
    assert load_config(root, PUBLIC).site_url.startswith("https://")


def test_a_changed_setting_is_seen_at_once(root: Path) -> None:
    load_config(root, PUBLIC)
    path = root / DEVELOPMENT
    path.write_text(
        path.read_text(encoding="utf-8").replace("Merrowdale Hospitals NHS Trust", "Another Trust"),
        encoding="utf-8",
    )
    assert load_config(root, PUBLIC).name == "Another Trust"


def test_the_environment_can_say_another_address(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEURL", "https://trial.example")
    assert load_config(root, PUBLIC).site_url == "https://trial.example"


@pytest.mark.parametrize("file", [DEVELOPMENT, PUBLIC])
def test_a_slip_in_a_settings_file_is_told_with_its_line(root: Path, file: str) -> None:
    path = root / DEVELOPMENT
    path.write_text('SITENAME = "x"\nTRUST_NAME = "unfinished\n', encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_settings(root, file)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == (DEVELOPMENT, 2)


@pytest.mark.parametrize("file", [DEVELOPMENT, PUBLIC])
@pytest.mark.parametrize(
    ("slip", "reason", "remedy"),
    [
        (b"B = yes", "'yes' is not defined", "True"),
        (b'B = "caf\xe9"', "not UTF-8", "the encoding UTF-8"),
        (b'B = "\0"', "can't be printed", "Type the line again"),
        (b"B = 01632 960000", "leading zeros", "in quotes"),
        ("B = “tea”".encode(), "invalid character", "straight ones"),
        (b"  B = 1", "unexpected indent", "no spaces"),
        (b"B = [1, 2", "never closed", "every quote and bracket"),
        (b"<<<<<<< HEAD", "invalid syntax", "two versions"),
        (b"import nothing_like_it", "No module named", "take this line out"),
        (b"B = 1 / 0", "division by zero", "Correct this line"),
        (b"exit()", "SystemExit", "Correct this line"),
    ],
)
def test_what_is_wrong_with_a_settings_file_is_told_with_its_line_and_its_own_remedy(
    root: Path, file: str, slip: bytes, reason: str, remedy: str
) -> None:
    (root / DEVELOPMENT).write_bytes(b'A = "x"\n\n' + slip + b"\n")
    with pytest.raises(ContentError) as refused:
        load_config(root, file)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line) == (DEVELOPMENT, 3)
    assert reason in problem.message
    assert remedy.lower() in problem.hint.lower()


def test_a_settings_file_that_can_not_be_opened_is_told(root: Path) -> None:
    (root / DEVELOPMENT).unlink()
    (root / DEVELOPMENT).mkdir()
    with pytest.raises(ContentError) as refused:
        read_settings(root, PUBLIC)
    assert "See that it is a file" in refused.value.problems[0].hint


def test_a_missing_settings_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="it is missing"):
        read_settings(tmp_path)
