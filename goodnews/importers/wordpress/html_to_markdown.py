"""From what was typed into WordPress to our Markdown, with a named placeholder where each picture was."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, urlsplit

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from markdownify import ATX, MarkdownConverter

from goodnews.importers.wordpress import escaping
from goodnews.importers.wordpress.escaping import decode, literal, spell_out, without_private
from goodnews.importers.wordpress.shortcodes import as_html, is_video, video_address, without_shortcodes
from goodnews.importers.wordpress.tree import is_too_deep, set_in_order, words_between

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b[^>]*>|<!--.*?-->|<[!?/][^>]*>", re.DOTALL)
_INLINE = re.compile(
    "(?:a|abbr|acronym|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)",
    re.IGNORECASE,
)
_WITHOUT_END = frozenset({"br", "hr", "img", "input", "li", "p"})
"""Tags that people never close, or need not."""
MOST_OPEN = 2_000
_MARK = "\ue000"  # from Unicode's private area: nobody types it
_MARKS = re.compile(f"{_MARK}\\d+{_MARK}")
_VIDEO_LINK = "Watch the video"
_MARKED_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|<(https?://[^>]*)>|</?su[bp]>")
_CHARACTERS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""What Windows put where Unicode has control characters."""


@dataclass(frozen=True)
class ImportedPicture:
    """A picture in the old text: where it was, its number in WordPress's library, its words."""

    url: str = ""
    number: str = ""
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Converted:
    """A text in Markdown.

    Attributes:
        markdown: the text; `placeholder(N)` stands, in a paragraph of its own, where picture N was.
        lead: the words of its first paragraph.
        pictures: in the order of the text.
        video: the address of the one video that it shows, if there is just one.
        left_out: what could not come along, in words.
    """

    markdown: str
    lead: str = ""
    pictures: tuple[ImportedPicture, ...] = ()
    video: str = ""
    left_out: tuple[str, ...] = ()


def convert(html: str) -> Converted:
    r"""Turn WordPress's HTML, block comments, shortcodes and bare lines into plain Markdown.

    >>> convert("Hello,\n\n<strong>all</strong> of you").markdown
    'Hello,\n\n**all** of you\n'
    """
    left_out: list[str] = []
    text = as_html(without_private(html.translate(_CHARACTERS)), is_video, left_out)
    try:
        soup = None if _is_tangled(text) else BeautifulSoup(text, "lxml")
    except (ParserRejectedMarkup, AssertionError):
        soup = None
    if soup is None or is_too_deep(soup):
        left_out.append("its layout, which can't be read; only its words came along")
        soup = BeautifulSoup("<p></p>", "lxml")
        soup.append(plain(text))
    set_in_order(soup, is_video)
    converter = _Converter(left_out)
    markdown = normalise(_INVISIBLE.sub("", converter.convert_soup(soup)))
    videos = list(dict.fromkeys(converter.videos))
    video = videos[0] if len(videos) == 1 else ""
    if video:
        markdown = normalise(re.sub(rf"^\[{_VIDEO_LINK}\]\([^)\n]*\)$", "", markdown, flags=re.MULTILINE))
    else:
        left_out += [f"an embed of {address} (its link is in the text)" for address in videos]
    return Converted(
        spell_out(markdown).lstrip("\n"),
        _lead(markdown),
        tuple(converter.pictures),
        video,
        tuple(dict.fromkeys(left_out)),
    )


