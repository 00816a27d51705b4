"""What stands in the output: seen once, and what nobody wants removed."""

from pathlib import Path

from goodnews.files import stamp_of
from goodnews.plugin.standing import look_around


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
