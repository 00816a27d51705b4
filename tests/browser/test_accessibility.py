"""What an accessibility auditor would look for, on every kind of page (WCAG 2.2 AA)."""

import itertools
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

WIDTHS = (320, 375, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations", "incomplete"],
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_and_leaves_no_contrast_undecided(
    browser: Browser, axe: str, address: str, scheme: Any
) -> None:
    # The site's own policy forbids scripts that are not its own, and axe is one.
    with browser.new_context(bypass_csp=True, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address)
        page.add_script_tag(content=axe)
        found = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            result = page.evaluate("rules => axe.run(document, rules)", RULES)
            undecided = [each for each in result["incomplete"] if each["id"].startswith("color-contrast")]
            for each in result["violations"] + undecided:
                found[f"{each['id']} at {width}"] = [
                    (node["html"][:160], [why["message"][:160] for why in node["any"]])
                    for node in each["nodes"]
                ]
        assert found == {}


def test_nothing_spills_sideways_even_with_text_at_200_percent(browser: Browser, address: str) -> None:
    spilled = {}
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(address)
        for scheme, text, width in itertools.product(SCHEMES, ("100%", "200%"), WIDTHS):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
            wide = page.evaluate(
                """() => [...document.querySelectorAll("body *")]
                    .filter((each) => !each.closest(".hide, table") && each.checkVisibility() &&
                        each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .map((each) => each.outerHTML.slice(0, 120))"""
            )
            if wide:
                spilled[f"{width} at {text}, {scheme}"] = wide
    assert spilled == {}


def test_targets_are_at_least_24_pixels(page: Page, address: str) -> None:
    """WCAG 2.5.8; links inside a sentence are excepted there."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(address)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input")]
            .filter((each) => each.checkVisibility() && !each.matches(".hide, .prose li a, p a:not(.button)"))
            .map((each) => [each.outerHTML.slice(0, 120), (
                // The whole card answers for the link in it.
                getComputedStyle(each, "::after").position === "absolute" ? each.closest(".card") : each
            ).getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_every_control_can_be_reached_by_keyboard_and_shows_it(page: Page, address: str) -> None:
    page.goto(address)
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, summary, input, audio, video")]
            .filter((each) => each.checkVisibility()).length"""
    )
    seen: list[str] = []
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        step = page.evaluate(
            """() => {
                const each = document.activeElement;
                if (!each || each === document.body) return null;
                each.dataset.stop ??= document.querySelectorAll("[data-stop]").length + 1;
                const box = each.getBoundingClientRect();
                const ring = [getComputedStyle(each), getComputedStyle(each, "::after")];
                return {
                    stop: each.dataset.stop,
                    html: each.outerHTML.slice(0, 120),
                    onScreen: box.bottom > 0 && box.top < innerHeight && box.right > 0,
                    ring: ring.some((style) => style.outlineStyle !== "none" &&
                        parseFloat(style.outlineWidth) >= 2),
                };
            }"""
        )
        if step and step["stop"] in seen[-1:]:
            continue  # a player has stops of its own inside
        if step is None or step["stop"] in seen:
            break
        seen.append(step["stop"])
        assert step["onScreen"], step["html"]
        assert step["ring"], f"no visible focus: {step['html']}"
    assert len(seen) == wanted


def test_the_first_stop_skips_to_the_story(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header.top') === null")
