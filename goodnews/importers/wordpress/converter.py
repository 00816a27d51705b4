"""From an element of old HTML to its Markdown: markdownify, with our own idea of signs and pictures."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bs4 import BeautifulSoup
from markdownify import ATX, MarkdownConverter

from goodnews.importers.wordpress import escaping
from goodnews.importers.wordpress.addresses import split_address, video_address
from goodnews.importers.wordpress.escaping import decode, literal
from goodnews.importers.wordpress.shortcodes import without_comments, without_shortcodes
from goodnews.importers.wordpress.tree import words_between
from goodnews.metadata import unescape

TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b[^>]*>|<[!?/][^>]*>")
_INLINE = re.compile(
    "(?:a|abbr|acronym|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)",
    re.IGNORECASE,
)
_MARK = "\ue000"  # from Unicode's private area: nobody types it
MARKS = re.compile(f"{_MARK}\\d+{_MARK}")
VIDEO_LINK = "Watch the video"
CHARACTERS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""What Windows put where Unicode has control characters."""


@dataclass(frozen=True)
class ImportedPicture:
    """A picture in the old text: where it was, its number in WordPress's library, its words."""

    url: str = ""
    number: str = ""
    alt: str = ""
    caption: str = ""


def write_markdown(soup: BeautifulSoup, left_out: list[str]) -> tuple[str, list[ImportedPicture], list[str]]:
    """Write what stands in a tree that is in order, and name what can't come along.

    Gives Markdown whose signs wait to be spelled out, the pictures, and the addresses of videos.
    """
    converter = _Converter(left_out)
    return converter.convert_soup(soup), converter.pictures, converter.videos


def placeholder(number: int) -> str:
    """What stands in the Markdown where picture `number` was, counted from 1."""
    return f"{_MARK}{number}{_MARK}"


def plain(html: str) -> str:
    """The words of a piece of HTML on one line, without anything that cannot be seen."""
    html = without_shortcodes(without_comments(html.translate(CHARACTERS)), [])
    text = unescape(TAG.sub(lambda tag: "" if _INLINE.fullmatch(tag["name"] or "") else " ", html))
    shown = "".join(sign if sign.isprintable() or sign.isspace() else "" for sign in text)
    return " ".join(shown.split())


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

    def convert_abbr(self, el: Any, text: str, **_: object) -> str:
        if title := plain(str(el.get("title") or "")):
            self._left_out.append(f"what “{plain(text)}” stands for: {title}")
        return text

    convert_acronym = convert_abbr

    def convert_q(self, _el: Any, text: str, **_: object) -> str:
        return f"“{text.strip()}”"

    def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
        inside = text.strip("\n")
        if not inside.strip():
            return ""
        if "_inline" in parent_tags:
            return str(self.convert_code(el, " ".join(inside.split()), set()))  # type: ignore[attr-defined]
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", inside))])
        lines = [line.rstrip() or escaping.EMPTY for line in inside.split("\n")]
        return "\n\n" + "\n".join([fence, *lines, fence]) + "\n\n"

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        pictures = "".join(f"\n\n{mark}" for mark in MARKS.findall(text))
        words = MARKS.sub("", text).strip()
        if not words or "_inline" in parent_tags:
            return f"{words}{pictures}\n\n" if pictures else words
        heading = super().convert_hN(max(n, 2), el, words, parent_tags)  # type: ignore[misc]
        return f"{heading.rstrip()}{pictures}\n\n"

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
        beside = self._is_other(el.parent)
        if el.parent.name == "ol":
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
        figure = _figure_of_one(el)
        caption = figure.find("figcaption") if figure else None
        words = plain(str(caption)) if caption else ""
        self.pictures.append(
            ImportedPicture(source, number[1] if number else str(el.get("data-id") or ""), alt, words)
        )
        return f"\n\n{placeholder(len(self.pictures))}\n\n"

    def convert_figcaption(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return "" if _figure_of_one(el) else self._block(el, text, parent_tags)

    def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
        address, words = _address(el, "href"), " ".join(text.split())
        shown = decode(MARKS.sub("", words)).strip()
        if not address or address.startswith("#"):
            return text
        if _MARK in text and not shown:
            if not re.search(r"\.(?:jpe?g|png|gif|webp|heic)(?:\?.*)?$", address, re.IGNORECASE):
                self._left_out.append(f"the link of a picture, to {address}")
            return text
        if split_address(address).scheme not in {"http", "https", "mailto", "tel"}:
            if split_address(address).scheme != "javascript":
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
        address = _address(el, "src") or _address(el, "data-src")
        return self._embedded(el, text, address, f"Open it at {split_address(address).hostname or ''}")

    def convert_video(self, el: Any, text: str, **_: object) -> str:
        inner = el.find("source")
        return self._embedded(el, text, _address(el, "src") or (_address(inner, "src") if inner else ""))

    convert_audio = convert_video

    def _embedded(self, el: Any, text: str, source: str, words_of_link: str = "Watch or listen") -> str:
        # What is said to browsers of long ago goes; what comes behind a tag that nobody closed stays.
        words = "" if "browser" in text or split_address(decode(text.strip())).scheme else text.strip()
        address = f"https:{source}" if source.startswith("//") else source
        if video := video_address(address):
            self.videos.append(video)
            return f"\n\n[{VIDEO_LINK}]({video})\n\n{words}\n\n"
        if split_address(address).scheme not in {"http", "https"}:
            self._leave_out(el, f" of {address}" if address else "")
            return f"\n\n{words}\n\n"
        self._left_out.append(f"an embed of {address} (its link is in the text)")
        return f"\n\n[{words_of_link}]({quote(address, safe='%/:=&?~#+!$,;@*.-_')})\n\n{words}\n\n"

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


def _figure_of_one(el: Any) -> Any:
    """The figure that an element stands in, if that has one picture."""
    figure = el.find_parent("figure")
    return figure if figure and len(figure.find_all("img", limit=2)) == 1 else None


def _address(el: Any, name: str) -> str:
    """An address as it was meant, without anything that cannot be seen."""
    return "".join(sign for sign in str(el.get(name) or "").strip() if sign.isprintable())
