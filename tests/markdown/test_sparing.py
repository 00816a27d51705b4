"""Rules that can't match are not tried, and nothing comes out otherwise for it."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import markdown.preprocessors
import pytest
from hypothesis import given, settings
from markdown import Markdown
from markdown.inlinepatterns import LinkInlineProcessor, SimpleTagInlineProcessor

from goodnews.markdown.sparing import spare
from tests.markdown.samples import MARKDOWN, real_texts

EXTENSIONS = ["abbr", "footnotes", "sane_lists", "tables"]


def _spared(source: str) -> str:
    parser = Markdown(extensions=EXTENSIONS)
    spare(parser)
    return parser.convert(source)


@given(MARKDOWN)
@settings(max_examples=600)
def test_every_text_comes_out_as_when_all_rules_are_tried(source: str) -> None:
    assert _spared(source) == Markdown(extensions=EXTENSIONS).convert(source)


def test_real_texts_come_out_as_when_all_rules_are_tried() -> None:
    texts = real_texts()
    assert [_spared(text) for text in texts] == [
        Markdown(extensions=EXTENSIONS).convert(text) for text in texts
    ]


class _CountedLink(LinkInlineProcessor):
    tried = 0

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        self.tried += 1
        return super().getCompiledRegExp()


@pytest.mark.parametrize(
    ("source", "tried"),
    [
        ("One.\n\nTwo *three*.\n\n- four", 0),
        # Once finds it, once finds no more of it; the words of the link are not looked at again.
        ("One.\n\nTwo [three](/four/).\n\n- five", 2),
    ],
)
def test_a_pattern_is_tried_only_where_its_mark_is(source: str, tried: int) -> None:
    parser = Markdown()
    counted = _CountedLink(r"(?<!\!)\[", parser)
    parser.inlinePatterns.register(counted, "link", 160)
    spare(parser)
    parser.convert(source)
    assert counted.tried == tried


def test_a_pattern_that_is_not_listed_is_tried_everywhere() -> None:
    parser = Markdown()
    parser.inlinePatterns.register(SimpleTagInlineProcessor(r"()=(\w+)=", "u"), "ours", 5)
    spare(parser)
    assert parser.convert("one =two= three\n\n*four* =five=") == (
        "<p>one <u>two</u> three</p>\n<p><em>four</em> <u>five</u></p>"
    )


def test_words_that_follow_a_heading_within_a_list_are_looked_at() -> None:
    assert '<a href="three">two</a>' in _spared("- # One\n[two](three)")


def test_one_parser_remembers_nothing_of_the_texts_before() -> None:
    parser = Markdown(extensions=EXTENSIONS)
    spare(parser)
    sources = ["[a](b)", "plain", "*a* `b`", "a  \nb", "plain", "[a](b) *c*"]
    assert [parser.reset().convert(each) for each in sources] == [
        Markdown(extensions=EXTENSIONS).convert(each) for each in sources
    ]


@pytest.mark.parametrize(
    "kind", ["table", "hashheader", "setextheader", "hr", "quote", "footnote", "abbr", "reference"]
)
def test_a_kind_of_block_is_looked_for_only_where_its_mark_is(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parser = Markdown(extensions=EXTENSIONS)

    def fail(parent: Element, block: str) -> bool:
        pytest.fail(f"{kind} was looked for in {block!r}")

    monkeypatch.setattr(parser.parser.blockprocessors[kind], "test", fail)
    spare(parser)
    assert (
        parser.convert("One: two.\nThree!\n\n1. four")
        == "<p>One: two.\nThree!</p>\n<ol>\n<li>four</li>\n</ol>"
    )


def test_html_is_looked_for_only_where_a_tag_or_an_entity_could_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        pytest.fail("HTML was looked for")

    parser = Markdown()
    spare(parser)
    assert parser.convert("<div>\n*one*\n</div>") == "<div>\n*one*\n</div>"
    monkeypatch.setattr(markdown.preprocessors, "HTMLExtractor", fail)
    assert parser.reset().convert("*one* > two") == "<p><em>one</em> &gt; two</p>"
