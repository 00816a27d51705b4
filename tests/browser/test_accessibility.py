"""Every kind of page at every width, in both colour schemes and in a reader's own: each night."""

import itertools
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from .looks import axe_findings, spilling, unusable_in_forced_colours

pytestmark = pytest.mark.nightly

WIDTHS = (320, 375, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_and_leaves_no_contrast_undecided(
    browser: Browser, axe: str, address: str, scheme: Any
) -> None:
    found = {}
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[width] = axe_findings(page, axe)
    assert found == {width: [] for width in WIDTHS}


def test_nothing_spills_sideways_even_with_text_at_200_percent(browser: Browser, address: str) -> None:
    spilled = {}
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        for scheme, text, width in itertools.product(SCHEMES, ("100%", "200%"), WIDTHS):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            if found := spilling(page, text):
                spilled[f"{width} at {text}, {scheme}"] = found
    assert spilled == {}


def test_every_page_can_be_used_in_forced_colours(browser: Browser, address: str) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        page.goto(address)
        assert unusable_in_forced_colours(page) == []
