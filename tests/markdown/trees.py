"""Trees as Markdown makes them of a text, and as it never would."""

from copy import deepcopy
from random import Random
from xml.etree.ElementTree import Element

from hypothesis import strategies as st

_TAGS = ["p", "h1", "ul", "li", "blockquote", "div", "pre", "code", "em", "a", "br", "hr", "img", "sup", "td"]
_TAGS += ["script", "span", "BR", "figure"]
_WORDS = ["tea", " ", "\n", "a & b", "&amp;", "&#8217;", "a < b > c", '"', "\x0239\x03", "\x02amp\x03", "tŷ"]
_NAMES = ["href", "title", "alt", "class", "id", "checked", "data-x", "src"]
_VALUES = ["x", "", "a & b", "&amp;", '"<>', "checked", "a\nb", "a\x0239\x03"]


def copy_of(tree: Element) -> Element:
    """The same tree again, to be changed."""
    return deepcopy(tree)


def _tree(chance: Random, depth: int) -> Element:
    element = Element(chance.choice(_TAGS))
    element.text, element.tail = _words(chance), _words(chance)
    if not chance.randrange(3):
        element.set(chance.choice(_NAMES), chance.choice(_VALUES))
        element.set(chance.choice(_NAMES), chance.choice(_VALUES))
    if depth:
        element.extend(_tree(chance, depth - 1) for _ in range(chance.randrange(4)))
    return element


def _words(chance: Random) -> str | None:
    return "".join(chance.choices(_WORDS, k=chance.randrange(3))) if chance.randrange(3) else None


def _root(seed: int) -> Element:
    chance = Random(seed)
    root = Element("div")
    root.text = _words(chance)
    root.extend(_tree(chance, chance.randrange(4)) for _ in range(chance.randrange(4)))
    return root


TREES = st.integers(0, 2**32).map(_root)
"""A root and all that is in it. By chance and not piece by piece, which took ten times as long."""
