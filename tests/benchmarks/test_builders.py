"""One program that makes a site, and what it starts from."""

import sys
from pathlib import Path

import pytest

from benchmarks.builders import Builder
from goodnews.problems import CommandError

COPY = """
import pathlib
out = pathlib.Path("out"); out.mkdir(exist_ok=True)
for text in sorted(pathlib.Path("texts").iterdir()):
    page = out / f"{text.stem}.html"
    if not page.exists() or page.read_bytes() != text.read_bytes():
        page.write_bytes(text.read_bytes())
"""


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    folder = tmp_path / "copier"
    (folder / "texts").mkdir(parents=True)
    for name in ("a", "b", "c"):
        (folder / "texts" / f"{name}.md").write_text(name)
    return Builder(
        "copier", folder, (sys.executable, "-c", COPY), "out", "kept", "texts/{}.md".format, ("photos",)
    )


def test_a_clean_build_has_no_output_and_no_cache_but_what_is_spared(builder: Builder) -> None:
    for name in ("out/old.html", "kept/texts/one", "kept/two", "kept/photos/three"):
        path = builder.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old")
    builder.build_clean()
    left = {path.relative_to(builder.folder).as_posix() for path in builder.folder.glob("[ko]*/**/*")}
    assert left == {"out/a.html", "out/b.html", "out/c.html", "kept/photos", "kept/photos/three"}
    assert builder.pages() == 3


def test_files_are_counted_when_they_were_written(builder: Builder) -> None:
    assert builder.build_counted().written == 3
    assert builder.build_counted().written == 0
    assert builder.build_edited("b", "Tea.").written == 1
    assert (builder.folder / "out" / "b.html").read_text() == "b\nTea.\n"


def test_a_builder_that_makes_no_pages_is_not_quick_but_broken(builder: Builder) -> None:
    with pytest.raises(CommandError, match="made no pages"):
        builder.pages()
