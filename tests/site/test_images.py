"""A photo's element: small files first, a JPEG for everyone, no style attribute."""

import pytest
from lxml import html

from goodnews.photos import PhotoSet, Rendition
from goodnews.site.images import (
    CARD,
    HERO,
    LEAD,
    POSTER,
    PROSE,
    ImageSlot,
    draw_picture,
    gallery_slot,
    lead_slot,
)

from .making import PHOTO, make_config, make_story, plan


def photo(avif: tuple[int, ...] = (800, 1200, 1520, 1920), jpeg: tuple[int, ...] = (800, 1200)) -> PhotoSet:
    renditions = [
        Rendition(f"0a-{width}.{kind}", width, width * 2 // 3, f"image/{kind}", 1, "/nowhere")
        for kind, widths in (("avif", avif), ("jpeg", jpeg))
        for width in widths
    ]
    return PhotoSet("0" * 64, 3000, 2000, "#336699", tuple(renditions))


def picture(
    place: ImageSlot = LEAD, focus: str | None = None, *, of: PhotoSet | None = None, eager: bool = False
) -> html.HtmlElement:
    note = make_story(more=PHOTO).story.meta.photos[0].model_copy(update={"focus": focus})
    return html.fromstring(str(draw_picture(of or photo(), note, place, make_config(), eager=eager)))


def offered(element: html.HtmlElement, what: str) -> list[str]:
    return [name.removeprefix("/photos/0a-") for name in element.xpath(what)[0].split(",")]


def test_it_offers_both_formats_by_width() -> None:
    element = picture()
    (source,) = element.xpath(".//source")
    (image,) = element.xpath(".//img")
    assert source.get("type") == "image/avif"
    assert offered(element, ".//source/@srcset") == [
        f"{width}.avif {width}w" for width in (800, 1200, 1520, 1920)
    ]
    assert offered(element, ".//img/@srcset") == ["800.jpeg 800w", "1200.jpeg 1200w"]
    assert source.get("sizes") == image.get("sizes") == "(min-width:92rem) 84rem,92vw"
    assert image.get("src") == "/photos/0a-1200.jpeg"


def test_it_says_what_is_needed_before_it_is_there() -> None:
    (image,) = picture().xpath(".//img")
    assert image.get("alt") == 'A "quoted" <desk>'
    assert (image.get("width"), image.get("height")) == ("1200", "800")
    assert image.get("style") is None


def test_a_place_is_not_offered_more_than_it_can_show() -> None:
    assert offered(picture(PROSE), ".//source/@srcset")[-1] == "1520.avif 1520w"
    assert offered(picture(gallery_slot(1)), ".//source/@srcset")[-1] == "1920.avif 1920w"
    assert offered(picture(gallery_slot(2)), ".//source/@srcset")[-1] == "1520.avif 1520w"


def test_a_card_has_one_width_in_each_format_and_so_nothing_to_choose() -> None:
    element = picture(CARD)
    assert element.xpath(".//source/@srcset") == ["/photos/0a-800.avif"]
    assert element.xpath(".//img/@src") == ["/photos/0a-800.jpeg"]
    assert element.xpath(".//@sizes") == element.xpath(".//img/@srcset") == []


@pytest.mark.parametrize("place", [CARD, PROSE, HERO])
def test_a_small_photo_is_offered_as_it_is(place: ImageSlot) -> None:
    element = picture(place, of=photo((640,), (640,)))
    assert element.xpath(".//source/@srcset") == ["/photos/0a-640.avif"]
    assert element.xpath(".//img/@src") == ["/photos/0a-640.jpeg"]
    assert element.xpath(".//@sizes") == element.xpath(".//img/@srcset") == []


def test_a_photo_that_was_only_made_wide_is_shown_on_a_card_too() -> None:
    assert picture(CARD, of=photo((1520,), (1520,))).xpath(".//source/@srcset") == ["/photos/0a-1520.avif"]


def test_only_the_first_picture_is_fetched_at_once() -> None:
    assert picture(eager=True).xpath(".//img/@fetchpriority") == ["high"]
    assert picture(eager=True).xpath(".//img/@loading") == []
    assert picture().xpath(".//img/@loading") == ["lazy"]


def test_what_must_stay_in_a_crop_becomes_classes() -> None:
    assert picture(focus="left top").xpath(".//img/@class") == ["x0 y0"]
    assert picture(focus="10% 40%").xpath(".//img/@class") == ["x0"]
    assert picture().xpath(".//img/@class") == []


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((3000, 2000), LEAD.sizes),
        ((2000, 2000), LEAD.sizes),
        ((2000, 3000), "min(92vw,max(59vh,17rem))"),
        ((1500, 2000), "min(92vw,max(66vh,20rem))"),
    ],
)
def test_a_tall_lead_is_as_wide_as_its_height_allows(size: tuple[int, int], sizes: str) -> None:
    assert lead_slot(PhotoSet("0" * 64, *size, "#336699", ())).sizes == sizes


LIVE = "live: {{starts: {day} 11:00, ends: {day} 13:00, watch: https://live.merrowdale.example/k,"
LIVE += " recording: https://youtu.be/dQw4w9WgXcQ}}"


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("", LEAD),
        ("video: {url: https://youtu.be/dQw4w9WgXcQ, title: Nights, transcript: Words.}", POSTER),
        (LIVE.format(day="2026-11-23"), POSTER),
        (LIVE.format(day="2026-11-25"), LEAD),
    ],
)
def test_a_photo_that_a_film_is_played_from_is_as_wide_as_the_film(more: str, place: ImageSlot) -> None:
    pages = plan([make_story(more=f"{PHOTO}\n{more}")])
    lead = pages["stories/2026/a-night/index.html"].context()["story"].lead
    assert f'sizes="{place.sizes}"' in lead.picture


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (1, "(min-width:92rem) 84rem,92vw"),
        (2, "(min-width:92rem) 41rem,(min-width:47rem) 45vw,92vw"),
        (3, "(min-width:92rem) 27rem,(min-width:69rem) 30vw,(min-width:47rem) 45vw,92vw"),
        (4, "(min-width:92rem) 20rem,(min-width:69rem) 30vw,(min-width:47rem) 45vw,92vw"),
        (30, "(min-width:92rem) 20rem,(min-width:69rem) 30vw,(min-width:47rem) 45vw,92vw"),
    ],
)
def test_a_gallery_s_photos_are_narrower_the_more_stand_side_by_side(count: int, sizes: str) -> None:
    assert gallery_slot(count).sizes == sizes
