"""Photos where the theme puts them: as wide as `sizes` says, and cards no wider than their photo."""

import pytest
from playwright.sync_api import BrowserContext

from .conftest import Sites

WINDOWS = (320, 390, 430, 600, 768, 900, 1024, 1104, 1440, 1600, 2560)

PAGES = {
    "home": "/",
    "year": "/archive/2026/",
    "every field": "/stories/2026/every-field/",
    "a gallery": "/stories/2026/thirty-photos/",
    "a tall lead": "/stories/2026/tall-picture/",
    "a film": "/stories/2026/a-film/",
    "photos in the text": "/stories/2026/very-long/",
}

# What CSS says of the attribute: the first length whose condition holds, or that has none.
_LOOK = """() => {
    const width = (text) => {
        const probe = document.body.appendChild(document.createElement("div"));
        Object.assign(probe.style, {position: "absolute", width: text});
        const found = probe.getBoundingClientRect().width;
        probe.remove();
        return found;
    };
    const said = (sizes) => {
        const held = sizes.split(/,(?=\\(|[^,()]+$)/).map((each) => /^(?:(\\([^)]*\\)) )?(.*)$/.exec(each));
        return width(held.find((each) => !each[1] || matchMedia(each[1]).matches)[2]);
    };
    return [...document.querySelectorAll("main picture")].map((picture) => {
        const [source, image] = [picture.querySelector("source"), picture.querySelector("img")];
        return {
            shown: image.getBoundingClientRect().width,
            said: source.sizes ? said(source.sizes) : null,
            same: image.sizes === source.sizes,
            card: Boolean(image.closest(".card:not(.hero)")),
        };
    });
}"""


@pytest.mark.parametrize(
    "windows", [(390, 900, 1440), pytest.param(WINDOWS, marks=pytest.mark.nightly)], ids=["three", "all"]
)
@pytest.mark.parametrize("name", PAGES)
def test_sizes_says_what_the_stylesheet_does(
    sites: Sites, context: BrowserContext, name: str, windows: tuple[int, ...]
) -> None:
    page = context.new_page()
    for across in windows:
        page.set_viewport_size({"width": across, "height": 800})
        # Anew each time: a tall photo's own width follows `sizes`, a moment after the window changes.
        page.goto(sites.url(PAGES[name]))
        found = page.evaluate(_LOOK)
        assert found
        for match in found:
            assert match["same"], (across, match)
            if match["said"] is not None:
                # Never less than is shown, but for rounding; and hardly more, or a wider file is fetched.
                assert match["shown"] * 0.97 <= match["said"] <= match["shown"] * 1.16, (across, match)


@pytest.mark.parametrize("name", ["home", "year", "every field"])
def test_a_card_s_one_width_fills_it(sites: Sites, context: BrowserContext, name: str) -> None:
    page = context.new_page()
    page.goto(sites.url(PAGES[name]))
    cards = 0
    for across in WINDOWS:
        page.set_viewport_size({"width": across, "height": 800})
        shown = [each["shown"] for each in page.evaluate(_LOOK) if each["card"]]
        assert all(story <= 800 for story in shown), "everywhere"
        assert across > 430 or all(story * 2 <= 800 for story in shown), "twice over on a phone"
        cards += len(shown)
    assert cards
