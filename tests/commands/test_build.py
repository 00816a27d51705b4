"""What a build makes is refused where it came with the checkout."""

from pathlib import Path

import pytest

from goodnews.commands.build import MADE_HERE, refuse_committed_caches
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
