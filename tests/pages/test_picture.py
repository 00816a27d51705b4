"""A photo's element: small files first, a JPEG for everyone, no style attribute."""

from lxml import html

from goodnews.pages.picture import CARD, LEAD, draw_picture

from .making import PHOTO, make_photo, make_story, make_trust


def picture(place=LEAD, focus: str | None = None, *, eager: bool = False) -> html.HtmlElement:
    note = make_story(more=PHOTO).story.front.photos[0].model_copy(update={"focus": focus})
    return html.fromstring(str(draw_picture(make_photo(), note, place, make_trust(), eager=eager)))


def test_it_offers_avif_by_width_and_one_jpeg() -> None:
    (source,) = picture().xpath(".//source")
    assert source.get("type") == "image/avif"
    assert source.get("srcset").split(", ") == [
        f"/photos/0a{size}-{size}.avif {size}w" for size in (480, 960, 1440)
    ]
    (image,) = picture().xpath(".//img")
    assert image.get("src") == "/photos/0a1440-1440.jpeg"
    assert image.get("alt") == 'A "quoted" <desk>'
    assert (image.get("width"), image.get("height")) == ("1440", "960")
    assert image.get("data-ground") == "#336699"
    assert image.get("style") is None


def test_a_card_is_not_offered_more_than_it_can_show() -> None:
    assert picture(CARD).xpath(".//source/@srcset") == [
        "/photos/0a480-480.avif 480w, /photos/0a960-960.avif 960w"
    ]


def test_only_the_first_picture_is_fetched_at_once() -> None:
    assert picture(eager=True).xpath(".//img/@fetchpriority") == ["high"]
    assert picture(eager=True).xpath(".//img/@loading") == []
    assert picture().xpath(".//img/@loading") == ["lazy"]


def test_what_must_stay_in_a_crop_becomes_classes() -> None:
    assert picture(focus="left top").xpath(".//img/@class") == ["x0 y0"]
    assert picture(focus="10% 40%").xpath(".//img/@class") == ["x0"]
    assert picture().xpath(".//img/@class") == []
