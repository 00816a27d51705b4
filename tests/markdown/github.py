"""GitHub's own renderer, and what is compared of a text: its elements, their nesting, and their words."""

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

from goodnews.markdown.body import Text, render
from goodnews.markdown.sanitise import finish, sanitise

_PRINTED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "--", "—": "---", "…": "..."})
_EMPTY = {"br", "hr", "img", "input", "wbr"}
_FOOTNOTE_LINK = re.compile(
    r'<sup class="footnote-ref">.*?</sup>|<sup id="fnref[^>]*>.*?</sup>|<a[^>]*"footnote-backref".*?</a>',
    re.DOTALL,
)
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;)*</p>")
_FOOTNOTES = re.compile(r'<(div class="footnote"|section class="footnotes"[^>]*)>\s*(?:<hr>)?')


def github_html(source: str) -> str:
    """What GitHub makes of a text, but for what it and we drop."""
    html = cmarkgfm.github_flavored_markdown_to_html(
        source, Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
    )
    html = html.replace('<li><input type="checkbox" disabled="" />', '<li data-task="to do">')
    html = html.replace('<li><input type="checkbox" checked="" disabled="" />', '<li data-task="done">')
    # A picture stands where the page puts it, below its paragraph, and the checks say which can't be shown.
    # Behind an element without an end, a line's end would be one more of it.
    return _EMPTY_PARAGRAPH.sub("", finish(sanitise(_without_footnote_marks(html).rstrip())))


def our_html(source: str) -> str:
    """What the page shows."""
    return _EMPTY_PARAGRAPH.sub("", _without_footnote_marks(render(Text(source)).html))


def _without_footnote_marks(html: str) -> str:
    """The same notes, without what leads to them and back: GitHub words it otherwise."""
    return _FOOTNOTES.sub("<div>", _FOOTNOTE_LINK.sub("", html)).replace("</section>", "</div>")


class _Shape(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.parts.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.translate(_PRINTED))


def shape_of(html: str) -> list[str]:
    """Elements and words, one a row; white space between blocks is none."""
    shape = _Shape()
    shape.feed(html)
    shape.close()
    text = re.sub(r"\s+", " ", "\x00".join(shape.parts))
    rows = (row.strip() for row in re.split("\x00| ", text))
    return [row for row in rows if row]


def is_alike(source: str) -> bool:
    """Whether the page shows what GitHub's preview shows."""
    return shape_of(our_html(source)) == shape_of(github_html(source))
