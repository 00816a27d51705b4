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
