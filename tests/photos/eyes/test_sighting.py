"""What may be seen in a photo, written down and read back."""

import pytest

from goodnews.photos.eyes import PhotoArea, PhotoWords, Sighting, decode_sighting


def test_it_comes_back_as_it_was_written() -> None:
    box = PhotoArea(0.1, 0.2, 0.3, 0.4)
    sighting = Sighting((box,), (PhotoWords("Bed 4", box),), (box, box), unread=3, is_too_heavy=True)
    assert decode_sighting(sighting.encode()) == sighting


@pytest.mark.parametrize("row", [b"", b"null", b"[]", b"[[[1]],[],[]]", b'[[],["a"],[]]', b"{}", b"\xff"])
def test_anything_else_counts_as_nothing(row: bytes) -> None:
    assert decode_sighting(row) is None


def test_a_box_stays_within_its_picture() -> None:
    assert PhotoArea(-5, 10, 120, 60).within(100, 50) == (0, 0.2, 1, 1)


def test_boxes_overlap_by_what_both_cover() -> None:
    assert PhotoArea(0, 0, 2, 1).overlap(PhotoArea(1, 0, 3, 1)) == pytest.approx(1 / 3)
    assert PhotoArea(0, 0, 1, 1).overlap(PhotoArea(2, 2, 3, 3)) == 0
