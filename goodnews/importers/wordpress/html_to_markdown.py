"""From what was typed into WordPress to our Markdown, with a named gap where each picture was."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from markdownify import ATX, BACKSLASH, MarkdownConverter

_BLOCK_NOTES = re.compile(r"<!--.*?-->", re.DOTALL)
_CAPTION = re.compile(r"\[caption\b[^\]]*\](.*?)\[/caption\]", re.DOTALL | re.IGNORECASE)
_PICTURE_FIRST = re.compile(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_GALLERY = re.compile(r"\[gallery\b([^\]]*)\]", re.IGNORECASE)
_IDS = re.compile(r"""\bids\s*=\s*["'“”]?([\d,\s]+)""")
_EMBED = re.compile(r"\[(embed|video|audio|youtube)\b([^\]]*)\](?:(.*?)\[/\1\])?", re.DOTALL | re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?([a-z][a-z0-9_-]*(?:[-_][a-z0-9_-]+)*)(\s[^\]]*)?\](?!\()", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s\"'<>\]]+")
_BLOCKS = (
    "address|article|aside|blockquote|div|dl|figure|footer|form|h[1-6]|header|hr|iframe|main|nav|ol|p|pre|section|"
    "script|style|table|ul|video|audio|object"
)
_STARTS_A_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n+")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_MARK = "\ue000"  # from Unicode's private area: nobody types it


