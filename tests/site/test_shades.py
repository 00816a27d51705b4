"""The shades of any Trust's colour, and the neutrals beside them, can be read wherever they stand."""

import re

from hypothesis import given
from hypothesis import strategies as st

from goodnews.http_server import LOCAL_STYLE
from goodnews.site.shades import (
    BEST,
    ENOUGH,
    NIGHT,
    PAPER,
    contrast,
    is_readable,
    make_shades,
    readable_accent,
)

from .making import THEME

INK, MOON = "#1f1b16", "#f4eee5"
"""The text of a page, by day and by night."""
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


def test_the_stylesheet_a_feed_and_pages_of_this_machine_alone_have_the_same_neutrals() -> None:
    css = (THEME / "static" / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", css)
    assert (light[:2], dark[:2]) == ((PAPER, INK), (NIGHT, MOON))
    assert contrast(light[2], light[0]) >= BEST
    assert contrast(dark[2], dark[0]) >= BEST
    feed = (THEME / "static" / "feed.css").read_text(encoding="utf-8")
    for clothes in (LOCAL_STYLE, feed):
        assert re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", clothes) == [light, dark]
    face = re.search(r"--face: (\w+)", css)
    assert face
    assert f"h1, h2 {{ font-family: {face[1]}" in LOCAL_STYLE


@given(colours)
def test_soft_text_can_be_read_on_panels_of_any_trust(accent: str) -> None:
    css = (THEME / "static" / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--soft: (#\w+)", css)
    shades = make_shades(readable_accent(accent))
    assert contrast(light, shades.tint) >= BEST
    assert contrast(dark, shades.shade) >= BEST
