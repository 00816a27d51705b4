"""Markdown taken apart, each part with its line."""

from goodnews.checks.parts import Heading, LinkText, Paragraph, Picture
from goodnews.checks.prose import read_prose

TEXT = """\
## On *shift*

The kettle
sings. See [the rota](/rota/)
and ![a clock](clock.jpg).

- <b>One</b>
- [two](https://a.example/ "Two")

<div>
hello
</div>

    code [no](link)
"""


def test_every_part_has_its_line_in_the_file() -> None:
    prose = read_prose(TEXT, first_line=10)
    assert prose.headings == (Heading(10, 2, "On shift"),)
    assert prose.links == (LinkText(13, "the rota", "/rota/"), LinkText(17, "two", "https://a.example/"))
    assert prose.pictures == (Picture(14, "clock.jpg", "a clock"),)
    assert prose.emphasised == (Paragraph(10, "shift"),)
    assert [part.line for part in prose.html] == [16, 16, 19]
    assert prose.paragraphs[0] == Paragraph(12, "The kettle\nsings. See the rota\nand .")


def test_an_empty_text_has_no_parts() -> None:
    assert read_prose("") == read_prose("\n\n")


def test_links_no_browser_would_follow_are_seen_too() -> None:
    (link,) = read_prose("[x](javascript:alert(1))").links
    assert link.href == "javascript:alert(1)"
