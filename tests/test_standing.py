"""What stands in the output: seen once, and what nobody wants removed."""

from pathlib import Path

from goodnews.files import RACY, stamp_of
from goodnews.standing import digest_of, is_settled, look_around


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")


def test_every_file_is_seen_with_its_stamp_but_for_spared_folders(tmp_path: Path) -> None:
    write(tmp_path, "index.html", "a/b/c.txt", "pagefind/x.js", "a/pagefind/y.js")
    standing = look_around(str(tmp_path), spare=("pagefind",))
    assert sorted(standing.stamps) == ["a/b/c.txt", "a/pagefind/y.js", "index.html"]
    assert standing.stamps["a/b/c.txt"] == stamp_of(tmp_path / "a/b/c.txt")


def test_nothing_is_seen_where_nothing_is(tmp_path: Path) -> None:
    assert look_around(str(tmp_path / "not-yet")).stamps == {}


def test_a_link_is_seen_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "elsewhere/secret.txt")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "output" / "file.html").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    standing = look_around(str(tmp_path / "output"))
    assert standing.stamps == {"folder": None, "file.html": None}
    assert standing.remove_others(()) == ("file.html", "folder")
    assert (tmp_path / "elsewhere" / "secret.txt").exists()


def test_what_is_not_wanted_goes_with_the_folders_it_leaves_empty(tmp_path: Path) -> None:
    write(tmp_path, "keep/me.html", "keep/old.html", "old/deep/down.html", "pagefind/x.js")
    (tmp_path / "hollow" / "inside").mkdir(parents=True)
    gone = look_around(str(tmp_path), spare=("pagefind",)).remove_others(["keep/me.html"])
    assert gone == ("keep/old.html", "old/deep/down.html")
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["keep", "keep/me.html", "pagefind", "pagefind/x.js"]


def test_the_names_in_each_folder_come_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b/two.txt", "b/one.txt", "a.txt", "b/c/d.txt")
    (tmp_path / "b" / "hollow").mkdir()
    assert look_around(str(tmp_path)).inside() == {
        "": ["a.txt", "b/"],
        "b": ["c/", "hollow/", "one.txt", "two.txt"],
        "b/c": ["d.txt"],
    }


def test_a_digest_changes_whenever_a_file_does(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    before = digest_of(look_around(str(tmp_path)).stamps)
    assert digest_of(look_around(str(tmp_path)).stamps) == before
    (tmp_path / "a.txt").write_text("a.txt", encoding="utf-8")
    assert digest_of(look_around(str(tmp_path)).stamps) != before


def test_what_was_written_just_now_is_not_settled(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    stamps, written = look_around(str(tmp_path)).stamps, (tmp_path / "a.txt").stat().st_ctime
    assert not is_settled(stamps.values(), written + RACY - 0.01)
    assert is_settled(stamps.values(), written + RACY + 0.01)
