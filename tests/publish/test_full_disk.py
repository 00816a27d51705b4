"""A disk that is full, or somebody else's: a sentence, and the old site stands."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from goodnews.commands.clean import clean
from goodnews.problems import CommandError
from goodnews.publish.files import only_one
from goodnews.publish.stage import stage_site
from goodnews.publish.targets.directory import DirectoryTarget
from tests.publish.conftest import Built, a_site, read_site


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "index.html")


def refused(path: str) -> Callable[..., object]:
    """`os.scandir` of a system that lets nobody read one folder; root may read all there are."""
    real = os.scandir

    def scandir(folder: str = ".") -> object:
        if Path(folder).name == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return real(folder)

    return scandir


def test_a_full_disk_while_delivering_leaves_the_old_site(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = DirectoryTarget(tmp_path / "public", linger=0)
    target.deliver(built(1), "build1")
    new = built(2)
    monkeypatch.setattr("goodnews.publish.files.shutil.copyfile", full)
    monkeypatch.setattr("goodnews.publish.files.link_file", lambda *_: False)
    with pytest.raises(CommandError, match=r"can't be put into public/: No space left.*Make room"):
        target.deliver(new, "build2")
    assert read_site(tmp_path / "public") == a_site(1)
    assert not list((tmp_path / ".public-releases").glob("unfinished-*"))
    monkeypatch.undo()
    target.deliver(new, "build2")
    assert read_site(tmp_path / "public") == a_site(2)


def test_a_full_disk_while_staging_is_a_sentence(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(1)
    monkeypatch.setattr("goodnews.publish.files.shutil.copyfile", full)
    with pytest.raises(CommandError, match="can't be made ready to deliver: No space left"):
        stage_site(site, tmp_path / "stage")


def test_a_folder_that_can_not_be_read_is_never_taken_for_gone(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = DirectoryTarget(tmp_path / "public", linger=0)
    site = built(1)
    target.deliver(site, "build1")
    monkeypatch.setattr(os, "scandir", refused("photos"))
    for work in (lambda: target.deliver(site, "build2"), lambda: stage_site(site, tmp_path / "stage")):
        with pytest.raises(CommandError, match=r"Permission denied \(.*photos\)"):
            work()
    monkeypatch.undo()
    assert read_site(tmp_path / "public") == a_site(1)


def test_a_lock_of_somebody_else_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def others(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", others)
    with (
        pytest.raises(CommandError, match=r"can't be opened: Permission denied \(.*lock\)\. See that"),
        only_one(tmp_path / "lock", "Somebody is publishing."),
    ):
        pass


def test_of_two_publishes_the_second_waits_on_windows_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locking = Mock(side_effect=[None, OSError])
    monkeypatch.setitem(sys.modules, "msvcrt", Mock(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr(sys, "platform", "win32")
    with (
        only_one(tmp_path / "lock", "Somebody is publishing."),
        pytest.raises(CommandError, match="Somebody is publishing"),
        only_one(tmp_path / "lock", "Somebody is publishing."),
    ):
        pass


def test_cleaning_what_is_somebody_elses_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "output").mkdir()
    monkeypatch.setattr("goodnews.commands.clean.remove_tree", full)
    with pytest.raises(CommandError, match="output can't be removed"):
        clean(tmp_path)
