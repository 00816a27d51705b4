"""What of a stranger's HTML may reach the public: text, lists, tables, links, and no more.

`nh3` (the Rust library ammonia) parses as browsers do, so nothing is matched by patterns here.
"""

import re
from functools import cache

import nh3

from goodnews.markdown.blocks import LINE

_INLINE = "a abbr b bdi br cite code del em i ins kbd mark q s small span strong sub sup u"
_BLOCKS = """
    blockquote dd details div dl dt figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary
    table tbody td th thead tr ul
"""
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
    "*": {"dir", "lang", LINE},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "figure": {"data-photo"},
    "li": {"id", "data-task"},
    "sup": {"id"},
    "ol": {"start"},
    "th": {"align", "scope", "colspan", "rowspan"},
    "td": {"align", "colspan", "rowspan"},
}
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")
_VALUES = {
    "id": re.compile("fn(?:ref[23]?)?:.*", re.DOTALL),
    "dir": re.compile("ltr|rtl|auto"),
    "align": re.compile("left|center|right"),
    "data-task": re.compile("done|to do"),
    "lang": _LANGUAGE,
    "hreflang": _LANGUAGE,
    "scope": re.compile("(?:col|row)(?:group)?"),
    "start": re.compile("[0-9]{1,9}"),
    "colspan": re.compile("[0-9]{1,2}"),
    "rowspan": re.compile("[0-9]{1,2}"),
    LINE: re.compile(r"[0-9]{1,6}"),
}
"""What an attribute may say. An `id` of a writer's own could take the place of one that the page uses."""

# nh3 writes each attribute as ` name="value"`, without a quotation mark in the value.
_LINE_SAID = re.compile(rf'(<[a-z0-9]+(?: [a-z-]+="[^"]*")*?) {LINE}="[^"]*"')
# Where a writer forgot a quotation mark, what looked like an element was none.
_LINE_OF_NONE = re.compile(rf'(&lt;[a-zA-Z][\w-]*|&lt;!--) {LINE}=(?:"\d+"|&quot;\d+&quot;)')
_FIRST_HEADING = re.compile("<(/?)h1(?=[ >])")
_TASK = re.compile(
    r'<li((?: [a-z-]+="[^"]*")*?) data-task="(done|to do)"((?: [a-z-]+="[^"]*")*)>(\s*(?:<p>)?)'
)


def sanitise(html: str) -> str:
    """Keep what is safe to publish; lines are still said, and headings are what the writer made them.

    >>> sanitise('<p onclick="x()">Hello <script>alert(1)</script><a href="javascript:x">there</a></p>')
    '<p>Hello <a>there</a></p>'
    """
    return _cleaner().clean(html)


def finish(html: str) -> str:
    """Make sanitised HTML what is published.

    The lines go. The page's own title is its `h1`, so the text's headings start at `h2`. A task gets its box,
    the one form element there is, which nobody can tick.

    >>> finish('<h1 data-line="1">Tea</h1><ul><li data-task="done" data-line="2">Kettle</li></ul>')
    '<h2>Tea</h2><ul><li><input type="checkbox" disabled checked aria-label="done"> Kettle</li></ul>'
    """
    html = _LINE_OF_NONE.sub(r"\1", _LINE_SAID.sub(r"\1", html))
    if "<h1" in html:
        html = _FIRST_HEADING.sub(r"<\1h2", html)
    return _TASK.sub(_box, html) if " data-task=" in html else html


def _box(item: re.Match[str]) -> str:
    checked = " checked" if item[2] == "done" else ""
    box = f'<input type="checkbox" disabled{checked} aria-label="{item[2]}">'
    return f"<li{item[1]}{item[3]}>{item[4]}{box} "


@cache
def _cleaner() -> nh3.Cleaner:
    """The rules, read once: reading them takes as long as a text."""
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_only_known_values,
        allowed_classes={tag: set(names) for tag, names in ALLOWED_CLASSES.items()},
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )


def _only_known_values(_tag: str, attribute: str, value: str) -> str | None:
    pattern = _VALUES.get(attribute)
    return value if pattern is None or pattern.fullmatch(value) else None
