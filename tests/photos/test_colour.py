"""PQ and HLG: paper white comes out light, the dark stays dark, and no two levels change places."""

import io

import pytest
from PIL import Image, ImageOps

from goodnews.photos.colour import fingerprint, plain_levels, same_picture, to_plain_brightness, transfer_of
from tests.photos.specimens import jpeg, scene

PQ, HLG = 16, 18


def info(transfer: object) -> Image.Image:
    image = Image.new("RGB", (1, 1))
    image.info["nclx_profile"] = {"color_primaries": 9, "transfer_characteristics": transfer}
    return image


@pytest.mark.parametrize(("transfer", "found"), [(PQ, PQ), (HLG, HLG), (13, None), (1, None), ("16", None)])
def test_only_pq_and_hlg_are_high_dynamic_range(transfer: object, found: int | None) -> None:
    assert transfer_of(info(transfer)) == found


def test_a_picture_that_says_nothing_is_left_alone() -> None:
    image = Image.new("RGB", (1, 1))
    assert transfer_of(image) is None
    assert to_plain_brightness(image, None) is image


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_brighter_stays_brighter_from_black_to_white(transfer: int) -> None:
    levels = plain_levels(transfer)
    assert (len(levels), levels[0], levels[255]) == (256, 0, 255)
    assert list(levels) == sorted(levels)


@pytest.mark.parametrize(
    ("transfer", "signal", "level"),
    [
        # Nits by ST 2084: 26 (18 % grey of 203 is 37), 100, 203, 1000.
        (PQ, 0.3777, 101),
        (PQ, 0.5081, 185),
        (PQ, 0.5807, 244),
        (PQ, 0.7518, 255),
        # By BT.2408: 18 % grey at 38 % of HLG's signal, paper white at 75 %.
        (HLG, 0.38, 98),
        (HLG, 0.75, 244),
        (HLG, 1.0, 255),
    ],
)
def test_known_brightnesses_come_out_where_srgb_has_them(transfer: int, signal: float, level: int) -> None:
    assert abs(plain_levels(transfer)[round(signal * 255)] - level) <= 3


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_transparency_is_no_brightness(mode: str) -> None:
    bands = len(mode)
    image = Image.merge(mode, [Image.new("L", (1, 1), 148)] * bands)
    found = tuple(to_plain_brightness(image, PQ).tobytes())
    colours = bands - mode.endswith("A")
    assert found == (plain_levels(PQ)[148],) * colours + (148,) * (bands - colours)


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("seed", range(4))
def test_a_picture_saved_again_or_resized_is_known(seed: int) -> None:
    picture = scene(600, 450, seed)
    mark = fingerprint(picture)
    for other in (
        reopened(jpeg(picture, quality=50)),
        picture.resize((300, 225)),
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
