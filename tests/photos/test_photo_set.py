"""What a page is told of a photo."""

import pytest

from goodnews.photos import PhotoSet, Rendition, RenditionSettings


def rendition(width: int, kind: str) -> Rendition:
    name = f"3fa2c19b0d12e4f7-{width}.{'avif' if kind == 'image/avif' else 'jpg'}"
    return Rendition(name, width, width // 2, kind, 1000, f"/cache/{name}")


def photo(*widths: int, size: tuple[int, int] = (4000, 3000)) -> PhotoSet:
    both = (rendition(width, kind) for width in widths for kind in ("image/jpeg", "image/avif"))
    return PhotoSet("0" * 64, *size, "#123456", tuple(both))


def test_the_smaller_type_is_offered_first() -> None:
    assert photo(800).types == ("image/avif", "image/jpeg")


@pytest.mark.parametrize(
    ("widths", "fallback"),
    [((800, 1200, 1520, 1920), 1200), ((300,), 300), ((800, 1920), 800), ((1200, 1360), 1200)],
)
def test_the_fallback_is_the_jpeg_nearest_to_1280(widths: tuple[int, ...], fallback: int) -> None:
    chosen = photo(*widths).fallback
    assert (chosen.width, chosen.type) == (fallback, "image/jpeg")


@pytest.mark.parametrize(
    ("size", "shape"),
    [((4000, 3000), "wide"), ((3000, 4000), "tall"), ((1000, 950), "square"), ((900, 1000), "tall")],
)
def test_its_shape_has_a_name(size: tuple[int, int], shape: str) -> None:
    assert photo(800, size=size).shape == shape


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4032, 3024), (800, 1200, 1520, 1920)),
        ((1920, 1080), (800, 1200, 1520, 1920)),
        ((1600, 1200), (800, 1200, 1520)),
        ((1400, 900), (800, 1200, 1400)),
        ((640, 480), (640,)),
        ((900, 600), (800, 900)),
        ((850, 600), (800,)),
        ((3024, 4032), (800, 1200, 1520, 1920)),
        ((2000, 9000), (800, 1154)),
    ],
)
def test_widths_never_exceed_the_photo_or_a_page_s_worth(
    size: tuple[int, int], widths: tuple[int, ...]
) -> None:
    assert RenditionSettings().widths_for(*size) == widths


def test_every_part_of_a_recipe_is_in_its_identity() -> None:
    recipes = (
        RenditionSettings(),
        RenditionSettings(widths=(800, 1920)),
        RenditionSettings(avif_quality=50),
        RenditionSettings(avif_speed=8),
        RenditionSettings(avif_tuning=()),
        RenditionSettings(jpeg_quality=80),
        RenditionSettings(webp_quality=70),
        RenditionSettings(jpeg_near=(800,)),
        RenditionSettings(types=("image/jpeg",)),
    )
    assert len({recipe.identity for recipe in recipes}) == len(recipes)
    assert RenditionSettings().identity == RenditionSettings().identity


@pytest.mark.parametrize(
    ("widths", "jpegs"),
    [
        ((800, 1200, 1520, 1920), (800, 1200)),
        ((800, 1200, 1400), (800, 1200)),
        ((800, 1100), (800, 1100)),
        ((640,), (640,)),
    ],
)
def test_a_jpeg_is_made_for_cards_and_one_for_everything_else(
    widths: tuple[int, ...], jpegs: tuple[int, ...]
) -> None:
    assert RenditionSettings().widths_of_type("image/jpeg", widths) == jpegs
    assert RenditionSettings().widths_of_type("image/avif", widths) == widths
