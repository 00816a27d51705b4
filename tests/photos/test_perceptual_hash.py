"""The same picture is known again; another one is not taken for it."""

import io

import pytest
from PIL import Image, ImageOps

from goodnews.photos.perceptual_hash import fingerprint, same_picture
from tests.photos.specimens import jpeg, scene


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("seed", range(6))
def test_a_picture_saved_again_or_resized_is_known(seed: int) -> None:
    picture = scene(1200, 900, seed)
    mark = fingerprint(picture)
    for other in (
        reopened(jpeg(picture, quality=50)),
        picture.resize((400, 300)),
        picture.resize((163, 122)),
    ):
        assert same_picture(mark, fingerprint(other))


def test_other_pictures_are_not() -> None:
    marks = [fingerprint(scene(600, 450, seed)) for seed in range(12)]
    marks.append(fingerprint(ImageOps.mirror(scene(600, 450, 0))))
    pairs = [(one, other) for at, one in enumerate(marks) for other in marks[:at]]
    assert not any(same_picture(one, other) for one, other in pairs)


def test_pictures_with_no_detail_are_not_all_the_same_picture() -> None:
    flat = [fingerprint(Image.new("RGB", (300, 200), colour)) for colour in ("red", "navy")]
    assert not same_picture(*flat)
