"""The HTML of a feed: what every reader shows, with whole addresses."""

import re
from string import punctuation
from urllib.parse import quote, urljoin, urlsplit

import nh3

from goodnews.feeds.channel import clean

_TAGS = """
    a abbr b bdi blockquote br cite code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd
    li mark ol p pre q s small strong sub sup table tbody td th thead tr u ul
"""
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "abbr": {"title"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_QUESTION = re.compile(r'<p class="question">(.*?)</p>', re.DOTALL)


def plain_html(html: str, site: str, path: str) -> str:
    """Turn a piece of sanitised HTML of the page at `path` into what every reader shows.

    A site can live below a path (`https://a.example/trust`), so `/about/` is below it too.

    >>> plain_html('<p class="big" id="x">See <a href="#fn:1">1</a></p>', "https://a.example", "s/")
    '<p>See <a href="https://a.example/s/#fn:1">1</a></p>'
    """

    def absolute(_tag: str, name: str, value: str) -> str | None:
        if name not in {"href", "src"}:
            return value
        address = value.strip()
        rooted = address.startswith("/") and not address.startswith("//")
        try:
            whole = f"{site}{address}" if rooted else urljoin(f"{site}/{path}", address)
            return quote(whole, safe=punctuation) if urlsplit(whole).scheme in _SCHEMES else None
        except ValueError:
            return None

    # The class that sets a question apart on the page does not travel, nor what folds a text away.
    html = _QUESTION.sub(r"<p><strong>\1</strong></p>", clean(html))
    html = html.replace("<summary>", "<p>").replace("</summary>", "</p>")
    tags = set(_TAGS.split())
    # `nh3.clean()` takes twice as long.
    cleaner = nh3.Cleaner(tags=tags, attributes=_ATTRIBUTES, attribute_filter=absolute, link_rel=None)
    return cleaner.clean(html).replace("&nbsp;", "\xa0").strip()
