"""From what was typed into WordPress to our Markdown, with a named placeholder where each picture was."""

import re
from dataclasses import dataclass
from itertools import pairwise

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from markdown_it import MarkdownIt

from goodnews.importers.wordpress.converter import (
    CHARACTERS,
    MARKS,
    TAG,
    VIDEO_LINK,
    ImportedPicture,
    plain,
    write_markdown,
)
from goodnews.importers.wordpress.escaping import spell_out, without_private
from goodnews.importers.wordpress.shortcodes import as_html
from goodnews.importers.wordpress.tree import is_too_deep, set_in_order

_WITHOUT_END = frozenset({"br", "hr", "img", "input", "li", "p"})
"""Tags that people never close, or need not."""
MOST_OPEN = 2_000
MOST_TAGS, LONGEST_TEXT = 20_000, 500_000
"""Of one text, and the characters between its tags, shortcodes of page builders included."""
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_AFTER_A_PICTURE = re.compile(rf"({MARKS.pattern}\n\n) (?=\S)")
"""The space that stood between a picture and the words beside it."""
_PARSER = MarkdownIt().enable(["strikethrough", "table"])
_ADDRESS = re.compile(r"https?://\S+")
_SHOWN = {"softbreak": " ", "hardbreak": " ", "html_inline": " ", "image": ""}


@dataclass(frozen=True)
class Converted:
    """A text in Markdown.

    Attributes:
        markdown: the text; `placeholder(N)` stands, in a paragraph of its own, where picture N was.
        pictures: in the order of the text.
        video: the address of the one video that it shows, if there is just one.
        left_out: what could not come along, in words.
    """

    markdown: str
    pictures: tuple[ImportedPicture, ...] = ()
    video: str = ""
    left_out: tuple[str, ...] = ()


def convert(html: str) -> Converted:
    r"""Turn WordPress's HTML, block comments, shortcodes and bare lines into plain Markdown.

    >>> convert("Hello,\n\n<strong>all</strong> of you").markdown
    'Hello,\n\n**all** of you\n'
    """
    left_out: list[str] = []
    if max(piece.count("<") for piece in html.split(">")) > MOST_OPEN:
        html = html.replace("<", "&lt;")
    text = as_html(without_private(html.translate(CHARACTERS)), left_out)
    try:
        soup = None if _is_tangled(text) else BeautifulSoup(text, "lxml")
    except (ParserRejectedMarkup, AssertionError):
        soup = None
    if soup is None or is_too_deep(soup):
        left_out.append("its layout, which can't be read; only its words came along")
        soup = BeautifulSoup("<p></p>", "lxml")
        soup.append(plain(text))
    set_in_order(soup)
    written, pictures, watched = write_markdown(soup, left_out)
    markdown = normalise(_AFTER_A_PICTURE.sub(r"\1", _INVISIBLE.sub("", written)))
    videos = list(dict.fromkeys(watched))
    video = videos[0] if len(videos) == 1 else ""
    if video:
        markdown = normalise(re.sub(rf"^\[{VIDEO_LINK}\]\([^)\n]*\)$", "", markdown, flags=re.MULTILINE))
    else:
        left_out += [f"an embed of {address} (its link is in the text)" for address in videos]
    spelled = spell_out(markdown).lstrip("\n")
    return Converted(spelled, tuple(pictures), video, tuple(dict.fromkeys(left_out)))


def is_beyond_any_story(html: str) -> bool:
    """Whether there is so much in a text that bringing it into order takes long, and no story can hold it."""
    between = len(re.sub("<[^<>]*>", "", html))
    return html.count("<") + html.count("\n") > MOST_TAGS or between > LONGEST_TEXT


def _is_tangled(html: str) -> bool:
    """Whether tags are open by the thousand: the parser looks through all of them at each one's end."""
    depth = deepest = 0
    for tag in TAG.finditer(html):
        if (name := (tag["name"] or "").lower()) and name not in _WITHOUT_END:
            depth = max(0, depth - 1) if tag[0].startswith("</") else depth + 1
            deepest = max(deepest, depth)
    return deepest > MOST_OPEN


def normalise(markdown: str) -> str:
    """No spaces at the ends of lines, one blank line at most, one newline at the end."""
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", markdown, flags=re.MULTILINE)).strip("\n")
    return f"{text}\n" if text else ""


def lead_of(markdown: str) -> str:
    r"""The words of the first paragraph that stands by itself, and is no address, as a reader sees them.

    >>> lead_of("# Tea\n\nWe had *hot* tea,<br>2 \\* 3 cups.")
    'We had hot tea, 2 * 3 cups.'
    """
    for opening, inline in pairwise(_PARSER.parse(markdown)):
        if opening.type == "paragraph_open" and opening.level == 0:
            shown = (_SHOWN.get(part.type, part.content) for part in inline.children or ())
            words = " ".join(MARKS.sub("", "".join(shown)).split())
            if words and not _ADDRESS.fullmatch(words):
                return words
    return ""
