"""What is looked for on a page, each as a question to a browser that shows it; what is found is a list."""

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations", "incomplete"],
}
OF_A_VIEW = RULES | {
    "runOnly": ["color-contrast", "color-contrast-enhanced", "target-size", "scrollable-region-focusable"]
}
"""What may be otherwise at another width or in other colours; each night all rules are held there."""
NAVIGATION = "[...document.querySelectorAll('a[href], button, summary, input, audio, video')]"


def axe_findings(page: Page, axe: str, rules: Mapping[str, object] = RULES) -> list[str]:
    """What an auditor finds at this width, or can't decide of a contrast (WCAG 2.2 AA; AAA for contrast)."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(axe)
    found: list[str] = page.evaluate(
        """async (rules) => {
            const { violations, incomplete } = await axe.run(document, rules);
            const undecided = incomplete.filter(({ id }) => id.startsWith("color-contrast"));
            return [...violations, ...undecided].flatMap(({ id, nodes }) => nodes.map(({ html, any }) =>
                [id, html, ...any.map(({ message }) => message)].map((words) => words.slice(0, 160)).join()));
        }""",
        rules,
    )
    return found


def spilling(page: Page, text: str = "100%") -> list[str]:
    """What reaches beyond the window's right edge, with text of this size."""
    page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((each) => !each.closest(".hide, table") && each.checkVisibility() &&
                each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    return found


def small_targets(page: Page) -> list[str]:
    """What is less than 44 pixels high for a thumb; links inside a sentence are excepted (WCAG 2.5.5)."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input")]
            .filter((each) => each.checkVisibility() && !each.matches(".hide, .prose li a, p a:not(.button)"))
            .map((each) => [each.outerHTML.slice(0, 120), (
                // The whole card answers for the link in it.
                getComputedStyle(each, "::after").position === "absolute" ? each.closest(".card") : each
            ).getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 43.5)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    return found


def bare_pictures(page: Page) -> list[str]:
    """Pictures without words, or without a size."""
    found: list[str] = page.evaluate(
        """() => [...document.images]
            .filter((each) => !each.hasAttribute("alt") || !each.width || !each.getAttribute("height"))
            .map((each) => each.outerHTML)"""
    )
    return found


def unreachable(page: Page) -> list[str]:
    """Controls that the keyboard passes by, or comes to without showing it."""
    wanted = page.evaluate(f"{NAVIGATION}.filter((each) => each.checkVisibility()).length")
    stops = list(_stops(page, wanted + 20))
    found = [f"off screen: {stop['html']}" for stop in stops if not stop["onScreen"]]
    found += [
        f"first, and no way to the words: {stop['html']}" for stop in stops[:1] if "#main" not in stop["html"]
    ]
    found += [f"no visible focus: {stop['html']}" for stop in stops if not stop["ring"]]
    return found if len(stops) == wanted else [*found, f"{len(stops)} stops, {wanted} controls"]


def _stops(page: Page, most: int) -> Iterator[dict[str, Any]]:
    seen: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(
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
        if stop and stop["stop"] in seen[-1:]:
            continue  # a player has stops of its own inside
        if stop is None or stop["stop"] in seen:
            return
        seen.append(stop["stop"])
        yield stop


def misprinted(page: Page) -> list[str]:
    """What is wrong on paper: it is black on white, with the heading and without the menu."""
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "() => { const body = getComputedStyle(document.body); return [body.color, body.backgroundColor] }"
    )
    found = [] if colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"] else [str(colours)]
    if not page.locator("h1").first.is_visible():
        found.append("no heading")
    if page.locator(".top nav").is_visible():
        found.append("the menu")
    return found


def unusable_in_forced_colours(page: Page) -> list[str]:
    """Buttons and panels that would vanish where a reader's own colours rule, or a focus that would."""
    edges = page.locator(":is(.button, .panel, .letter, .bubble):visible").evaluate_all(
        "all => all.map(each => getComputedStyle(each).borderTopStyle)"
    )
    page.keyboard.press("Tab")
    focus = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return [f"edge: {edge}" for edge in edges if edge != "solid"] + [f"focus: {focus}"] * (focus != "solid")
