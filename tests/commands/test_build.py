"""What a build makes is refused where it came with the checkout, and removed again."""

from pathlib import Path

import pytest

from goodnews.commands.build import MADE_HERE, clean, refuse_committed_caches
from goodnews.problems import CommandError
from tests.shared import git


@pytest.mark.parametrize("folder", [*MADE_HERE, "Output", ".Cache", "PUBLIC"])
def test_a_cache_in_git_stops_the_build(tmp_path: Path, folder: str) -> None:
    git(tmp_path, "init")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "planted.json").write_text("{}", encoding="utf-8")
    refuse_committed_caches(tmp_path)
    git(tmp_path, "add", "--force", folder)
    with pytest.raises(CommandError, match="only this machine may write"):
        refuse_committed_caches(tmp_path)


def test_a_folder_without_git_is_fine(tmp_path: Path) -> None:
    refuse_committed_caches(tmp_path)


def make(root: Path) -> None:
    for name in ("output", ".cache", ".practice", "releases", "content"):
        (root / name).mkdir(exist_ok=True)
        (root / name / "file").write_text("x", encoding="utf-8")
    (root / "public").symlink_to(root / "releases")


def test_what_a_build_makes_is_removed(tmp_path: Path) -> None:
    make(tmp_path)
    assert clean(tmp_path) == ("output", ".cache")
    assert {path.name for path in tmp_path.iterdir()} == {".practice", "releases", "content", "public"}


def test_everything_means_the_rehearsal_too_and_never_the_content(tmp_path: Path) -> None:
    make(tmp_path)
    clean(tmp_path, everything=True)
    assert {path.name for path in tmp_path.iterdir()} == {"releases", "content"}


def test_nothing_to_remove_is_fine(tmp_path: Path) -> None:
    assert clean(tmp_path) == ()
