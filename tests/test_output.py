"""The output: only what would come out otherwise is written, and what has no place any more goes."""

from functools import partial
from pathlib import Path

import pytest

from goodnews.cache import SqliteCache
from goodnews.files import stamp_of
from goodnews.output import Artifact, Output
from goodnews.problems import CommandError
from tests.shared import read_files


@pytest.fixture
def cache(tmp_path: Path) -> SqliteCache:
    return SqliteCache(tmp_path / "cache.db", "a")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output"


def write(folder: Path, cache: SqliteCache, *artifacts: Artifact, version: str = "1") -> Output:
    """Build an output of these files, and of no others."""
    output = Output(folder, cache, version)
    output.write(artifacts)
    output.prune()
    output.save()
    return output


def page(path: str, words: str = "x") -> Artifact:
    return Artifact.from_bytes(path, words.encode())


def files(folder: Path) -> dict[str, str]:
    return {name: data.decode() for name, data in read_files(folder).items()}


def test_files_are_written_below_the_output(folder: Path, cache: SqliteCache) -> None:
    output = write(folder, cache, page("a/b.html", "b"), page("c.html", "c"))
    assert files(folder) == {"a/b.html": "b", "c.html": "c"}
    assert sorted(output.changed) == ["a/b.html", "c.html"]


def test_what_stays_as_it_is_is_not_rendered(folder: Path, cache: SqliteCache) -> None:
    write(folder, cache, page("a.html"))
    unread = Artifact("a.html", page("a.html").fingerprint, partial(pytest.fail, "rendered"))
    output = write(folder, cache, unread)
    assert (output.changed, output.reasons) == ([], {})


@pytest.mark.parametrize(
    ("change", "version", "words", "reason"),
    [
        (lambda path: None, "1", "other", "what it shows changed"),
        (lambda path: None, "2", "x", "a template, the code or a library changed"),
        (lambda path: path.unlink(), "1", "x", "its file is gone"),
        (lambda path: path.write_text("y"), "1", "x", "its file was changed by somebody else"),
    ],
)
def test_a_file_is_made_again_for_a_reason(
    folder: Path, cache: SqliteCache, change: object, version: str, words: str, reason: str
) -> None:
    write(folder, cache, page("a.html"), page("b.html"))
    change(folder / "a.html")  # type: ignore[operator]
    output = write(folder, cache, page("a.html", words), page("b.html"), version=version)
    assert output.reasons["a.html"] == reason
    assert files(folder) == {"a.html": words, "b.html": "x"}


def test_a_file_that_comes_out_the_same_is_not_written(folder: Path, cache: SqliteCache) -> None:
    write(folder, cache, page("a.html"))
    before = stamp_of(folder / "a.html")
    output = write(folder, cache, page("a.html"), version="2")
    assert stamp_of(folder / "a.html") == before
    assert output.changed == []


def test_a_copy_of_the_output_with_its_cache_is_believed(folder: Path, cache: SqliteCache) -> None:
    write(folder, cache, page("a.html"))
    (folder / "a.html").rename(folder / "b.html")
    (folder / "a.html").write_bytes((folder / "b.html").read_bytes())
    assert write(folder, cache, page("a.html")).reasons == {}


def test_what_has_no_place_any_more_goes_with_its_empty_folders(folder: Path, cache: SqliteCache) -> None:
    write(folder, cache, page("old/deep/a.html"), page("b.html"))
    (folder / "stray.html").write_text("stray")
    output = Output(folder, cache, "1")
    output.write([page("b.html")])
    assert output.prune() == ("old/deep/a.html", "stray.html")
    assert [path.name for path in folder.iterdir()] == ["b.html"]


def test_what_a_plugin_writes_meanwhile_stays(folder: Path, cache: SqliteCache) -> None:
    write(folder, cache, page("a.html"))
    for words in ("one", "two"):
        output = Output(folder, cache, "1")
        (folder / "sitemap.txt").write_text(words)
        output.write([page("a.html")])
        assert output.prune() == ()
        assert files(folder) == {"a.html": "x", "sitemap.txt": words}


def test_a_folder_that_somebody_else_writes_is_left_alone(folder: Path, cache: SqliteCache) -> None:
    (folder / "pagefind").mkdir(parents=True)
    (folder / "pagefind" / "x.js").write_text("x")
    output = Output(folder, cache, "1", ("pagefind",))
    output.write([page("a.html")])
    assert output.prune() == ()


def test_nothing_is_written_through_a_link(tmp_path: Path, folder: Path, cache: SqliteCache) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "index.html").write_text("theirs")
    folder.mkdir()
    (folder / "a").symlink_to(tmp_path / "elsewhere")
    (folder / "b.html").symlink_to(tmp_path / "elsewhere" / "index.html")
    write(folder, cache, page("a/index.html"), page("b.html"))
    assert files(tmp_path / "elsewhere") == {"index.html": "theirs"}
    assert files(folder) == {"a/index.html": "x", "b.html": "x"}


def test_an_output_that_is_a_link_is_refused(tmp_path: Path, folder: Path, cache: SqliteCache) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "letter.txt").write_text("theirs")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CommandError, match="link"):
        write(folder, cache, page("a.html"))
    assert files(tmp_path / "elsewhere") == {"letter.txt": "theirs"}


def copy(source: Path, digest: str = "") -> Artifact:
    return Artifact("cards/a.png", digest or source.name, source.read_bytes, str(source))


def test_a_copy_shares_its_bytes_where_it_can_and_needs_no_new_code(
    tmp_path: Path, folder: Path, cache: SqliteCache
) -> None:
    (tmp_path / "a.png").write_text("picture")
    write(folder, cache, copy(tmp_path / "a.png"))
    assert (folder / "cards" / "a.png").samefile(tmp_path / "a.png")
    assert write(folder, cache, copy(tmp_path / "a.png"), version="2").reasons == {}


def test_a_copy_of_what_somebody_has_changed_does_not_go_out(
    tmp_path: Path, folder: Path, cache: SqliteCache
) -> None:
    (tmp_path / "a.png").write_text("not the picture")
    with pytest.raises(CommandError, match=r"a\.png"):
        write(folder, cache, copy(tmp_path / "a.png", "0" * 64))
    assert files(folder) == {}


@pytest.mark.parametrize("path", ["/etc/passwd", "../a.html", "a/../../b.html"])
def test_no_file_leads_out_of_the_output(folder: Path, cache: SqliteCache, path: str) -> None:
    with pytest.raises(ValueError, match="not below"):
        write(folder, cache, page(path))


def test_two_files_do_not_want_one_path(folder: Path, cache: SqliteCache) -> None:
    with pytest.raises(ValueError, match="two files"):
        write(folder, cache, page("a.html"), page("a.html"))


def test_a_build_is_named_by_its_bytes(tmp_path: Path, cache: SqliteCache) -> None:
    names = [
        write(tmp_path / str(number), cache, page("a.html", words)).digest()
        for number, words in enumerate("xxy")
    ]
    assert names[0] == names[1] != names[2]
