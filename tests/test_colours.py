"""The shades of any Trust's colour, and the neutrals beside them, can be read wherever they stand."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.colours import (
    BEST,
    ENOUGH,
    NIGHT,
    PAPER,
    WHITE,
    Colour,
    as_hex,
    contrast,
    make_shades,
    parse_colour,
    readable_accent,
)
from goodnews.http_server import LOCAL_STYLE

STATIC = Path(__file__).parents[1] / "theme" / "static"
INK, MOON = parse_colour("#1f1b16"), parse_colour("#f4eee5")
"""The text of a page, by day and by night."""
colours = st.tuples(*[st.integers(0, 255)] * 3)


@given(colours)
def test_any_colour_that_is_accepted_can_be_read_in_every_place_it_is_used(accent: Colour) -> None:
    accent = readable_accent(accent)
    shades = make_shades(accent)
    pairs = [
        (shades.accent, PAPER), (shades.accent, shades.tint), (WHITE, shades.accent), (INK, shades.tint),
        (WHITE, shades.deep), (shades.glow, NIGHT), (shades.glow, shades.shade), (MOON, shades.shade),
        (NIGHT, shades.glow),
    ]  # fmt: skip
    assert [pair for pair in pairs if contrast(*pair) < ENOUGH] == []
    texts = [(shades.deep, PAPER), (shades.deep, shades.tint), (WHITE, shades.deep)]
    texts += [(shades.glow, NIGHT), (shades.glow, shades.shade), (NIGHT, shades.glow)]
    assert [pair for pair in texts if contrast(*pair) < BEST] == []


@given(colours)
def test_a_readable_colour_is_left_as_it_is(accent: Colour) -> None:
    readable = readable_accent(accent)
    assert readable_accent(readable) == readable


def test_the_stylesheet_a_feed_and_pages_of_this_machine_alone_have_the_same_neutrals() -> None:
    css = (STATIC / "site.css").read_text(encoding="utf-8")
    light, dark, _print = re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", css)
    assert [*light[:2], *dark[:2]] == [as_hex(colour) for colour in (PAPER, INK, NIGHT, MOON)]
    feed = (STATIC / "feed.css").read_text(encoding="utf-8")
    for clothes in (LOCAL_STYLE, feed):
        assert re.findall(r"--paper: (#\w+); --ink: (#\w+); --soft: (#\w+)", clothes) == [light, dark]
    face = re.search(r"--face: (\w+)", css)
    assert face
    assert f"h1, h2 {{ font-family: {face[1]}" in LOCAL_STYLE


@given(colours)
def test_soft_text_can_be_read_on_paper_and_on_panels_of_any_trust(accent: Colour) -> None:
    css = (STATIC / "site.css").read_text(encoding="utf-8")
    light, dark = map(parse_colour, re.findall(r"--soft: (#\w{6})", css))
    shades = make_shades(readable_accent(accent))
    for soft, *grounds in ((light, PAPER, shades.tint), (dark, NIGHT, shades.shade)):
        assert min(contrast(soft, ground) for ground in grounds) >= BEST


# WCAG's own examples: black and white at 21, #777 on white just below 4.5, #767676 just above.
@pytest.mark.parametrize(
    ("one", "ratio"), [((0, 0, 0), 21.0), ((119, 119, 119), 4.48), ((118, 118, 118), 4.54)]
)
def test_contrast_is_counted_as_wcag_does(one: Colour, ratio: float) -> None:
    assert contrast(one, WHITE) == pytest.approx(ratio, abs=0.01)
