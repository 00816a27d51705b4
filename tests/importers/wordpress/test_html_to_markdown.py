"""From what was typed into WordPress to our Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.importers.wordpress import Picture, convert
from goodnews.importers.wordpress.html_to_markdown import placeholder, plain

GAP = placeholder(1)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Hello.</p>", "Hello.\n"),
        ("One line\nand another\n\nA paragraph", "One line\\\nand another\n\nA paragraph\n"),
        ("<!-- wp:paragraph -->\n<p>Block.</p>\n<!-- /wp:paragraph -->", "Block.\n"),
        ("<h1>Big</h1><h3>Small</h3>", "## Big\n\n### Small\n"),
        ("<p>Read <em>this</em> and <strong>that</strong></p>", "Read this and **that**\n"),
        ("<ul><li>Tea</li><li>Toast</li></ul>", "- Tea\n- Toast\n"),
        ('<p><a href="https://a.example/b">A link</a></p>', "[A link](https://a.example/b)\n"),
        ('<p><a href="javascript:alert(1)">A trick</a></p>', "A trick\n"),
        ("<blockquote><p>They were kind.</p></blockquote>", "> They were kind.\n"),
        ("<p>2 * 3 * 4 and snake_case</p>", "2 \\* 3 \\* 4 and snake\\_case\n"),
        ("<script>steal()</script><style>p{}</style><p>Text.</p>", "Text.\n"),
        ("<p>“Lovely” [laughs] [sic]</p>", "“Lovely” [laughs] [sic]\n"),
        ("<p>Soft\u00adhyphen and\u200b nothing\u202e</p>", "Softhyphen and nothing\n"),
        ("", ""),
    ],
)
def test_text_becomes_plain_markdown(html: str, markdown: str) -> None:
    assert convert(html).markdown == markdown


@pytest.mark.parametrize(
    ("html", "picture"),
    [
        (
            '<p><img class="alignleft wp-image-9" src="https://o.example/a.jpg" alt="A bed"></p>',
            Picture("https://o.example/a.jpg", "9", "A bed"),
        ),
        (
            (
                '[caption id="x" width="300"]<a href="https://o.example/a.jpg"><img alt="A bed"'
                ' src="https://o.example/a-300x200.jpg" /></a> Made up. [/caption]'
            ),
            Picture("https://o.example/a-300x200.jpg", "", "A bed", "Made up."),
        ),
        (
            (
                '<figure class="wp-block-image"><img src="https://o.example/a.jpg"/>'
                "<figcaption>Made <em>up</em>.</figcaption></figure>"
            ),
            Picture("https://o.example/a.jpg", "", "", "Made up ."),
        ),
    ],
)
def test_a_picture_leaves_a_gap_with_its_words(html: str, picture: Picture) -> None:
    converted = convert(f"<p>Before.</p>{html}<p>After.</p>")
    assert converted.markdown == f"Before.\n\n{GAP}\n\nAfter.\n"
    assert converted.pictures == (picture,)


def test_a_gallery_leaves_a_gap_for_each_picture() -> None:
    converted = convert('Look:\n\n[gallery columns="2" ids="4, 5"]')
    assert [picture.number for picture in converted.pictures] == ["4", "5"]
    assert converted.markdown == f"Look:\n\n{placeholder(1)}\n\n{placeholder(2)}\n"


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ("[embed]https://video.example/w/1[/embed]", "https://video.example/w/1"),
        ('[video src="https://video.example/w/1"]', "https://video.example/w/1"),
        ('<iframe src="//video.example/e/1"></iframe>', "https://video.example/e/1"),
        ('<video><source src="https://video.example/w/1.mp4"></video>', "https://video.example/w/1.mp4"),
    ],
)
def test_an_embed_becomes_a_link_and_is_spoken_of(html: str, link: str) -> None:
    converted = convert(html)
    assert converted.markdown == f"[Watch or listen]({link})\n"
    assert converted.left_out == (f"an embed of {link} (its link is in the text)",)


def test_a_shortcode_nobody_knows_is_left_out_and_named() -> None:
    converted = convert('Write to us: [contact-form-7 id="1" title="Form"] or call.')
    assert converted.markdown == "Write to us: or call.\n"
    assert converted.left_out == ("the shortcode “contact-form-7”",)


def test_a_form_does_not_come_along() -> None:
    converted = convert("<p>Vote!</p><form><input name=a><button>Go</button></form>")
    assert converted.markdown == "Vote!\n"
    assert "a form" in converted.left_out


@given(st.text(max_size=200))
def test_whatever_was_typed_gives_text_or_nothing(html: str) -> None:
    markdown = convert(html).markdown
    assert markdown == "" or (markdown.endswith("\n") and markdown.strip())


@given(st.text(max_size=100))
def test_plain_words_are_one_line_that_can_be_seen(html: str) -> None:
    words = plain(html)
    assert words == " ".join(words.split())
    assert words.isprintable()
