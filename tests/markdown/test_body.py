"""A story's text as HTML that is safe to publish."""

import re

import pytest

from goodnews.markdown.body import Text, first_lines, render
from goodnews.markdown.figures import insert_photos

PHOTOS = ("a.jpg", "b c.jpg")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello *there*", "<p>Hello <em>there</em></p>"),
        ("# One\n\n## Two", "<h2>One</h2>\n<h2>Two</h2>"),
        ('She said "yes" -- twice', "<p>She said “yes” – twice</p>"),
        ("[here](https://a.example/)", '<p><a href="https://a.example/">here</a></p>'),
        ("[here](../other/)", '<p><a href="../other/">here</a></p>'),
        ("{{ settings }} {% raw %}", "<p>{{ settings }} {% raw %}</p>"),
    ],
)
def test_markdown_becomes_plain_html(source: str, html: str) -> None:
    assert render(Text(source)).html == html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](http://plain.example/)",
        '<a href="JaVaScRiPt:alert(1)">x</a>',
        '<p onclick="x()" style="color:red" class="lead">hi</p>',
        "<iframe src=https://x.example></iframe>",
        "<img src=x onerror=alert(1)>",
        "![](https://tracker.example/pixel.gif)",
        "<svg onload=alert(1)>",
        "<style>body{display:none}</style>",
        "<form action=https://x.example><input name=a></form>",
        '<div id="main">x</div>',
        "<meta http-equiv=refresh content=0>",
        "<base href=https://x.example>",
    ],
)
def test_what_is_dangerous_does_not_reach_the_page(source: str) -> None:
    html = render(Text(source)).html.lower()
    assert not re.search(
        r"script|onclick|onerror|onload|style|javascript|data:|http:|iframe|img|form|id=|meta|base|lead", html
    )


def test_a_photo_alone_becomes_a_placeholder_of_its_own() -> None:
    body = render(Text("One.\n\n![](a.jpg)\n\nTwo.", PHOTOS))
    assert body.html == '<p>One.</p>\n<figure data-photo="a.jpg"></figure>\n<p>Two.</p>'
    assert body.placed == ("a.jpg",)


def test_two_photos_in_one_paragraph_stand_side_by_side() -> None:
    body = render(Text("![](a.jpg) ![](b%20c.jpg)", PHOTOS))
    assert body.html.startswith('<div class="side-by-side">')
    assert body.placed == ("a.jpg", "b c.jpg")


def test_a_photo_within_words_follows_its_paragraph_and_the_words_stay() -> None:
    html = render(Text("Before ![](a.jpg) after.", PHOTOS)).html
    assert re.fullmatch(r'<p>Before\s+after\.</p>\n<figure data-photo="a.jpg"></figure>', html)


def test_only_the_storys_own_photos_can_be_placed() -> None:
    body = render(Text('![](other.jpg)\n\n<figure data-photo="x"></figure>', PHOTOS))
    assert body.placed == ()
    assert insert_photos(body.html, lambda file: "SHOWN" if file in PHOTOS else "").strip() == ""


def test_placing_fills_each_placeholder() -> None:
    body = render(Text("![](a.jpg) ![](<b c.jpg>)", PHOTOS))
    assert "[a.jpg]" in insert_photos(body.html, lambda file: f"[{file}]")
    assert "[b c.jpg]" in insert_photos(body.html, lambda file: f"[{file}]")


def test_a_photo_in_a_list_stays_in_it_and_one_in_a_link_leaves_it() -> None:
    body = render(Text("- Tea\n- ![](a.jpg)\n\n[![](b%20c.jpg)](https://a.example/)", PHOTOS))
    assert '<li><figure data-photo="a.jpg"></figure></li>' in body.html
    assert body.html.endswith('<figure data-photo="b c.jpg"></figure>')


def test_a_row_that_a_writer_left_empty_is_taken_out() -> None:
    body = render(Text('One.\n\n<div class="side-by-side">\n\n</div>\n\nTwo.')).html
    assert "side-by-side" in body
    assert "side-by-side" not in insert_photos(body, lambda file: file)


def test_an_interview_is_set_as_exchanges() -> None:
    source = "Before.\n\nQ: How was it?\nA: Fine.\n\nMore.\n\n## Later\n\nQ: And *now*?\n\nA: Bed."
    html = render(Text(source, interview=True)).html
    assert html.count('<div class="exchange">') == 2
    assert '<p class="question">How was it?</p>' in html
    assert '<p class="answer">More.</p>' in html
    assert '<p class="question">And <em>now</em>?</p>' in html
    assert "Q:" not in html


def test_a_story_that_is_no_interview_keeps_its_letters() -> None:
    assert render(Text("Q: What?")).html == "<p>Q: What?</p>"


def test_nothing_is_kept_from_text_to_text() -> None:
    text = Text("One[^1].\n\n[^1]: note\n\n*[A]: abbreviation", PHOTOS)
    first = render(text)
    render(Text("Q: x\n\nA: y", interview=True))
    assert render(text) == first
    assert render(Text("A ![](a.jpg)")).placed == ()
    render(Text("![](a.jpg)", PHOTOS))
    assert render(Text("", PHOTOS)).placed == ()


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("One.\n\nTwo.", 100, ("One.", "Two.")),
        ("One. Two is longer.\n\nThree.", 10, ("One.",)),
        ("A sentence without an end", 12, ("A sentence…",)),
        ("One.\n\nA sentence without an end", 12, ("One.",)),
        ("Tea & *cake*<br>\nfor 5 < 6.[^1]\n\n[^1]: Note.", 100, ("Tea & cake for 5 < 6.",)),
        ("# Heading\n\n- a list\n\nWords.", 100, ("Words.",)),
        ("", 100, ()),
    ],
)
def test_first_lines_are_plain_words_that_end_where_people_end(
    text: str, most: int, lines: tuple[str, ...]
) -> None:
    assert first_lines(render(Text(text)).html, most) == lines