def _is_tangled(html: str) -> bool:
    """Whether tags are open by the thousand: the parser looks through all of them at each one's end."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        if (name := (tag["name"] or "").lower()) and name not in _WITHOUT_END:
            depth = max(0, depth - 1) if tag[0].startswith("</") else depth + 1
            deepest = max(deepest, depth)
    return deepest > MOST_OPEN


def placeholder(number: int) -> str:
    """What stands in the Markdown where picture `number` was, counted from 1."""
    return f"{_MARK}{number}{_MARK}"


def normalise(markdown: str) -> str:
    """No spaces at the ends of lines, one blank line at most, one newline at the end."""
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", markdown, flags=re.MULTILINE)).strip("\n")
    return f"{text}\n" if text else ""


def plain(html: str) -> str:
    """The words of a piece of HTML on one line, without anything that cannot be seen."""
    html = without_shortcodes(html.translate(_CHARACTERS), [])
    text = unescape(_TAG.sub(lambda tag: "" if _INLINE.fullmatch(tag["name"] or "") else " ", html))
    shown = "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in _INVISIBLE.sub("", text))
    return " ".join(shown.split())


def _lead(markdown: str) -> str:
    """The words of the first paragraph that is neither a heading, a list, a table, a quotation nor code."""
    for block in re.split(r"\n\s*\n", markdown):
        words = decode(_MARKED_LINK.sub(r"\1\2", _MARKS.sub("", block)))
        if words.strip() and not re.match(r"#|>|[-*+] |\d+[.)] |\||```|---$|<", block):
            return " ".join(words.replace("`", "").split())
    return ""


def _marked(pair: tuple[str, str], *names: str) -> Callable[..., str]:
    """What a converter does with words between two marks, unless they stand in such marks already."""

    def implementation(_self: object, _el: Any, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if not parent_tags.isdisjoint({"_noformat", *names}) or not words or _MARK in text or "\n\n" in text:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}{pair[0]}{words}{pair[1]}{after}"

    return implementation


class _Converter(MarkdownConverter):
    """markdownify with our own idea of signs, pictures and what may come along."""

    def __init__(self, left_out: list[str]) -> None:
        super().__init__(
            heading_style=ATX,
            bullets="-",
            sub_symbol="<sub>",
            sup_symbol="<sup>",
            table_infer_header=True,
            wrap=True,  # a newline in HTML is a space
            wrap_width=None,
        )
        self.pictures: list[ImportedPicture] = []
        self.videos: list[str] = []
        self._left_out = left_out

    def escape(self, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return literal(text)

    convert_b = convert_strong = _marked(escaping.STRONG, "b", "strong")
    convert_em = convert_i = _marked(escaping.EMPHASIS, "em", "i")
    convert_del = convert_s = convert_strike = _marked(escaping.STRUCK, "del", "s", "strike")

    def convert_br(self, _el: Any, _text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags:
            return "\n"
        return " " if "_inline" in parent_tags else f"{escaping.BREAK}\n"

    def convert_q(self, _el: Any, text: str, **_: object) -> str:
        return f"“{text.strip()}”"

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inside = text.strip("\n")
        if not inside.strip():
            return ""
        if "_inline" in parent_tags:
            return str(self.convert_code(el, " ".join(inside.split()), set()))  # type: ignore[attr-defined]
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", inside)), 3)
        lines = [line.rstrip() or escaping.EMPTY for line in inside.split("\n")]
        return "\n\n" + "\n".join([fence, *lines, fence]) + "\n\n"

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        pictures = "".join(f"\n\n{mark}" for mark in _MARKS.findall(text))
        words = _MARKS.sub("", text).strip()
        if not words or "_inline" in parent_tags:
            return f"{words}{pictures}\n\n" if pictures else words
        heading = super().convert_hN(max(n, 2), el, words, parent_tags)  # type: ignore[misc]
        return f"{heading.rstrip()}{pictures}\n\n"

    def convert_h1(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return self.convert_hN(2, el, text, parent_tags)

    def convert_dt(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{self.convert_b(el, ' '.join(text.split()), parent_tags=parent_tags)}\n\n"

    def _block(self, _el: Any, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if "_inline" in parent_tags or not words:
            return f" {words} "
        return f"\n\n{words}\n\n"

    convert_dd = convert_div = convert_article = convert_section = convert_address = convert_aside = _block
    convert_center = convert_details = convert_summary = convert_fieldset = convert_legend = _block
    convert_figure = convert_footer = convert_header = convert_main = convert_nav = convert_cite = _block
    convert_dl = _block

    def convert_list(self, el: Any, text: str, parent_tags: set[str]) -> str:
        words = text.strip("\n")
        if not words.strip() or "_inline" in parent_tags:
            return f" {words} "
        return f"\n{words}\n" if el.parent.name == "li" else f"\n\n{words}\n\n"

    convert_ul = convert_ol = convert_list

    def convert_li(self, el: Any, text: str, parent_tags: set[str]) -> str:
        words = text.strip()
        if not words or "_inline" in parent_tags:
            return f" {words} " if words else ""
        beside = el.parent is not None and self._is_other(el.parent)
        if el.parent is not None and el.parent.name == "ol":
            bullet = f"{self._next_number(el.parent)}{')' if beside else '.'} "
        else:
            bullet = "* " if beside else "- "
        return f"{bullet}{words.replace(chr(10), chr(10) + ' ' * len(bullet))}\n"

    def _is_other(self, items: Any) -> bool:
        """Whether a list needs other signs than its neighbour, with which it would be one list."""
        before = items.find_previous_sibling()
        if before is None or before.name != items.name or words_between(before, items):
            return False
        if not before.get("data-other"):
            items["data-other"] = "yes"
        return "data-other" in items.attrs

    def _next_number(self, parent: Any) -> int:
        start = str(parent.get("start") or "")
        number = int(parent.get("data-next") or (start if re.fullmatch("[0-9]{1,8}", start) else 1))
        parent["data-next"] = str(number + 1)
        return number

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
        bar = literal("|")
        words = re.sub(rf"\|(?!\|*$)|{bar}", r"\\|", text.replace(escaping.BREAK, "<br>"))
        return str(super().convert_td(el, words, parent_tags))  # type: ignore[misc]

    convert_th = convert_td

    def convert_img(self, el: Any, _text: str, parent_tags: set[str]) -> str:
        classes, alt = " ".join(el.get("class") or []), plain(el.get("alt") or "")
        if "emoji" in classes or "wp-smiley" in classes or "_noformat" in parent_tags:
            return literal(alt)
        number = re.search(r"\bwp-image-([0-9]{1,18})", classes)
        source = _address(el, "src")
        if source.startswith("data:") or not source:
            source = _address(el, "data-src") or _address(el, "data-lazy-src")
        figure = el.find_parent("figure")
        caption = figure.find("figcaption") if figure and len(figure.find_all("img")) == 1 else None
        words = plain(str(caption)) if caption else ""
        self.pictures.append(
            ImportedPicture(source, number[1] if number else str(el.get("data-id") or ""), alt, words)
        )
        return f"\n\n{placeholder(len(self.pictures))}\n\n"

    def convert_figcaption(self, el: Any, text: str, parent_tags: set[str]) -> str:
        figure = el.find_parent("figure")
        return "" if figure and len(figure.find_all("img")) == 1 else self._block(el, text, parent_tags)

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        address, words = _address(el, "href"), " ".join(text.split())
        shown = decode(_MARKS.sub("", words)).strip()
        if not address or address.startswith("#"):
            return text
        if _MARK in text and not shown:
            if not re.search(r"\.(?:jpe?g|png|gif|webp|heic)(?:\?.*)?$", address, re.IGNORECASE):
                self._left_out.append(f"the link of a picture, to {address}")
            return text
        if _scheme(address) not in {"http", "https", "mailto", "tel"}:
            if _scheme(address) != "javascript":
                self._left_out.append(f"a link to {address} (“{shown[:60]}”): it has no whole address")
            return text
        if "_noformat" in parent_tags or not words or _MARK in text or "\n\n" in text:
            self._left_out.append(f"a link to {address}{f' (“{shown[:60]}”)' if shown else ''}")
            return text
        target = quote(address, safe="%/:=&?~#+!$,;'@*.-_")
        if shown == address == target and "_inline" not in parent_tags:
            return f"<{address}>"
        words = words.translate({ord(literal(sign)): f"\\{sign}" for sign in "[]"})
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before and ' '}[{words}]({target}){after and ' '}"

    def convert_iframe(self, el: Any, text: str, **_: object) -> str:
        return self._embedded(el, text, _address(el, "src") or _address(el, "data-src"))

    def convert_video(self, el: Any, text: str, **_: object) -> str:
        inner = el.find("source")
        return self._embedded(el, text, _address(el, "src") or (_address(inner, "src") if inner else ""))

    convert_audio = convert_video

    def _embedded(self, el: Any, text: str, source: str) -> str:
        # What is said to browsers of long ago goes; what comes behind a tag that nobody closed stays.
        words = "" if "browser" in text or _scheme(decode(text.strip())) else text.strip()
        address = f"https:{source}" if source.startswith("//") else source
        if video := video_address(address):
            self.videos.append(video)
            return f"\n\n[{_VIDEO_LINK}]({video})\n\n{words}\n\n"
        if _scheme(address) not in {"http", "https"}:
            self._leave_out(el, f" of {address}" if address else "")
            return f"\n\n{words}\n\n"
        self._left_out.append(f"an embed of {address} (its link is in the text)")
        return f"\n\n[Watch or listen]({quote(address, safe='%/:=&?~#+!$,;@*.-_')})\n\n{words}\n\n"

    def _nothing(self, el: Any, _text: str, **_: object) -> str:
        words = plain(str(el.get_text(" ")))[:300] if el.name != "script" else ""
        if el.find_parent("form") is None:
            self._leave_out(el, f" (“{words}”)" if words else "")
        return ""

    def _leave_out(self, el: Any, more: str) -> None:
        article = "an" if el.name.startswith(tuple("aeiou")) else "a"
        self._left_out.append(f"{article} {el.name}{more}")

    convert_form = convert_object = convert_embed = convert_script = convert_svg = convert_canvas = _nothing
    convert_button = convert_input = convert_select = convert_textarea = _nothing


def _address(el: Any, name: str) -> str:
    return plain_address(str(el.get(name) or ""))


def plain_address(address: str) -> str:
    """An address as it was meant, without anything that cannot be seen."""
    return "".join(sign for sign in without_private(address).strip() if sign.isprintable())


def _scheme(address: str) -> str:
    """The scheme of an address, in small letters; empty for what is no address."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""
