"""From a tree to HTML, as Markdown's own serialiser writes it.

That is made for any tree: XML's names, comments, attributes without a value. A story's tree is of few
tags, and what is not known here is left to the library.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown.serializers import RE_AMP, to_html_string

_TAGS = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote div pre code em strong a abbr sup figure"
_TABLES = "table thead tbody tr th td"
_ENDS = {tag: f"</{tag}>" for tag in f"{_TAGS} {_TABLES}".split()} | {"br": "", "hr": "", "img": ""}
_ATTRIBUTES = frozenset(["href", "title", "alt", "src", "class", "id", "start", "style", "data-photo"])


def serialise(root: Element) -> str:
    """Write a tree, and nothing after its end.

    >>> from xml.etree.ElementTree import fromstring
    >>> serialise(fromstring('<p class="a">Tea &amp; <em>cake</em><br/></p>'))
    '<p class="a">Tea &amp; <em>cake</em><br></p>'
    """
    written: list[str] = []
    left: list[Element | str] = [root]
    while left:
        each = left.pop()
        if isinstance(each, str):
            written.append(each)
            continue
        tag, given = each.tag, each.items()
        end = _ENDS.get(tag)
        if end is None or (given and not _ATTRIBUTES.issuperset(each.keys())):
            return to_html_string(root)
        start = f"{tag}{_attributes(given)}" if given else tag
        text = _escape(each.text) if each.text else ""
        tail = each.tail or ""
        if tail != "\n":
            tail = _escape(tail)
        if len(each):
            written.append(f"<{start}>{text}")
            left.append(f"{end}{tail}")
            left.extend(reversed(each))
        else:
            written.append(f"<{start}>{text}{end}{tail}")
    return "".join(written)


def _attributes(given: Iterable[tuple[str, str]]) -> str:
    return "".join([f' {name}="{_escape(value, quotes=True)}"' for name, value in sorted(given)])


def _escape(text: str, *, quotes: bool = False) -> str:
    """Entities that a writer typed stay what they are."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if quotes and '"' in text:
        text = text.replace('"', "&quot;")
    return text
