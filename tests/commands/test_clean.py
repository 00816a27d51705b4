"""What a build makes is removed again."""

from pathlib import Path

from goodnews.commands.clean import clean


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
