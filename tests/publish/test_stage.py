import gzip
import os
from pathlib import Path

import brotli
import pytest

from goodnews.publish.stage import stage_site
from tests.publish.conftest import a_site, read_site, write_site
from tests.shared import read_files


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return write_site(tmp_path / "output", a_site(1))


def dates(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def test_the_stage_holds_the_site_its_headers_and_its_compressed_copies(output: Path, tmp_path: Path) -> None:
    stage_site(output, tmp_path / "stage")
    names = {path.relative_to(tmp_path / "stage").as_posix() for path in (tmp_path / "stage").rglob("*")}
    assert {"_headers", "index.html", "index.html.br", "index.html.gz"} <= names
    assert not any(name.endswith((".jpg.br", ".jpg.gz")) for name in names)
    page = (output / "index.html").read_bytes()
    assert brotli.decompress((tmp_path / "stage/index.html.br").read_bytes()) == page
    assert gzip.decompress((tmp_path / "stage/index.html.gz").read_bytes()) == page


def test_the_same_site_is_staged_to_the_same_bytes_and_again_touches_nothing(
    output: Path, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    stage_site(output, one)
    before = dates(one)
    for file in output.rglob("*"):
        os.utime(file)
    stage_site(output, one)
    assert dates(one) == before
    stage_site(output, two)
    assert read_files(one) == read_files(two)


def test_what_is_gone_from_the_output_goes_from_the_stage_with_its_copies(
    output: Path, tmp_path: Path
) -> None:
    stage_site(output, tmp_path / "stage")
    write_site(output, a_site(2))
    stage_site(output, tmp_path / "stage", compress=False)
    assert read_site(tmp_path / "stage").keys() == {*a_site(2), "_headers"}


def test_a_changed_page_never_keeps_its_old_copies(output: Path, tmp_path: Path) -> None:
    stage_site(output, tmp_path / "stage")
    (output / "index.html").write_text("new " * 200)
    stage_site(output, tmp_path / "stage")
    assert gzip.decompress((tmp_path / "stage/index.html.gz").read_bytes()) == b"new " * 200


def test_a_link_in_the_output_is_not_followed(output: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (output / "leading-out.txt").symlink_to(tmp_path / "secret.txt")
    stage_site(output, tmp_path / "stage")
    assert not (tmp_path / "stage/leading-out.txt").exists()
