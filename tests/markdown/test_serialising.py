"""A tree is written as the library writes it, whatever is in it."""

from xml.etree.ElementTree import Comment, Element, SubElement

import pytest
from hypothesis import given, settings
from markdown.serializers import to_html_string

from goodnews.markdown import serialising
from goodnews.markdown.serialising import serialise
from tests.markdown.trees import TREES


@given(TREES)
@settings(max_examples=400)
def test_every_tree_is_written_as_by_the_library(tree: Element) -> None:
    assert serialise(tree) == to_html_string(tree)


@pytest.mark.parametrize("given", [{"checked": "checked"}, {"data-x": "1"}, {"open": "open"}])
def test_attributes_that_are_not_known_are_left_to_the_library(given: dict[str, str]) -> None:
    root = Element("div")
    SubElement(root, "p", given).text = "a"
    assert serialise(root) == to_html_string(root)


def test_a_comment_is_left_to_the_library() -> None:
    root = Element("div")
    root.append(Comment("a"))
    assert serialise(root) == "<div><!--a--></div>"


def test_what_a_story_is_made_of_is_written_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Element) -> str:
        pytest.fail("the library was asked")

    monkeypatch.setattr(serialising, "to_html_string", fail)
    root = Element("div")
    SubElement(
        SubElement(root, "p", {"class": "answer"}), "a", href="/x/?a=1&b=2", title='"Tea"'
    ).text = "1 < 2"
    SubElement(root, "figure", {"data-photo": "a.jpg"})
    assert serialise(root) == (
        '<div><p class="answer"><a href="/x/?a=1&amp;b=2" title="&quot;Tea&quot;">1 &lt; 2</a></p>'
        '<figure data-photo="a.jpg"></figure></div>'
    )


def test_a_tree_may_be_deep() -> None:
    root = deepest = Element("div")
    for _ in range(5_000):
        deepest = SubElement(deepest, "em")
    assert serialise(root) == to_html_string(root)
