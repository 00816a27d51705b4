"""HTML as feed readers keep it.

Readers drop iframes, scripts, styles, classes and ids, and many drop `picture` and `srcset`.
Better to send plain HTML than to have it torn out: every address absolute, one `img` a picture,
and a link where a player would be.
"""

from dataclasses import dataclass
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement, document_fromstring, fragment_fromstring, tostring

from .channel import clean

_KEPT_ATTRIBUTES = {
    "a": {"href", "title", "hreflang", "lang"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
    "blockquote": {"cite"},
    "time": {"datetime"},
    "abbr": {"title"},
}
_EVERYWHERE = {"lang", "dir"}
_PLAYERS = {"iframe", "video", "audio", "embed", "object"}
_DROPPED = {"script", "style", "template", "form", "button", "input", "select", "textarea", "svg", "math"}
_UNWRAPPED = {"picture", "span", "font", "center", "details", "div", "source", "track"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESSES = ("href", "src", "cite")


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where a piece of HTML is: its site's address, without a slash at its end, and its path there."""

    site: str
    path: str

    def absolute(self, address: str) -> str:
        """Make an address whole; empty for one that no reader should follow.

        A site can live below a path (`https://a.example/trust`), so `/about/` is below it too.

        >>> PageAddress("https://a.example/trust", "stories/x/").absolute("/about/")
        'https://a.example/trust/about/'
        >>> PageAddress("https://a.example", "stories/x/").absolute("javascript:alert(1)")
        ''
        """
        address = address.strip()
        rooted = address.startswith("/") and not address.startswith("//")
        try:
            whole = f"{self.site}{address}" if rooted else urljoin(f"{self.site}/{self.path}", address)
            return whole if urlsplit(whole).scheme in _SCHEMES else ""
        except ValueError:
            return ""


def plain_html(html: str, site: str, path: str = "") -> str:
    """Turn a piece of HTML of the page at `path` into what every reader shows.

    >>> plain_html('<p class="big" id="x">See <a href="#fn:1">1</a></p>', "https://a.example", "s/")
    '<p>See <a href="https://a.example/s/#fn:1">1</a></p>'
    """
    page = PageAddress(site, path)
    (body,) = document_fromstring(f"<html><body>{clean(html)}</body></html>").iterchildren("body")
    body.attrib.clear()
    for element in list(body.iterdescendants()):
        _keep_or_change(element, page)
    whole: str = tostring(body, encoding="unicode", with_tail=False)
    return whole.removeprefix("<body>").removesuffix("</body>").strip()


def _keep_or_change(element: HtmlElement, page: PageAddress) -> None:
    if element.getparent() is None:
        return  # it went with the player it was in
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        element.drop_tree()
    elif element.tag in _PLAYERS:
        _link_instead(element, page)
    elif element.tag in _UNWRAPPED:
        element.drop_tag()
    else:
        if element.tag == "summary":
            element.tag = "p"
        if "question" in element.get("class", "").split():
            _embolden(element)
        _keep_attributes(element, page)


def _keep_attributes(element: HtmlElement, page: PageAddress) -> None:
    allowed = _KEPT_ATTRIBUTES.get(element.tag, set()) | _EVERYWHERE
    for name in list(element.attrib):
        if name not in allowed:
            del element.attrib[name]
    for name in _ADDRESSES:
        if (address := element.get(name)) is not None:
            whole = page.absolute(address)
            if whole:
                element.set(name, whole)
            else:
                del element.attrib[name]


def _embolden(question: HtmlElement) -> None:
    """Set a question bold: the class that sets it apart on the page does not travel."""
    strong = question.makeelement("strong")
    strong.text, question.text = question.text, None
    strong.extend(list(question))
    question.append(strong)


def _link_instead(player: HtmlElement, page: PageAddress) -> None:
    """Put a titled link where a player stood, or nothing if it plays nothing."""
    source = player.find(".//source")
    address = player.get("src") or player.get("data") or (source.get("src") if source is not None else None)
    whole = page.absolute(address) if address else ""
    title = player.get("title") or player.get("aria-label") or whole
    tail = player.tail
    player.clear()
    player.tail = tail
    if not whole:
        player.drop_tree()
        return
    player.tag = "p"
    link = fragment_fromstring(f'<a href="{escape(whole)}">{escape(title)}</a>')
    player.append(link)
