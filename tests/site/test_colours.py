"""A Trust's colour is readable in every shade made of it, or it is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.problems import ContentError
from goodnews.site import load_theme
from goodnews.site.colours import (
    BEST,
    ENOUGH,
    INK,
    MOON,
    NIGHT,
    PAPER,
    contrast,
    is_readable,
    make_shades,
    readable_accent,
)

from .making import THEME, make_config

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_any_colour_that_is_accepted_can_be_read_in_every_place_it_is_used(accent: str) -> None:
    accent = readable_accent(accent)
    shades = make_shades(accent)
    pairs = [
        (shades.accent, PAPER), (shades.accent, shades.tint), ("#ffffff", shades.accent), (INK, shades.tint),
        ("#ffffff", shades.deep), (shades.glow, NIGHT), (shades.glow, shades.shade), (MOON, shades.shade),
        (NIGHT, shades.glow),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(*pair) < ENOUGH] == []
    texts = [(shades.deep, PAPER), (shades.deep, shades.tint), ("#ffffff", shades.deep)]
    texts += [(shades.glow, NIGHT), (shades.glow, shades.shade), (NIGHT, shades.glow)]
    assert [pair for pair in texts if contrast(*pair) < BEST] == []


@given(colours)
def test_a_readable_colour_is_left_as_it_is(accent: str) -> None:
    assert (readable_accent(accent) == accent) == is_readable(accent)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001


def test_a_pale_accent_is_refused_with_a_colour_to_use_instead() -> None:
    with pytest.raises(ContentError) as refused:
        load_theme(THEME, make_config(TRUST_ACCENT="#ffcc00"))
    (problem,) = refused.value.problems
    assert problem.code == "site-accent"
    suggested = re.findall(r"#[0-9a-f]{6}", problem.hint)
    assert is_readable(suggested[0])


def test_the_stylesheet_has_the_same_neutrals() -> None:
    css = (THEME / "static" / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", css)
    assert (light[:2], dark[:2]) == ((PAPER, INK), (NIGHT, MOON))
    assert contrast(light[2], light[0]) >= BEST
    assert contrast(dark[2], dark[0]) >= BEST


@given(colours)
def test_soft_text_can_be_read_on_panels_of_any_trust(accent: str) -> None:
    css = (THEME / "static" / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--soft: (#\w+)", css)
    shades = make_shades(readable_accent(accent))
    assert contrast(light, shades.tint) >= BEST
    assert contrast(dark, shades.shade) >= BEST
