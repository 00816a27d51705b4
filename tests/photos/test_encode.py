"""Renditions as they are published: like the photo, free of bands, no larger than they need be."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from skimage.metrics import structural_similarity
from skimage.transform import resize

from goodnews.bench.photo_widths import best, excess
from goodnews.photos.encode import encode, shrink, shrink_in_turn
from goodnews.photos.settings import RenditionSettings
from tests.photos.conftest import Prepare
from tests.photos.specimens import jpeg, scene

TYPES = ("image/avif", "image/jpeg")


def test_every_rendition_is_like_an_independent_resize_of_the_photo(prepare: Prepare) -> None:
    # scikit-image decodes nothing here and filters in floating point: it shares no code with the pipeline.
    picture = scene(1500, 1125)
    photo = prepare("ward.jpg", jpeg(picture, quality=95))
    assert [each.width for each in photo.of_type("image/avif")] == [800, 1200, 1500]
    lightness = np.asarray(picture.convert("L"))
    likeness = {}
    for rendition in photo.renditions:
        size = (rendition.height, rendition.width)
        other = resize(lightness, size, order=3, anti_aliasing=True)
        with Image.open(rendition.path) as image:
            found = np.asarray(image.convert("L")) / 255
        likeness[rendition.type, rendition.width] = structural_similarity(
            found, other, data_range=1, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
    assert min(likeness.values()) > 0.95, likeness


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_a_soft_sky_has_no_bands(media_type: str, noise: float) -> None:
    # One level of grey is 38 pixels wide here: a band would show as a longer run and a higher step.
    ramp = np.linspace(40, 90, 1920)[None, :] + np.linspace(0, 25, 800)[:, None]
    sky = np.stack([ramp, ramp * 1.1, ramp * 1.4], axis=2)
    grain = np.random.default_rng(1).normal(0, noise, sky.shape) if noise else 0
    picture = Image.fromarray(np.clip(sky + grain, 0, 255).round().astype(np.uint8))
    with Image.open(io.BytesIO(encode(picture, media_type, RenditionSettings()))) as image:
        found = np.asarray(image.convert("RGB")).astype(int)
    assert np.abs(found - sky).mean() < 1
    for row in (200, 400, 600):
        line = found[row, :, 1]
        changes = np.flatnonzero(np.diff(line))
        assert np.abs(np.diff(line)).max() <= 3
        assert np.diff(changes).max() < 3 * 38


@pytest.mark.parametrize("media_type", [*TYPES, "image/webp"])
def test_the_same_pixels_give_the_same_bytes(media_type: str) -> None:
    one, other = (encode(scene(640, 480, 3), media_type, RenditionSettings()) for _ in range(2))
    assert one == other


def test_avif_is_the_smaller_file(prepare: Prepare) -> None:
    photo = prepare("ward.jpg", jpeg(scene(1500, 1125)))
    modern = {each.width: each.size for each in photo.of_type("image/avif")}
    plain = {each.width: each.size for each in photo.of_type("image/jpeg")}
    assert plain.keys() == {800, 1200}
    assert all(modern[width] < size for width, size in plain.items())


def test_the_encoder_s_own_settings_are_used() -> None:
    picture = scene(640, 480)
    assert encode(picture, "image/avif", RenditionSettings()) != encode(
        picture, "image/avif", RenditionSettings(avif_tuning=())
    )


def test_a_jpeg_in_one_pass_is_no_larger_than_one_in_several() -> None:
    picture = scene(1360, 1020)
    plain = encode(picture, "image/jpeg", RenditionSettings())
    several = jpeg(picture, quality=RenditionSettings().jpeg_quality, subsampling="4:2:0", progressive=True)
    assert b"\xff\xc2" not in plain
    assert len(plain) < len(several) * 1.02


def test_the_widths_are_those_that_fit_the_theme_best() -> None:
    assert RenditionSettings().widths == best(4)
    assert excess(RenditionSettings().widths) < 1.25


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
