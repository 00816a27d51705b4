"""What CI does: the table of a fresh checkout, and the files that it is made of."""

import io
from pathlib import Path

import pytest
from PIL import Image

from benchmarks import checkout
from benchmarks.checkout import WORK, with_comments
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
def test_all_that_a_first_build_does_is_counted(tmp_path: Path) -> None:
    ours = make_ours(tmp_path / "ours", 3)
    checkout.add_photos(ours.folder, 1, 0.1)
    work = count_work(ours)
    assert all(work[name] > 0 for name in WORK), work
