"""Reading the settings files."""

from pathlib import Path

import pytest

from goodnews.config import DEVELOPMENT, PUBLIC, load_config, read_settings
from goodnews.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_name_that_means_nothing_is_told_with_its_line(root: Path) -> None:
    (root / DEVELOPMENT).write_text('A = "x"\n\nB = yes\n', encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        read_settings(root)
    assert refused.value.problems[0].line == 3


def test_a_missing_settings_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        read_settings(tmp_path)
