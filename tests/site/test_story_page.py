"""What a story's own page and its teasers show."""

import re

import pytest

from .making import draw, make_story, plan

QUOTED = """
photos: [{file: a.jpg, alt: A desk, shows: nobody, caption: "It's tuned, isn't it?", credit: Dad's ward}]
quote: {text: "I wasn't hurried", who: Ward 4's patient}
"""


def test_titles_and_captions_have_a_printers_quotes_as_the_text_has() -> None:
    story = make_story(
        more=QUOTED, title="'I''m \"here\" -- with C#'", summary="It's 9am...", by="Dad's ward"
    )
    pages = plan([story, make_story("2026/other", title="It's later", date="2026-11-19 07:45")])
    page = draw(pages["stories/2026/a-night/index.html"])
    for words in (
        "<title>I’m “here” – with C# –", ">I’m “here” – with C#</h1>", ">It’s 9am…</p>",
        "It’s tuned, isn’t it?",
        "Picture: Dad’s ward.", "I wasn’t hurried", "Ward 4’s patient",
        "Told by <bdi>Dad’s ward</bdi>", "It’s later",
        'og:title" content="I’m “here” – with C#"', '"headline":"I’m “here” – with C#"',
    ):  # fmt: skip
        assert words in page, words
    home = draw(pages["index.html"])
    assert ">I’m “here” – with C#</a>" in home
    assert ">It’s 9am…</p>" in home


@pytest.mark.parametrize(
    ("more", "teaser", "line"),
    [
        (
            "by: The night sister, Ward 7\nteam: Ward 7",
            "<b>The night sister, Ward 7</b>",
            "the night sister, Ward 7",
        ),
        ("team: Ward 7", "<b>Ward 7</b>", "Ward 7"),
        ("by: The Larches", "<b>The Larches</b>", "The Larches"),
    ],
)
def test_who_tells_a_story_is_said_at_its_top_and_in_every_list(more: str, teaser: str, line: str) -> None:
    pages = plan([make_story(), make_story("2026/told", more, date="2026-11-19 07:45")])
    assert f"<span>Told by <bdi>{line}</bdi></span>" in draw(pages["stories/2026/told/index.html"])
    assert "Told by" not in draw(pages["stories/2026/a-night/index.html"])
    for page in ("index.html", "archive/2026/index.html"):
        assert teaser in draw(pages[page])
    home = draw(plan([make_story("2026/told", more)])["index.html"])
    assert f"<b>Told by <bdi>{line}</bdi></b>" in home


def test_a_conversation_is_with_a_nurse_whatever_the_line_begins_with() -> None:
    story = make_story(more="interview: {with: A staff nurse}", body="Q: Why?\n\nA: Why not?")
    assert "<span>We talk to a staff nurse</span>" in draw(plan([story])["stories/2026/a-night/index.html"])


def test_a_quotation_leads_its_teaser_and_its_title_comes_last() -> None:
    quoted = make_story(
        "2026/said", "quote: {text: Nobody hurried me, who: A patient}", date="2026-11-19 07:45"
    )
    home = draw(plan([make_story(), quoted])["index.html"])
    card = home[home.index("quoted") :]
    assert card.index("Nobody hurried me") < card.index("A patient") < card.index("/stories/2026/said/")


def test_words_in_the_other_language_say_so() -> None:
    welsh = make_story("2026/bore-da", "lang: cy\ntags: [croeso]\nteam: Reception", title="Bore da")
    pages = plan([welsh, make_story("2026/next", "tags: [nights]", date="2026-11-19 07:45")])
    page = draw(pages["stories/2026/bore-da/index.html"])
    assert '<a lang="en" href="/categories/people/">People</a>' in page
    assert '<dd lang="en"><a href="/teams/reception/">' in page
    assert '<bdi lang="en">next</bdi>' in page
    english = draw(pages["stories/2026/next/index.html"])
    assert '<bdi lang="cy">Bore da</bdi>' in english
    assert '<a href="/categories/people/">People</a>' in english
    home = draw(pages["index.html"])
    assert re.search(
        r'<article class="card hero bare" lang="cy">.*?<p class="kicker" lang="en">', home, re.DOTALL
    )
    tags = draw(pages["tags/index.html"])
    assert '<a lang="cy" href="/tags/croeso/">' in tags
    assert '<a href="/tags/nights/">' in tags
    assert '<h1 lang="cy">croeso</h1>' in draw(pages["tags/croeso/index.html"])


def test_on_the_welsh_front_page_a_place_to_come_to_is_in_the_language_of_its_story() -> None:
    event = "event: {starts: 2026-12-01 14:00, place: The canteen}"
    welsh = make_story("2026/bore-da", "lang: cy", title="Bore da")
    pages = plan([make_story("2026/hello", event, title="Hello"), welsh])
    assert '<bdi lang="en">The canteen</bdi></span> <bdi lang="en">Hello</bdi>' in draw(
        pages["cy/index.html"]
    )
