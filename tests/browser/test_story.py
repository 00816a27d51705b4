"""What a story's page does when somebody presses something: galleries, "Pass it on", what is live."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import KINDS, Sites
from .looks import small_targets


def test_a_gallery_opens_in_a_dialog_and_obeys_the_keyboard(page: Page, sites: Sites) -> None:
    page.goto(sites.url(KINDS["story: thirty photos"]))
    first = page.locator(".gallery a").first
    first.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("img")).to_have_attribute("src", re.compile(f"{first.get_attribute('href')}$"))
    expect(dialog.locator("img")).to_have_attribute("alt", "A corridor seen from its far end")
    page.keyboard.press("ArrowLeft")
    last = page.locator(".gallery a").last
    expect(dialog.locator("img")).to_have_attribute("src", re.compile(f"{last.get_attribute('href')}$"))
    page.get_by_role("button", name="Previous picture").click()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.evaluate("document.activeElement.parentElement.parentElement.className") == "gallery"


def test_a_thumb_opens_a_gallery_and_finds_every_button_of_it_in_reach(
    browser: Browser, sites: Sites
) -> None:
    with browser.new_context(
        viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True, color_scheme="light"
    ) as context:
        page = context.new_page()
        page.goto(sites.url(KINDS["story: thirty photos"]))
        second = page.locator(".gallery a").nth(1).get_attribute("href") or ""
        page.locator(".gallery a").first.tap()
        assert small_targets(page) == []
        after = page.get_by_role("button", name="Next picture")
        after.tap()
        expect(page.locator("dialog img")).to_have_attribute("src", re.compile(f"{second}$"))
        expect(after).to_be_in_viewport(ratio=1)
        before = page.get_by_role("button", name="Previous picture")
        colour = before.evaluate("button => getComputedStyle(button).color")
        assert colour == page.locator("dialog").evaluate("dialog => getComputedStyle(dialog).color")
        scrolls = page.evaluate("getComputedStyle(document.documentElement).overflowY")
        assert scrolls == "hidden", "the page behind stays where it is"
        page.get_by_role("button", name="Close").tap()
        expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("shape", ["story: every field", "story: a film"])
def test_a_thumb_finds_thank_you_pass_it_on_and_play(browser: Browser, sites: Sites, shape: str) -> None:
    with browser.new_context(
        viewport={"width": 375, "height": 667}, has_touch=True, permissions=["clipboard-write"]
    ) as context:
        page = context.new_page()
        page.goto(sites.url(KINDS[shape]))
        page.get_by_role("button", name="Copy the link").tap()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert small_targets(page) == []
        thank = page.get_by_role("link", name="Say thank you to")
        assert (thank.get_attribute("href") or "").startswith(
            "mailto:stories@merrowdale.example?subject=Thank%20you"
        )
        page.route("**/youtube-nocookie.com/**", lambda route: route.abort())
        play = page.get_by_role("link", name="Play: Two minutes")
        if shape == "story: a film":
            play.tap()
            expect(page.locator("iframe")).to_be_in_viewport()


def test_a_gallery_s_pictures_are_links_where_no_script_runs(browser: Browser, sites: Sites) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sites.url(KINDS["story: thirty photos"]))
        link = page.locator(".gallery a").first.get_attribute("href") or ""
        assert page.request.get(sites.url(link)).headers["content-type"] == "image/jpeg"
        assert page.get_by_role("link", name="WhatsApp").is_visible()


def test_pass_it_on_copies_the_address_and_uses_the_device_s_own_sheet(
    browser: Browser, sites: Sites
) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.add_init_script("navigator.share = async (what) => { window.shared = what }")
        page.goto(sites.url(KINDS["story: every field"]))
        address = page.locator("link[rel=canonical]").get_attribute("href")
        page.get_by_role("button", name="Copy the link").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == address
        page.get_by_role("button", name="Share it").click()
        shared = page.evaluate("window.shared")
        assert shared == {"title": "Everything a story can say at once", "url": address}


def test_the_scripts_of_a_story_are_small(sites: Sites) -> None:
    sizes = {
        path.name.partition("-")[0]: path.stat().st_size for path in sites.folders["many"].glob("theme/*.js")
    }
    assert sizes["share"] <= 1024
    assert sizes["gallery"] <= 2048


@pytest.mark.parametrize(("width", "height"), [(375, 667), (1280, 800)])
def test_on_its_day_something_live_can_be_watched_from_the_first_screen(
    page: Page, sites: Sites, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(sites.url(KINDS["story: live now"]))
    box = page.get_by_role("link", name="Watch now").bounding_box()
    assert box
    assert box["y"] + box["height"] <= height
    picture = page.locator(".lead img").bounding_box()
    assert picture
    assert box["y"] < picture["y"], "the panel stands above the picture"
    pill = page.locator(".story .now")
    assert pill.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(163, 22, 31)"


@pytest.mark.parametrize("ratio", [1, 4, 9])
def test_a_logo_of_any_shape_leaves_the_name_readable_on_the_smallest_phone(
    page: Page, sites: Sites, ratio: int
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(sites.url(KINDS["home"]))
    logo = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ratio * 60}" height="60"><path d="M0 0h9v9"/></svg>'
    )
    page.route("**/logo.svg", lambda route: route.fulfill(body=logo, content_type="image/svg+xml"))
    page.evaluate(
        """() => {
            const mark = document.querySelector(".mark");
            mark.classList.add("logo");
            const image = Object.assign(new Image(144, 48), {src: "/logo.svg", alt: ""});
            mark.firstElementChild.replaceWith(image);
            return image.decode();
        }"""
    )
    lines, width, spill = page.evaluate(
        """() => {
            const name = document.querySelector(".mark b"), box = name.getBoundingClientRect();
            return [box.height / parseFloat(getComputedStyle(name).lineHeight), box.width,
                document.documentElement.scrollWidth - innerWidth];
        }"""
    )
    assert round(lines) <= 2
    assert width >= 100
    assert spill <= 0


def test_nothing_stands_twice_on_the_front_page(page: Page, sites: Sites) -> None:
    page.goto(sites.url(KINDS["home"]))
    links = page.locator("main a[href*='/stories/']").evaluate_all("all => all.map((link) => link.href)")
    assert len(links) == len(set(links))


@pytest.mark.parametrize("width", [320, 375, 768])
def test_what_a_fact_is_called_stands_clear_of_the_fact(page: Page, sites: Sites, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(sites.url(KINDS["story: every field"]))
    room = page.locator(".facts div").evaluate_all("""all => all.map(each => {
      const [name, fact] = [...each.children].map(part => {
        const range = document.createRange();
        range.selectNodeContents(part);
        return range.getBoundingClientRect();
      });
      return fact.left - name.right;
    })""")
    assert len(room) > 3
    assert min(room) > 6
