"""What GitHub's preview shows is what the page shows."""

from pathlib import Path

import pytest

from benchmarks.stories import corpus
from goodnews.markdown.body import Text, render
from tests.markdown.github import github_html, is_alike, our_html, shape_of
from tests.markdown.prose import prose

ROOT = Path(__file__).parents[2]
FORMS = {
    "a list right under a line": "For the party:\n- tea\n- cake\n\nBefore you come:\n1. Ring\n2. Sign",
    "a list whose first number is not 1": "In the year\n1985. A good year",
    "a table right under a line": "Times:\n| Day | Time |\n|-----|------|\n| Monday | 9am |",
    "nested by two": "- fruit\n  - apples\n    - red\n  - pears\n- bread",
    "nested by three": "1. fruit\n   - apples\n   - pears\n2. bread",
    "nested by four": "- fruit\n    - apples\n    - pears\n- bread",
    "a number with a bracket": "1) Ring\n2) Sign",
    "a paragraph in an item": "- one\n\n  more of it\n- two",
    "a hashtag": "#TeamWard7 is proud",
    "all headings": "# a\n## b\n### c\n#### d\n##### e\n###### f\n####### g",
    "a break": "Mill Lane\\\nMerrowdale  \nMD1",
    "bare addresses": "See https://www.nhs.uk/a, www.nhs.uk/b and tea@merrowdale.example.",
    "a fence": "```\nno *words* here\n\n- none\n```",
    "struck out": "~~Monday~~ ~Tuesday~, ~~from about ~ nine~~, about ~20 beds and ~30 chairs",
    "not struck out": "A ~~~wave~~~ and ~~ no wave ~~ and ~~one~ too few.",
    "a task": "- [ ] kettle\n- [x] tea",
    "escaped signs": "\\# no heading, \\- no list, \\~\\~not struck\\~\\~, C:\\dir",
    "HTML with a line below it": "<p>x</p>\n[here](https://a.example/)",
    "HTML around Markdown": "<div>\n\n**one**\n\n- two\n\n</div>\n\n<details>\n\n> three\n\n</details>",
    "HTML around Markdown that is not rendered": "<div>\n**one**\n</div>",
    "a comment": "one\n\n<!-- two\n\nthree -->\n\nfour <!-- five --> six",
    "a quotation": "> one\ntwo\n\nthree\n> four\n\n> - five\n>   - six",
    "code that is moved in": "    one\n\n    two\n\nthree\n    four",
    "a rule between lists": "- one\n---\n- two\n\n* * *\n\n1. three",
    "a loose list": "- one\n\n- two\n- three",
    "two lists": "- one\n- two\n\n+ three\n\n1. four\n\n1) five",
    "cells": "| a | b |\n|:-|-:|\n| x \\| y | `z` |\n| 1 |\n| 1 | 2 | 3 |\nno pipe",
    "footnotes": "One.[^b] Two.[^a]\n\n[^a]: Ibid.\n[^b]: https://www.merrowdale.example/\n\n    And more.",
    "references": "[one] and [two][b] and [three]\n\n[one]: /a/\n[b]: <https://a.example/> 'B'",
    "an address with a space": "[one](/a b/) ![two](IMG 12.jpg) [three](</a b/>)",
    "emphasis": "**bold**text wo*r*d snake_case_word 2 * 3 * 4 *a **b** c* __d__ **e:** f",
    "an address in italics": "_tea@a.example_ and *tea@b.example* and __tea@c.example__ and https://d.example/",
    "addresses of any kind": "<tel:01632960100> <mailto:tea@a.example?subject=Tea>",
    "references in a row": "[a] [b]\n![c] [b]\n\n[a]: /1/\n[b]: </2 3/>\n[c]: d.jpg",
    "a footnote without words": "One.[^a] Two.[^b]\n\n[^a]:\n[^b]:\nThree.",
    "a mark of the byte order within": "one \ufefftwo\n\n\ufeff# three",
    "HTML without an end": "one <b>two\n\nthree\n\n<div>\n\nfour <i>five",
    "an address without a name": "[]: tea\n[ ]: tea",
    "a tab": "-\tone\n-\ttwo\n\t- three",
}


@pytest.mark.parametrize("source", FORMS.values(), ids=FORMS.keys())
def test_a_form_is_read_as_github_reads_it(source: str) -> None:
    assert shape_of(our_html(source)) == shape_of(github_html(source))


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.md")), ids=lambda path: path.parent.name)
def test_a_page_or_story_of_ours_is_read_as_github_reads_it(path: Path) -> None:
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert shape_of(our_html(body)) == shape_of(github_html(body))


def test_the_made_up_stories_that_measure_the_site_are_read_as_github_reads_them() -> None:
    assert all(is_alike(text.split("\n---\n", 1)[1]) for _, text in corpus(100))


def test_of_a_thousand_texts_in_a_hundred_forms_ninety_nine_in_a_hundred_are_alike() -> None:
    other = [number for number in range(1000) if not is_alike(prose(number))]
    assert len(other) <= 10, [prose(number) for number in other[:3]]


@pytest.mark.parametrize(
    ("source", "ours"),
    [
        ("> - [ ] one", '<input type="checkbox" disabled aria-label="to do"> one'),
        ("[^1]: A note without a place.", "A note without a place."),
        ("WWW.A.EXAMPLE", '<a href="https://WWW.A.EXAMPLE">'),
        ("mailto:a@b.example", '<p>mailto:<a href="mailto:a@b.example">a@b.example</a></p>'),
        ("https://a.example/?b&amp;c", '<a href="https://a.example/?b&amp;c">https://a.example/?b&amp;c</a>'),
        ("site:https://a.example", "<p>site:https://a.example</p>"),
        ("https://a.example\\\nb", '<a href="https://a.example">https://a.example</a><br>'),
        ("[a]: /b/\nTitle\n---", "[a]: /b/\nTitle</h2>"),
        ("[see https://a.example/b]", '[see <a href="https://a.example/b">'),
        ("1. - [ ] one", '<input type="checkbox" disabled aria-label="to do"> one'),
        ("**A*s**", "<p>*<em>A<em>s</em></em></p>"),
        ("[one](/b/ (two))", "<p>[one](/b/ (two))</p>"),
        ("**👏**x", "<p>**👏**x</p>"),
        ("x**£5**", "<p>x**£5**</p>"),
        ("a[^A]\n\n[^a]: b", "<p>a[^A]</p>"),
        ("[a]\n\n[a]: /b/ 'c\nd'", "<p>[a]</p>"),
        ("[a][b][c]\n\n[c]: /d/", '<p>[a][b]<a href="/d/">c</a></p>'),
        ("[a]\n\n- b\n\n  [a]: /c/", "<li>\n<p>b</p>\n</li>"),
    ],
)
def test_where_we_differ_is_known(source: str, ours: str) -> None:
    """They are listed in docs/editing.md."""
    assert ours in render(Text(source)).html
    assert not is_alike(source)
