"""What CI does: the table of a fresh checkout, and the files that it is made of."""

import io
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import checkout
from benchmarks.checkout import WORK, run, with_comments
from benchmarks.ours import count_work, make_ours
from benchmarks.pictures import photograph_file


def test_a_photo_is_made_large_by_comments_and_stays_the_same_picture() -> None:
    picture = photograph_file(1, (120, 90))
    one, two = (with_comments(picture, words, 200_000) for words in ("1 ", "2 "))
    assert one != two
    assert len(picture) + 200_000 <= len(one) <= len(picture) + 201_000
    with Image.open(io.BytesIO(one)) as large, Image.open(io.BytesIO(picture)) as small:
        assert large.tobytes() == small.tobytes()


@pytest.mark.nightly
def test_a_fresh_checkout_is_set_beside_a_build_with_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkout, "PHOTOS", 2)
    monkeypatch.setattr(checkout, "MEGABYTES", 0.1)
    table = run(stories=(3,), runs=1, echo=lambda _words: None)
    assert [row[1].split()[0] for row in table.rows] == ["nothing", "of", "a"]
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert float(table.rows[2][3]) > 0


@pytest.mark.nightly
def test_all_that_a_first_build_does_is_counted(tmp_path: Path) -> None:
    ours = make_ours(tmp_path / "ours", 3)
    checkout.add_photos(ours.folder, 1, 0.1)
    work = count_work(ours)
    assert all(work[name] > 0 for name in WORK), work
