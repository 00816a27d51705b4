"""Renditions as they are published: like the photo, free of bands, no larger than they need be."""

import io

import numpy as np
import pytest
from PIL import Image

from goodnews.photos.photo_set import RenditionSettings
from goodnews.photos.renditions import encode
from tests.photos.conftest import Prepare
from tests.photos.specimens import jpeg, scene

TYPES = ("image/avif", "image/jpeg")


def test_every_rendition_is_like_an_independent_resize_of_the_photo_and_avif_is_the_smaller_file(
    prepare: Prepare,
) -> None:
    # scikit-image decodes nothing here and filters in floating point: it shares no code with the pipeline.
    from skimage.metrics import structural_similarity
    from skimage.transform import resize

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
    plain, modern = ({each.width: each.size for each in photo.of_type(kind)} for kind in reversed(TYPES))
    assert plain.keys() == {800, 1200}
    assert all(modern[width] < size for width, size in plain.items())


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("noise", [0.0, 1.0])
def test_a_soft_sky_has_no_bands(media_type: str, noise: float) -> None:
    # One level of grey is 38 pixels wide here: a band would show as a longer run and a higher step.
    ramp = np.linspace(40, 65, 960)[None, :] + np.linspace(0, 12, 384)[:, None]
    sky = np.stack([ramp, ramp * 1.1, ramp * 1.4], axis=2)
    grain = np.random.default_rng(1).normal(0, noise, sky.shape) if noise else 0
    picture = Image.fromarray(np.clip(sky + grain, 0, 255).round().astype(np.uint8))
    with Image.open(io.BytesIO(encode(picture, media_type, RenditionSettings()))) as image:
        found = np.asarray(image.convert("RGB")).astype(int)
    assert np.abs(found - sky).mean() < 1
    for row in (100, 200, 300):
        line = found[row, :, 1]
        changes = np.flatnonzero(np.diff(line))
        assert np.abs(np.diff(line)).max() <= 3
        assert np.diff(changes).max() < 3 * 38


@pytest.mark.parametrize("media_type", [*TYPES, "image/webp"])
def test_the_same_pixels_give_the_same_bytes(media_type: str) -> None:
    one, other = (encode(scene(640, 480, 3), media_type, RenditionSettings()) for _ in range(2))
    assert one == other
