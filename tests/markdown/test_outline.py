"""What readers get of a text, each part with its line in the file."""

import pytest

from goodnews.markdown.body import Text, render
from goodnews.markdown.figures import Picture
from goodnews.markdown.outline import Heading, TextLink, Words

TEXT = """\
# On *shift*

The kettle
sings. See [the rota](/rota/)
and ![a clock](clock.jpg).

- <b>One</b>
- [two](https://a.example/)
  - three

<div>
hello
</div>

    code [no](link)

| Day | Time |
|-----|------|
| Mon | 9am  |

More.[^1]

##

[^1]: See https://b.example/

    and `this`.
"""


def test_every_part_has_its_line_in_the_file() -> None:
    outline = render(Text(TEXT, ("clock.jpg",), line=10)).outline
    assert outline.headings == (Heading(10, 1, "On shift"), Heading(32, 2, ""))
    assert outline.links == (
        TextLink(13, "the rota", "/rota/"),
        TextLink(17, "two", "https://a.example/"),
        TextLink(34, "https://b.example/", "https://b.example/"),
    )
    assert outline.pictures == (Picture(14, "clock.jpg", "a clock"),)
    assert outline.emphasised == (Words(10, "shift"),)
    assert outline.blocks == (
        Words(10, "On shift"),
        Words(12, "The kettle\nsings. See the rota\nand ."),
        Words(16, "One"),
        Words(17, "two"),
        Words(18, "three"),
        Words(21, "hello"),
        Words(24, "code [no](link)"),
        Words(26, "Day | Time"),
        Words(28, "Mon | 9am"),
        Words(30, "More."),
        Words(34, "See https://b.example/"),
        Words(36, "and this."),
    )
    assert outline.asides == (Words(14, "a clock"),)


def test_what_is_read_aloud_has_no_code_and_no_headings() -> None:
    outline = render(Text("## Tea\n\nUse `inv`.\n\n```\nx\n```")).outline
    assert outline.paragraphs == (Words(3, "Use ."),)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("999&nbsp;000&nbsp;0018", "999\xa0000\xa00018"),
        ("**999** *000* ~~0018~~", "999 000 0018"),
        ("999<br>000<br>0018", "999 000 0018"),
        ("999  \n000\\\n0018", "999\n000\n0018"),
        ("999<!-- x -->000", "999000"),
        ("&#57;&#57;9", "999"),
    ],
)
def test_words_are_what_readers_see(source: str, words: str) -> None:
    assert render(Text(source)).outline.blocks[0].text == words


def test_all_words_stand_on_their_lines() -> None:
    outline = render(
        Text("One\ntwo.[^1]\n\n[^1]: Five\n\n- three\n- four\n\n|a|b|\n|-|-|\n|c|d|", line=3)
    ).outline
    assert outline.text(3).split("\n") == [
        "One",
        "two.",
        "",
        "- Five",
        "",
        "- three",
        "- four",
        "",
        "- a | b",
        "",
        "- c | d",
    ]


def test_addresses_that_the_page_drops_are_seen_as_they_are_written() -> None:
    source = (
        'See <a href="http://a.example/">here</a> and\n[this](javascript:alert(1)) and <a href="/c/">it</a>.'
    )
    body = render(Text(source))
    assert [(link.line, link.href) for link in body.outline.links] == [
        (1, "http://a.example/"),
        (2, "javascript:alert(1)"),
        (1 + 1, "/c/"),
    ]
    assert body.html.count("href") == 1


def test_html_that_the_page_drops_is_seen() -> None:
    outline = render(
        Text("One\n\n<marquee>two</marquee> <b onclick='x'>three</b>\n\n<form>\n<input name=a>\n</form>")
    ).outline
    assert [(tag.line, tag.name) for tag in outline.tags] == [
        (3, "marquee"),
        (3, "b"),
        (5, "form"),
        (6, "input"),
    ]
    assert "onclick" in outline.tags[1].attributes


def test_markdown_that_is_not_rendered_is_seen() -> None:
    outline = render(Text("<div>\nOne\n**two** [three](/x/)\n</div>\n\n<div>\n\n**four**\n\n</div>")).outline
    assert outline.unrendered == (Words(3, "**two**"),)


def test_what_shows_only_when_somebody_asks_is_kept_apart() -> None:
    outline = render(Text("The NHS.\n\n<!-- Bed 4 -->\n\n*[NHS]: National Health Service")).outline
    assert outline.asides == (Words(1, "National Health Service"), Words(3, "Bed 4"))


@pytest.mark.parametrize("said", ["0", "99999", "-3", "x", ""])
def test_nobody_can_say_another_line(said: str) -> None:
    outline = render(
        Text(f'One\n\n<div data-line="{said}">two</div> <i data-line="{said}">three</i>', line=5)
    ).outline
    assert all(5 <= words.line <= 7 for words in outline.blocks)
    assert "data-line" not in render(Text(f'<p data-line="{said}">x</p>')).html
