"""What of a stranger's HTML may reach the public: text, lists, tables, links, and no more.

`nh3` (the Rust library ammonia) parses as browsers do, so nothing is matched by patterns here.
"""

from functools import cache

import nh3

_INLINE = "a abbr b br code em i strong sub sup"
_BLOCKS = "blockquote dd div dl dt figure h2 h3 h4 hr li ol p pre table tbody td th thead tr ul"
ALLOWED_TAGS = frozenset([*_INLINE.split(), *_BLOCKS.split()])
"""Elements a story's text may have; what is inside others stays, but for scripts and styles."""

ALLOWED_CLASSES = {
    "div": {"exchange", "footnote", "side-by-side"},
    "p": {"question", "answer"},
    "a": {"footnote-ref", "footnote-backref"},
}
ALLOWED_SCHEMES = frozenset({"https", "mailto", "tel"})
"""`http:` is refused by the checks; here its links lose their address."""

_ATTRIBUTES = {
    "a": {"href", "hreflang", "lang"},
    "abbr": {"title"},
    "figure": {"data-photo"},
    "li": {"id"},
    "sup": {"id"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}


def sanitise(html: str) -> str:
    """Keep what is safe to publish.

    >>> sanitise('<p onclick="x()">Hello <script>alert(1)</script><a href="javascript:x">there</a></p>')
    '<p>Hello <a>there</a></p>'
    """
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    """The rules, read once: reading them takes as long as a text."""
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_only_footnote_ids,
        allowed_classes={tag: set(names) for tag, names in ALLOWED_CLASSES.items()},
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )


def _only_footnote_ids(_tag: str, attribute: str, value: str) -> str | None:
    """An `id` of a writer's own could take the place of one that the page uses."""
    if attribute == "id" and not value.startswith(("fn:", "fnref:", "fnref2:", "fnref3:")):
        return None
    return value
