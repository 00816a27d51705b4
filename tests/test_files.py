"""Files are written whole or not at all."""

import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews import files
from goodnews.files import RACY, is_racy, link_file, remove_tree, scan, stamp_of, write_atomically
from tests.programs import UNIX_ONLY


def test_what_is_written_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.html"
    assert write_atomically(path, "Tŷ\n") is True
    assert path.read_bytes() == "Tŷ\n".encode()


@UNIX_ONLY
def test_a_web_server_can_read_it_whatever_its_writers_own_files_are_like(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_atomically(tmp_path / "b.html", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "b.html").stat().st_mode & 0o777 == 0o644


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "b.html"
    write_atomically(path, "x")
    os.utime(path, (1, 1))
    assert write_atomically(path, b"x") is False
    assert path.stat().st_mtime == 1


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.html"
    write_atomically(path, "old")

    def fail(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space") as caught:
        write_atomically(path, "new")
    assert caught.value.filename == str(path), "not the one that it has for a moment"
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def in_use(call: Callable[..., None], times: int) -> Callable[..., None]:
    """Refuses so many times, as Windows does while somebody has the file open."""
    left = [times]

    def refusing(*args: object, **kwargs: object) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "The process cannot access the file")
        call(*args, **kwargs)

    return refusing


def test_windows_is_asked_again_while_somebody_reads_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(files.time, "sleep", pauses.append)
    monkeypatch.setattr(os, "replace", in_use(os.replace, 3))
    write_atomically(tmp_path / "b.html", "new")
    assert (tmp_path / "b.html").read_text(encoding="utf-8") == "new"
    assert pauses == list(files.PAUSES[:3])


def test_a_file_that_stays_in_use_is_said_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    monkeypatch.setattr(os, "replace", in_use(os.replace, 99))
    with pytest.raises(PermissionError):
        write_atomically(tmp_path / "b.html", "new")
    assert list(tmp_path.iterdir()) == []


def test_what_git_wrote_is_removed_on_windows_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows removes no file that is read-only, and git's objects are."""
    loose = tmp_path / "ledger.git/objects/0a/bc"
    loose.parent.mkdir(parents=True)
    loose.touch(mode=0o444)
    unlink = os.unlink

    def as_windows_does(path: str, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd).st_mode & stat.S_IWRITE:
            raise PermissionError(13, "Access is denied", path)
        unlink(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", as_windows_does)
    with pytest.raises(PermissionError):
        shutil.rmtree(tmp_path / "ledger.git")
    monkeypatch.setattr(files, "WINDOWS", True)
    remove_tree(tmp_path / "ledger.git")
    assert list(tmp_path.iterdir()) == []


def test_what_a_process_of_our_number_left_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "b.html"
    left = tmp_path / f".b.html.{os.getpid()}-{threading.get_ident()}.part"
    left.write_text("left", encoding="utf-8")
    write_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["b.html"]


def test_a_link_in_the_way_of_the_part_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    (tmp_path / f".b.html.{os.getpid()}-{threading.get_ident()}.part").symlink_to(victim)
    write_atomically(tmp_path / "b.html", "new")
    assert victim.read_text(encoding="utf-8") == "precious"


def test_a_file_in_the_place_of_a_folder_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("file", encoding="utf-8")
    with pytest.raises(OSError, match="a"):
        write_atomically(tmp_path / "a" / "b.html", "x")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "file"


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious", encoding="utf-8")
    path = tmp_path / "page.html"
    path.symlink_to(victim)
    write_atomically(path, "page")
    assert victim.read_text(encoding="utf-8") == "precious"
    assert not path.is_symlink()


def test_a_stamp_changes_with_the_file_and_a_link_has_none(tmp_path: Path) -> None:
    path = tmp_path / "b.html"
    path.write_text("x", encoding="utf-8")
    first = stamp_of(path)
    assert first
    assert stamp_of(path) == first
    path.write_text("xy", encoding="utf-8")
    assert stamp_of(path) not in {first, None}
    (tmp_path / "link").symlink_to(path)
    assert stamp_of(tmp_path / "link") is None
    assert stamp_of(tmp_path / "nothing") is None


def test_a_file_can_have_a_second_name_of_which_writing_leaves_the_first_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(b"one")
    assert link_file(str(first), str(second))
    assert second.samefile(first)
    write_atomically(second, b"two")
    assert first.read_bytes() == b"one"


def test_no_second_name_is_forced_on_anybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "first").write_bytes(b"one")
    (tmp_path / "second").write_bytes(b"two")
    assert not link_file(str(tmp_path / "first"), str(tmp_path / "second"))
    assert not link_file(str(tmp_path / "gone"), str(tmp_path / "third"))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    assert not link_file(str(tmp_path / "first"), str(tmp_path / "third"))
    assert (tmp_path / "second").read_bytes() == b"two"


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def test_a_scan_has_every_file_with_its_stamp_but_for_skipped_folders(tmp_path: Path) -> None:
    write(tmp_path, "index.html", "a/b/c.txt", "pagefind/x.js", "a/pagefind/y.js")
    snapshot = scan(tmp_path, skip=("pagefind",))
    assert sorted(snapshot.stamps) == ["a/b/c.txt", "a/pagefind/y.js", "index.html"]
    assert snapshot.stamps["a/b/c.txt"] == stamp_of(tmp_path / "a/b/c.txt")


def test_a_scan_of_nothing_is_empty(tmp_path: Path) -> None:
    assert scan(tmp_path / "not-yet").stamps == {}


def test_a_scan_follows_no_link(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/secret.txt")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "output" / "file.html").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    assert scan(tmp_path / "output").stamps == {"folder": None, "file.html": None}


def test_folders_in_which_nothing_is_wanted_go(tmp_path: Path) -> None:
    write(tmp_path, "keep/me.html")
    (tmp_path / "hollow" / "inside").mkdir(parents=True)
    scan(tmp_path).remove_empty_folders(["keep/me.html"])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["keep", "me.html"]


def test_the_names_in_each_folder_come_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b/two.txt", "b/one.txt", "a.txt", "b/c/d.txt")
    (tmp_path / "b" / "hollow").mkdir()
    assert scan(tmp_path).names() == {
        "": ["a.txt", "b/"],
        "b": ["c/", "hollow/", "one.txt", "two.txt"],
        "b/c": ["d.txt"],
    }


def test_what_was_written_just_now_is_racy(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    stamp, written = stamp_of(tmp_path / "a.txt") or "", (tmp_path / "a.txt").stat().st_ctime
    assert is_racy(stamp, written + RACY - 0.01)
    assert not is_racy(stamp, written + RACY + 0.01)
