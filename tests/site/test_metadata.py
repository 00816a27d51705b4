"""What a page tells machines."""

import json
from dataclasses import replace

import pytest
from lxml import html

from goodnews.colours import NIGHT, PAPER, as_hex
from goodnews.photos import Rendition
from goodnews.rendered import Attachment, RenderedStory
from goodnews.site.page import Page
from goodnews.site.static_pages import parse_page

from .making import PHOTO, draw, make_config, make_story, plan


def head_of(rendered: RenderedStory) -> html.HtmlElement:
    page = plan([rendered])[f"{rendered.story.address}index.html"]
    return html.fromstring(draw(page)).find("head")


def meta(head: html.HtmlElement, name: str) -> str | None:
    found = head.xpath("meta[@property=$name or @name=$name]/@content", name=name)
    return str(found[0]) if found else None


def with_card(rendered: RenderedStory) -> RenderedStory:
    return replace(rendered, card=Rendition("9f-card.jpg", 1200, 630, "image/jpeg", 1, "/nowhere"))


def test_a_story_says_who_it_is_to_search_engines_and_to_whoever_shares_it() -> None:
    head = head_of(with_card(make_story("2026/one", PHOTO, title="'A & E'", by="The night sister")))
    address = "https://stories.merrowdale.example/stories/2026/one/"
    assert head.xpath("link[@rel='canonical']/@href") == [address]
    assert meta(head, "og:url") == address
    assert meta(head, "og:type") == "article"
    assert meta(head, "og:title") == "A & E"
    assert meta(head, "og:image") == "https://stories.merrowdale.example/cards/9f-card.jpg"
    assert meta(head, "twitter:card") == "summary_large_image"
    data = json.loads(head.xpath("script[@type='application/ld+json']/text()")[0])
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == "A & E"
    assert data["image"] == ["https://stories.merrowdale.example/cards/9f-card.jpg"]
    assert data["author"] == {"@type": "Person", "name": "The night sister"}
    assert data["datePublished"] == "2026-11-20T07:45:00+00:00"


def test_without_a_card_no_picture_is_shown_where_it_is_shared() -> None:
    """The photo's own consent may not cover other places; only the card knows."""
    head = head_of(make_story("2026/one", PHOTO))
    assert meta(head, "og:image") is None
    assert meta(head, "twitter:card") == "summary"


def test_a_page_without_a_card_of_its_own_shows_its_newest_story_s_or_the_site_s() -> None:
    story = with_card(make_story("2026/one", team="Ward 7"))
    pages = plan([make_story("2026/bare", team="Ward 7"), story])
    for path in ("index.html", "teams/ward-7/index.html", "archive/index.html"):
        head = html.fromstring(draw(pages[path])).find("head")
        assert meta(head, "og:image") == "https://stories.merrowdale.example/cards/9f-card.jpg", path
        assert meta(head, "robots") == "max-image-preview:large"


@pytest.mark.parametrize("path", ["index.html", "teams/ward-7/index.html", "search/index.html", "404.html"])
def test_every_page_names_its_paper_by_day_and_by_night_and_an_icon_for_a_phone(path: str) -> None:
    head = html.fromstring(draw(plan([make_story(team="Ward 7")])[path])).find("head")
    papers = {
        media: head.xpath("meta[@name='theme-color' and contains(@media, $media)]/@content", media=media)
        for media in ("light", "dark")
    }
    assert papers == {"light": [as_hex(PAPER)], "dark": [as_hex(NIGHT)]}
    assert head.xpath("link[@rel='apple-touch-icon']/@href")


def test_the_nearest_feed_comes_first() -> None:
    head = head_of(make_story(team="Ward 7", hospital="The Larches"))
    feeds = head.xpath("link[@type='application/rss+xml']/@href")
    assert feeds == [
        "/teams/ward-7/feed.xml",
        "/hospitals/the-larches/feed.xml",
        "/categories/people/feed.xml",
        "/feed.xml",
    ]


def heard() -> RenderedStory:
    each = make_story("2026/heard", "audio: {file: a.mp3, title: At four, transcript: It is four.}")
    return replace(each, attachments={"a.mp3": Attachment("9f.mp3", "audio/mpeg", 1, "/nowhere")})


def feeds_of(page: Page) -> list[str]:
    found = html.fromstring(draw(page)).xpath("//link[@type='application/rss+xml']/@href")
    return [str(match) for match in found]


@pytest.mark.parametrize("path", ["index.html", "subscribe/index.html", "stories/2026/heard/index.html"])
def test_the_podcast_is_found_once_there_is_somebody_to_be_heard_in_it(path: str) -> None:
    text = parse_page(
        "---\ntitle: Follow\nsummary: How.\ntemplate: subscribe\n---\nSo.\n", "subscribe.md", make_config()
    )
    page = plan([heard(), make_story("2026/read")], texts=[text])[path]
    assert feeds_of(page)[-2:] == ["/feed.xml", "/podcast.xml"]
    silent = plan([make_story("2026/read"), make_story("2026/heard")], texts=[text])[path]
    assert "podcast" not in draw(silent)
    if path.startswith("subscribe"):
        (link,) = html.fromstring(draw(page)).xpath("//main//a[@href='/podcast.xml']")
        assert "podcast" in link.text_content()


def test_a_story_to_be_read_offers_no_podcast_and_nor_does_one_taken_back() -> None:
    pages = plan([heard(), make_story("2026/read")])
    assert "/podcast.xml" not in feeds_of(pages["stories/2026/read/index.html"])
    gone = make_story(
        "2026/gone",
        "audio: {file: a.mp3, title: At four, transcript: It is four.}\n"
        "withdrawn: {on: 2026-12-01, reason: Asked}",
    ).story
    assert "/podcast.xml" not in feeds_of(plan([make_story()], withdrawn=[gone])["index.html"])


def test_what_is_not_there_is_not_to_be_found() -> None:
    head = html.fromstring(draw(plan([])["404.html"])).find("head")
    assert meta(head, "robots") == "noindex"
    assert head.xpath("link[@rel='canonical']") == []


def test_no_share_link_carries_anything_but_the_address_and_the_title() -> None:
    each = make_story("2026/one", title="Tea & toast")
    page = html.fromstring(draw(plan([each])["stories/2026/one/index.html"]))
    away = [href for href in page.xpath("//main//a/@href") if href.startswith(("https://", "mailto:"))]
    assert not [href for href in away if "utm_" in href or "via=" in href]
    assert (
        "https://x.com/intent/post?text=Tea%20%26%20toast&url=https://stories.merrowdale.example/stories/2026/one/"
        in away
    )
    assert "https://github.com/merrowdale/show-them-ours/edit/main/content/stories/2026/one/story.md" in away
