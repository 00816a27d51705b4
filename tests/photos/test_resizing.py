"""Every width of a photo: as like it as if made by itself, out of a picture that is not much larger."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from skimage.metrics import structural_similarity

from goodnews.photos.resizing import shrink, shrink_in_turn
from goodnews.photos.settings import RenditionSettings
from tests.photos.specimens import scene

PHOTO = scene(1920, 1440)
SIZES = tuple((width, width * 3 // 4) for width in RenditionSettings().widths)


@given(widths=st.lists(st.integers(8, 160), unique=True))
def test_each_size_that_was_asked_for_comes_once_and_the_widest_first(widths: list[int]) -> None:
    made = shrink_in_turn(Image.new("RGB", (160, 80)), [(width, width // 2) for width in widths])
    assert [each.size for each in made] == [(width, width // 2) for width in sorted(widths, reverse=True)]


def test_a_size_is_made_from_the_nearest_that_is_half_as_wide_again() -> None:
    large, middle, lower, small = shrink_in_turn(PHOTO, SIZES)
    assert large is PHOTO
    assert middle.tobytes() == shrink(PHOTO, middle.size).tobytes()
    assert lower.tobytes() == shrink(PHOTO, lower.size).tobytes(), "1520 is too near to 1200"
    assert small.tobytes() == shrink(lower, small.size).tobytes()
    assert small.tobytes() != shrink(PHOTO, small.size).tobytes()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_step_on_the_way_can_not_be_seen(seed: int) -> None:
    picture = scene(1920, 1440, seed)
    *_, small = shrink_in_turn(picture, SIZES)
    straight = picture.resize(small.size, Image.Resampling.LANCZOS)
    found, right = (np.asarray(each.convert("L")) for each in (small, straight))
    assert structural_similarity(found, right, gaussian_weights=True) > 0.995
    assert np.abs(found.astype(int) - right).max() < 24
