"""What eyes see in drawn pictures, what they don't, and what it takes."""

# What looks is imported by the tests themselves: it takes a second, in each process that collects tests.

import socket

import pytest

from benchmarks.sights import noticeboard, room, with_face, with_words, with_wristband
from goodnews.photos.eyes import Sighting
from goodnews.photos.eyes.effort import most_columns

NIGHTLY = pytest.mark.nightly


@pytest.mark.parametrize(
    ("height", "tilt"), [(70, 0), *(pytest.param(*shape, marks=NIGHTLY) for shape in ((120, 6), (160, -6)))]
)
def test_a_face_in_the_background_is_seen_where_it_is(height: int, tilt: float) -> None:
    from goodnews.photos.eyes.faces import find_faces

    picture = with_face(3, height=height, tilt=tilt)
    (box,) = find_faces(picture)
    assert 0 < (box.bottom - box.top) * picture.height < 1.5 * height


@pytest.mark.parametrize("size", [26, pytest.param(50, marks=NIGHTLY)])
def test_a_number_on_a_whiteboard_is_read(size: int) -> None:
    from goodnews.photos.eyes.words import find_words

    words, unread = find_words(with_words(4, "NHS 999 000 0018", size=size), most_columns(0))
    assert unread == 0
    assert "999 000 0018" in " ".join(line.text for line in words)


def test_of_a_wall_of_small_print_the_largest_is_read_and_the_rest_is_counted() -> None:
    from goodnews.photos.eyes.words import find_words

    wall = noticeboard("NHS 999 000 0018")
    words, unread = find_words(wall, 4_000)
    assert "999 000 0018" in " ".join(line.text for line in words)
    assert 2 <= len(words) <= 9
    assert unread > 50
    assert find_words(wall, 4_000) == (words, unread)


@pytest.mark.parametrize("tilt", [0, 40, *(pytest.param(tilt, marks=NIGHTLY) for tilt in (14, -25))])
def test_a_code_on_a_wristband_is_seen_and_not_kept(tilt: float) -> None:
    from goodnews.photos.eyes.codes import find_codes

    picture = with_wristband(7, tilt=tilt)
    boxes = find_codes(picture)
    assert boxes
    assert all(0 <= side <= 1 for box in boxes for side in box)
    assert "99900" not in repr(boxes)


def test_an_empty_room_has_nothing_to_see_and_nothing_is_fetched_to_see_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from goodnews.photos.eyes.worker import look_at

    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("something is fetched"))
    assert look_at(room(9)) == Sighting()
