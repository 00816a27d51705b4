"""Paper, a reader's own colours, and a page that does not jump."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import KINDS, Sites
from .looks import unusable_in_forced_colours


def test_forced_colours_keep_every_button_and_panel_in_sight(browser: Browser, sites: Sites) -> None:
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        for shape in ("story: come and say hello", "thank you"):
            page.goto(sites.url(KINDS[shape]))
            assert unusable_in_forced_colours(page) == []
        tail = page.locator(".bubble").evaluate("bubble => getComputedStyle(bubble, '::after').display")
        assert tail == "none", "a stray square"


def test_on_paper_there_is_the_story_and_none_of_the_furniture(page: Page, sites: Sites) -> None:
    page.emulate_media(media="print")
    page.goto(sites.url(KINDS["story: every field"]))
    for words in (".lead img", ".prose p", ".scan img", ".scan p"):
        assert page.locator(words).first.is_visible(), words
    for furniture in (".band", ".after", ".related", ".rule"):
        assert not page.locator(furniture).is_visible(), furniture
    page.goto(sites.url(KINDS["home"]))
    assert not page.locator("#soon").is_visible(), "a heading above nothing"
    page.goto(sites.url(KINDS["about"]))
    heading, words = (page.locator(name).bounding_box() for name in ("h1", ".standfirst"))
    assert heading
    assert words
    assert words["y"] >= heading["y"] + heading["height"], "squeezed beside its heading"
    page.goto(sites.url(KINDS["story: a film"]))
    box = page.get_by_text("A robot hums.").bounding_box()
    assert box
    assert box["height"] > 10, "a transcript is open"
    page.goto(sites.url(KINDS["story: a conversation"]))
    parted = "all => all.map(one => getComputedStyle(one).breakInside)"
    assert page.locator(".exchange").evaluate_all(parted) == ["avoid", "avoid"], "question and answer"


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_pages_fade_and_pictures_grow_only_where_motion_is_welcome(
    browser: Browser, sites: Sites, motion: Literal["no-preference", "reduce"], moves: bool
) -> None:
    with browser.new_context(reduced_motion=motion) as context:
        page = context.new_page()
        page.goto(sites.url(KINDS["home"]))
        fades = page.evaluate(
            """() => [...document.styleSheets[0].cssRules]
                .filter((rule) => rule instanceof CSSMediaRule && matchMedia(rule.conditionText).matches)
                .some((rule) => [...rule.cssRules].some((one) => one instanceof CSSViewTransitionRule))"""
        )
        card = page.locator(".cards .card:has(img)").first
        card.hover()
        grows = card.locator("img").evaluate("image => getComputedStyle(image).scale !== 'none'")
        assert (fades, grows) == (moves, moves)


@pytest.mark.parametrize(
    ("shape", "query", "styles"),
    [
        ("story: a conversation", ".question", {"fontFamily": "Newsreader"}),
        ("story: in their words", "blockquote.big", {"fontFamily": "Newsreader"}),
        ("story: a thank you", ".letter", {"fontFamily": "Newsreader"}),
        ("home", ".mark b", {"fontFamily": "Newsreader"}),
        ("home", "body", {"fontFamily": "-apple-system"}),
        ("home", ".foot", {"borderTopStyle": "solid", "borderTopColor": "rgb(67, 61, 53)"}),
    ],
)
def test_words_have_their_face_and_the_foot_its_edge_in_the_dark(
    page: Page, sites: Sites, shape: str, query: str, styles: dict[str, str]
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(sites.url(KINDS[shape]))
    drawn = page.locator(query).first.evaluate("one => ({...getComputedStyle(one)})")
    assert {name: drawn[name].partition(", S")[0].partition(', "')[0] for name in styles} == styles


def test_a_film_has_a_round_button_and_its_title_below_the_picture(page: Page, sites: Sites) -> None:
    page.set_viewport_size({"width": 375, "height": 667})
    page.goto(sites.url(KINDS["story: a film"]))
    button = page.locator(".play").evaluate(
        "play => { const s = getComputedStyle(play, '::before'); return [s.width, s.height, s.borderRadius] }"
    )
    assert button == ["64px", "64px", "50%"]
    picture, title = (page.locator(name).bounding_box() for name in (".play img", ".play span"))
    assert picture
    assert title
    assert picture["y"] + picture["height"] <= title["y"]


def test_at_a_tablets_width_a_text_is_clearly_narrower_than_its_picture(page: Page, sites: Sites) -> None:
    page.set_viewport_size({"width": 768, "height": 1024})
    page.goto(sites.url(KINDS["story: every field"]))
    picture, text = (page.locator(name).first.bounding_box() for name in (".lead img", ".prose"))
    assert picture
    assert text
    assert text["width"] <= picture["width"] * 0.9


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.nightly)])
@pytest.mark.parametrize(
    "shape", ["home", "search", "story: every field", "story: thirty photos", "story: a film"]
)
def test_nothing_jumps_while_a_page_loads(page: Page, sites: Sites, shape: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(
        """window.jumps = 0;
        new PerformanceObserver((list) => {
            for (const each of list.getEntries()) window.jumps += each.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(sites.url(KINDS[shape]), wait_until="networkidle")
    for _ in range(12):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(30)
    assert page.evaluate("window.jumps") == 0


def test_a_text_keeps_its_numbers_its_columns_and_its_boxes(page: Page, sites: Sites) -> None:
    page.goto(sites.url(KINDS["story: every field"]))
    style = page.locator(".prose").first.evaluate(
        """prose => {
            prose.innerHTML = `<ol><li>one</li></ol><ul><li><input type="checkbox" disabled></li></ul>
                <table><tr><th>a</th><td align="right">1</td></tr></table>`;
            const of = (name) => getComputedStyle(prose.querySelector(name));
            return [of("ol").listStyleType, of("ul li").listStyleType, of("input").width !== of("ul").width,
                of("th").textAlign, of("td").textAlign];
        }"""
    )
    assert style == ["decimal", "none", True, "left", "-webkit-right"]


@pytest.mark.parametrize(("width", "height"), [(375, 667), (768, 1024), (1280, 800), (1920, 1080)])
def test_the_first_screen_says_what_is_new_and_who_tells_it(
    page: Page, sites: Sites, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(sites.url(KINDS["home"]))
    for front in ("front page, in Welsh", "home"):
        page.goto(sites.url(KINDS[front]))  # the display face is there the second time
        lines, size = page.locator(".slogan h1").evaluate(
            """slogan => [slogan.offsetHeight / parseFloat(getComputedStyle(slogan).lineHeight),
                parseFloat(getComputedStyle(slogan).fontSize)]"""
        )
        assert round(lines) == 1, front
        assert size <= 20
    for name in (".hero h2", ".hero .standfirst", ".hero .meta"):
        box = page.locator(name).bounding_box()
        assert box, name
        assert box["y"] + box["height"] <= height, name
    boxes = [page.locator(name).bounding_box() for name in (".hero img", ".hero .words", ".mark", ".top nav")]
    picture, words, mark, menu = (box or pytest.fail("is not there") for box in boxes)
    if width < 896:
        assert picture["y"] + picture["height"] <= words["y"], "picture first, words below it"
        assert (picture["x"], picture["width"]) == (0, width), "from edge to edge"
        assert mark["y"] + mark["height"] <= menu["y"], "two rows"
    else:
        assert words["x"] + words["width"] <= picture["x"], "words beside the picture"
        assert menu["y"] < mark["y"] + mark["height"], "one row"


WIDE_FACE = """(text) => {
    const style = document.documentElement.style;
    style.fontSize = text;
    for (const face of ["--text", "--face"]) style.setProperty(face, "Verdana, DejaVu Sans");
}"""


@pytest.mark.parametrize("text", ["100%", "120%"])
@pytest.mark.parametrize("shape", ["home", "front page, in Welsh"])
def test_a_phone_s_header_has_two_rows_whatever_the_face(
    page: Page, sites: Sites, shape: str, text: str
) -> None:
    page.goto(sites.url(KINDS[shape]))
    page.evaluate(WIDE_FACE, text)
    for width in (320, 375, 414):
        page.set_viewport_size({"width": width, "height": 640})
        rows = page.locator(".top nav").bounding_box()
        target = page.locator(".top nav a").first.bounding_box()
        assert rows
        assert target
        assert rows["height"] == target["height"], f"one row of links at {width}"
        for link in page.locator(".top nav a").all()[:3]:
            box = link.bounding_box()
            assert box
            assert box["y"] == target["y"], f"stories, feeds and search are in it at {width}"
            assert box["x"] + box["width"] <= width


def test_what_a_menu_has_no_room_for_is_in_the_foot_and_shows_to_a_keyboard(page: Page, sites: Sites) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(sites.url(KINDS["home"]))
    page.evaluate(WIDE_FACE, "120%")
    last = page.locator(".top nav a").last
    expect(last).not_to_be_in_viewport()
    expect(page.locator(".foot").get_by_role("link", name=last.inner_text())).to_be_visible()
    page.locator(".top nav a").nth(2).focus()
    page.keyboard.press("Tab")
    expect(last).to_be_in_viewport(ratio=0.95)


def test_everything_begins_at_one_left_edge(page: Page, sites: Sites) -> None:
    edges: dict[int, set[int]] = {width: set() for width in (375, 768, 1280, 1920)}
    for shape in ("home", "year", "about", "search", "story: every field"):
        page.goto(sites.url(KINDS[shape]))
        for width, lefts in edges.items():
            page.set_viewport_size({"width": width, "height": 800})
            lefts |= set(
                page.evaluate(
                    """() => [...document.querySelectorAll(
                        ".mark, h1, .cards, .lead, .facts, .related h2, .band h2, .rule"
                    )].map((each) => Math.round(
                        each.getBoundingClientRect().left + parseFloat(getComputedStyle(each).paddingLeft)
                    ))"""
                )
            )
    assert {width: len(lefts) for width, lefts in edges.items()} == dict.fromkeys(edges, 1), edges