@dataclass(frozen=True)
class Picture:
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
        pictures: in the order of the text.
        left_out: what could not come along, in words.
    """

    markdown: str
    pictures: tuple[Picture, ...] = ()
    left_out: tuple[str, ...] = ()


def convert(html: str) -> Converted:
    r"""Turn WordPress's HTML, block comments, shortcodes and bare lines into plain Markdown.

    >>> convert("Hello,\n\n<strong>all</strong> of you").markdown
    'Hello,\n\n**all** of you\n'
    """
    pictures: list[Picture] = []
    left_out: list[str] = []
    text = _BLOCK_NOTES.sub("", html.replace("\r\n", "\n").replace("\r", "\n").replace(_MARK, ""))
    text = _CAPTION.sub(_figure, text)
    text = _GALLERY.sub(_gallery, text)
    text = _EMBED.sub(_link_to_embed, text)
    text = _without_shortcodes(text, left_out)
    markdown = _Converter(pictures, left_out).convert(_paragraphs(text))
    markdown = normalise(_INVISIBLE.sub("", markdown))
    return Converted(markdown, tuple(pictures), tuple(dict.fromkeys(left_out)))


def placeholder(number: int) -> str:
    """What stands in the Markdown where picture `number` was, counted from 1."""
    return f"{_MARK}{number}{_MARK}"


def normalise(markdown: str) -> str:
    """No spaces at the ends of lines, one blank line at most, one newline at the end."""
    lines = [line.rstrip() for line in markdown.replace("\xa0", " ").split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return f"{text}\n" if text else ""


def plain(html: str) -> str:
    """The words of a piece of HTML on one line, without anything that cannot be seen."""
    text = unescape(re.sub(r"<[^>]*>", " ", _without_shortcodes(html, [])))
    shown = "".join(each if each.isprintable() or each.isspace() else "" for each in _INVISIBLE.sub("", text))
    return " ".join(shown.split())


def _figure(found: re.Match[str]) -> str:
    parts = _PICTURE_FIRST.fullmatch(found[1])
    if not parts:
        return found[1]
    return f"\n\n<figure>{parts[1]}<figcaption>{parts[2].strip()}</figcaption></figure>\n\n"


def _gallery(found: re.Match[str]) -> str:
    ids = _IDS.search(found[1])
    numbers = re.findall(r"\d+", ids[1]) if ids else []
    return "\n\n" + "\n\n".join(f'<img class="wp-image-{number}" src="">' for number in numbers) + "\n\n"


def _link_to_embed(found: re.Match[str]) -> str:
    link = _LINK.search(f"{found[3] or ''} {found[2] or ''}")
    return f'\n\n<iframe src="{link[0]}"></iframe>\n\n' if link else ""


def _without_shortcodes(text: str, left_out: list[str]) -> str:
    """Drop and name what is left of shortcodes. Somebody's “[laughs]” is text and stays.

    A shortcode has a hyphen or an underscore in its name, or settings after it.
    """

    def drop(found: re.Match[str]) -> str:
        name = found[1].lower()
        if not (re.search(r"[-_]", name) or "=" in (found[2] or "")):
            return found[0]
        left_out.append(f"the shortcode “{name}”")
        return ""

    return _SHORTCODE.sub(drop, text)


def _paragraphs(text: str) -> str:
    """Do what WordPress does when it shows a text: a blank line ends a paragraph, a newline a line."""
    chunks = []
    for chunk in _BLANK_LINE.split(text):
        stripped = chunk.strip()
        if not stripped:
            continue
        if _STARTS_A_BLOCK.search(stripped):
            chunks.append(stripped)
        else:
            chunks.append("<p>" + stripped.replace("\n", "<br>\n") + "</p>")
    return "\n\n".join(chunks)


class _Converter(MarkdownConverter):
    """markdownify with our own idea of pictures and of what may come along."""

    def __init__(self, pictures: list[Picture], left_out: list[str]) -> None:
        super().__init__(heading_style=ATX, newline_style=BACKSLASH, bullets="-")
        self._pictures = pictures
        self._left_out = left_out

    def convert_img(self, el: Any, _text: str, **_: object) -> str:
        classes = " ".join(el.get("class") or [])
        number = re.search(r"\bwp-image-(\d+)", classes)
        figure = el.find_parent("figure")
        caption = figure.find("figcaption") if figure else None
        self._pictures.append(
            Picture(
                url=el.get("src") or "",
                number=number[1] if number else str(el.get("data-id") or ""),
                alt=plain(el.get("alt") or ""),
                caption=" ".join(caption.get_text(" ").split()) if caption else "",
            )
        )
        return f"\n\n{placeholder(len(self._pictures))}\n\n"

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        address = (el.get("href") or "").strip()
        if _MARK in text or urlsplit_scheme(address) not in {"http", "https", "mailto", "tel"}:
            return text
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]

    def convert_figcaption(self, el: Any, text: str, **_: object) -> str:
        return "" if el.find_parent("figure") and el.find_parent("figure").find("img") else f"\n\n{text}\n\n"

    def convert_iframe(self, el: Any, _text: str, **_: object) -> str:
        return self._embedded(el.get("src") or "")

    def convert_video(self, el: Any, _text: str, **_: object) -> str:
        return self._embedded(_source(el))

    convert_audio = convert_video

    def convert_h1(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return str(self.convert_hN(2, el, text, parent_tags))  # type: ignore[attr-defined]

    def convert_em(self, _el: Any, text: str, **_: object) -> str:
        # The NHS content guide: no italics, they are hard to read.
        return text

    convert_i = convert_em

    def _nothing(self, el: Any, _text: str, **_: object) -> str:
        self._left_out.append(f"a {el.name}")
        return ""

    convert_form = convert_object = convert_embed = _nothing
    convert_button = convert_input = convert_select = convert_textarea = _nothing

    def _embedded(self, source: str) -> str:
        address = f"https:{source}" if source.startswith("//") else source
        if urlsplit_scheme(address) not in {"http", "https"}:
            return ""
        self._left_out.append(f"an embed of {address} (its link is in the text)")
        return f"\n\n[Watch or listen]({address.replace(' ', '%20').replace(')', '%29')})\n\n"


def _source(el: Any) -> str:
    inner = el.find("source")
    return str(el.get("src") or (inner.get("src") if inner else "") or "")


def urlsplit_scheme(address: str) -> str:
    """The scheme of an address, in small letters; empty for what is no address."""
    try:
        return urlsplit(address.strip()).scheme.lower()
    except ValueError:
        return ""
