"""A mail's own words as our Markdown: no greeting, no signature, no quoted mail, no "Sent from my iPhone"."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from goodnews.importers.mail.message import MailRefused
from goodnews.importers.wordpress.converter import placeholder
from goodnews.importers.wordpress.html_to_markdown import convert, normalise
from goodnews.story.limits import LONGEST_PARAGRAPH

LONGEST_TEXT, LONGEST_HTML = 100_000, 2_000_000
"""Characters; Outlook writes twenty times as much markup as words."""
WRAPPED = 60
"""Characters: a line that is longer goes on in the next one; a shorter one ends where the writer ended it."""
_SIGNATURE_LINES = 14
_SIGNATURE_WIDTH = 120

_QUOTED_FROM_HERE = re.compile(
    r"^(?:On\b.{4,200}\bwrote:|Ar\b.{4,200}\bysgrifennodd\b.{0,100}:"
    r"|-{2,}\s?(?:Original Message|Forwarded message|Neges wreiddiol)\s?-{2,}|Begin forwarded message:)\s*$",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(
    r"^\*{0,2}(?:From|Sent|To|Cc|Date|Subject|Oddi wrth|Anfonwyd|At|Pwnc):\*{0,2}\s", re.IGNORECASE
)
_MACHINE = re.compile(
    r"^(?:Sent from (?:my|Outlook|Samsung|Yahoo|Mail|the)\b.{0,60}|Sent via\b.{0,60}|Get Outlook for\b.{0,90}"
    r"|Anfonwyd o(?:’m|'m| fy)\b.{0,60}|\[?cid:\S+\]?|\[image:? ?.{0,80}\]|\[External\].{0,80})$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening)|annwyl|helo|shwmae|s['’]?mae|bore da|"
    r"prynhawn da)\b[^.?\n]{0,50}[,!:.]?$",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"^(?:(?:with |very )?(?:kind(?:est)?|best|warm(?:est)?|many|all)?\s?(?:the best|regards|wishes|thanks)"
    r"|thank(?:s| you)(?: (?:so|very) much| again| all)?|cheers|love|lots of love|best"
    r"|yours(?: (?:sincerely|faithfully|truly|ever))?|diolch(?: yn fawr)?|cofion(?: gorau| cynnes)?|hwyl)"
    r"(?: (?:and|,) (?:thanks|best wishes|kind regards))?\s?[,.!x ]*$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\b(?:intended (?:solely |only )?(?:for|recipient)|confidential|legally privileged|received (?:this|it) "
    r"(?:e-?mail|message) in error|this (?:e-?mail|message) (?:and any|may contain|is )|yn gyfrinachol)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*[-*•·▪–]\s+(?=\S)")
_SAFE_LINK = re.compile(r"https://[\w.-]+\.safelinks\.protection\.outlook\.com/[^\s<>\"')\]]*", re.IGNORECASE)
_QUOTES = (
    "blockquote, .gmail_quote, .gmail_signature, .gmail_signature_prefix, #divRplyFwdMsg, #Signature, "
    "#signature, #ms-outlook-mobile-signature, .moz-cite-prefix, .moz-signature, #appendonsend, "
    "#mail-editor-reference-message-container, .yahoo_quoted, .protonmail_signature_block"
)
_AFTER_THEM_NOTHING = "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container"


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail's words.

    Attributes:
        markdown: with `placeholder(N)` where picture N was.
        pictures: what the HTML part calls each picture, `cid:` and a name, or a web address.
        left_out: what was taken off, in words.
    """

    markdown: str
    pictures: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def read_text(text: str, html: str, prompts: tuple[str, ...] = ()) -> MailText:
    """Turn a mail's text, or else its HTML, into Markdown.

    Args:
        text: the plain part.
        html: the HTML part; read when there is no plain one, as it holds the same.
        prompts: the questions of a letter that this site begins: the answer to the first alone is the story.

    Raises:
        MailRefused: it is longer than any story, or built to take long.
    """
    if text.strip():
        _refuse_long(len(text), text.split("\n"))
        kept, left_out = _own_words(_plain_links(text), prompts)
        converted = convert(_as_html(kept))
        return MailText(converted.markdown, (), (*left_out, *converted.left_out))
    if len(html) > LONGEST_HTML:
        raise MailRefused("Its text is longer than a story may be.")
    soup = BeautifulSoup(html, "lxml")
    quoted = _prune(soup)
    _refuse_long(len(soup.get_text()), soup.strings)
    converted = convert(str(soup.body or ""))
    kept, left_out = _own_words(converted.markdown, prompts)
    sources = tuple(picture.url for picture in converted.pictures)
    return MailText(normalise(kept), sources, (*quoted, *left_out, *converted.left_out))


def _refuse_long(length: int, pieces: Iterable[str]) -> None:
    if length > LONGEST_TEXT or any(len(piece) > LONGEST_PARAGRAPH for piece in pieces):
        raise MailRefused("Its text is longer than a story may be.")


def _prune(soup: BeautifulSoup) -> tuple[str, ...]:
    """Take quoted mails, signatures and what nobody sees out of a mail's HTML."""
    for hidden in soup.select(
        "head, style, script, title, meta, [style*='display:none'], [style*='display: none']"
    ):
        hidden.decompose()
    for link in soup.select("a[href]"):
        link["href"] = _plain_links(str(link["href"]))
    for picture in soup.select("img"):
        source = str(picture.get("src") or "")
        if not source.startswith("cid:"):  # a picture elsewhere on the web: mostly one that counts readers
            picture.decompose()
    quoted = soup.select(_QUOTES)
    for start in soup.select(_AFTER_THEM_NOTHING):
        for after in list(start.find_next_siblings()):
            after.decompose()
    for part in quoted:
        if isinstance(part, Tag) and not part.decomposed:
            part.decompose()
    return ("a quoted mail, or a signature",) if quoted else ()


def _plain_links(text: str) -> str:
    """Outlook's safe links name the mailbox they were made for; what they lead to is all that is wanted."""

    def target(match: re.Match[str]) -> str:
        try:
            return parse_qs(urlsplit(match[0]).query).get("url", [""])[0]
        except ValueError:
            return ""

    return _SAFE_LINK.sub(target, text)


def _own_words(text: str, prompts: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """A text without what is not the writer's story, and what that was."""
    lines = [line.rstrip() for line in text.split("\n")]
    left_out: list[str] = []
    for what, cut in _CUTS:
        kept = cut(lines)
        if any(line.strip() for line in lines[len(kept) :]) or len([*filter(None, kept)]) < len(
            [*filter(None, lines)]
        ):
            left_out += [what] if what else []
        lines = kept
    answered = _first_answer(lines, prompts)
    if len(answered) < len(lines) and prompts:
        left_out.append("who was there, and who wrote it: that is in the mail")
    return "\n".join(answered).strip("\n"), tuple(left_out)


def _without_quoted(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for number, line in enumerate(lines):
        words = line.strip()
        both = f"{words} {lines[number + 1].strip()}" if number + 1 < len(lines) else words
        if _QUOTED_FROM_HERE.match(words) or (words[:3] in {"On ", "Ar "} and _QUOTED_FROM_HERE.match(both)):
            break
        following = [ahead for ahead in lines[number : number + 6] if ahead.strip()]
        if sum(bool(_HEADER_LINE.match(ahead.strip())) for ahead in following) >= 3 and _HEADER_LINE.match(
            words
        ):
            break
        if not words.startswith(">"):
            kept.append(line)
    return _without_last(kept, lambda words: re.fullmatch(r"[_-]{5,}", words) is not None)


def _without_machine_lines(lines: list[str]) -> list[str]:
    return [line for line in lines if not _MACHINE.match(line.strip())]


def _without_disclaimer(lines: list[str]) -> list[str]:
    """Whole paragraphs at the end that speak of recipients and confidence."""
    paragraphs = re.split(r"\n[ \t]*\n", "\n".join(lines))
    end = len(paragraphs)
    for number in range(len(paragraphs) - 1, 0, -1):
        if _DISCLAIMER.search(paragraphs[number]) and len(paragraphs) - number <= 6:
            end = number
    return "\n\n".join(paragraphs[:end]).split("\n")


def _without_signature(lines: list[str]) -> list[str]:
    """From a line of two hyphens, or from a line that says goodbye when only short lines come after it."""
    for number, line in enumerate(lines):
        if number and re.fullmatch(r"(?:--|__|—)\s*", line):
            return lines[:number]
    last = [number for number, line in enumerate(lines) if line.strip()][-_SIGNATURE_LINES:]
    for number in last:
        rest = [lines[after] for after in last if after > number]
        if _SIGN_OFF.match(lines[number].strip().strip("*_")) and all(
            len(line) < _SIGNATURE_WIDTH for line in rest
        ):
            return lines[:number]
    return lines


def _without_greeting(lines: list[str]) -> list[str]:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is not None and _GREETING.match(lines[first].strip()):
        return lines[first + 1 :]
    return lines


def _without_last(lines: list[str], unwanted: Callable[[str], bool]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or unwanted(lines[end - 1].strip())):
        end -= 1
    return lines[:end]


_CUTS: tuple[tuple[str, Callable[[list[str]], list[str]]], ...] = (
    ("a quoted mail", _without_quoted),
    ("", _without_machine_lines),
    ("a disclaimer", _without_disclaimer),
    ("a signature", _without_signature),
    ("", _without_greeting),
)


def _first_answer(lines: list[str], prompts: tuple[str, ...]) -> list[str]:
    """What stands below the first question of our letter, up to the second: the rest is about people."""
    found = {
        words: number for number, line in enumerate(lines) if (words := line.strip().strip("*_")) in prompts
    }
    if len(found) < 2:
        return [line for line in lines if line.strip() not in prompts]
    after_first = [number for words, number in found.items() if words != prompts[0]]
    start = found.get(prompts[0], -1) + 1
    end = min((number for number in after_first if number >= start), default=len(lines))
    return [*lines[: max(start - 1, 0)], *lines[start:end]]


def _as_html(text: str) -> str:
    """Plain words as HTML: a blank line ends a paragraph, a bullet begins an item, a full line goes on."""
    return "\n".join(
        _paragraph(block.split("\n")) for block in re.split(r"\n[ \t]*\n", text) if block.strip()
    )


def _paragraph(lines: list[str]) -> str:
    pieces: list[str] = []
    items: list[str] = []
    words: list[str] = []
    for line in lines:
        if _BULLET.match(line):
            pieces += _closed(words, items) if words else []
            words = []
            items.append(_BULLET.sub("", line))
        elif items and line.startswith("  "):
            items[-1] += f" {line.strip()}"
        else:
            pieces += _closed([], items) if items else []
            items = []
            words.append(line.strip())
    return "".join([*pieces, *_closed(words, items)])


def _closed(lines: list[str], items: list[str]) -> Iterator[str]:
    if lines:
        joined = escape(lines[0], quote=False)
        for before, line in pairwise(lines):
            joined += f"{' ' if len(before) >= WRAPPED else '<br>'}{escape(line, quote=False)}"
        yield f"<p>{joined}</p>"
    if items:
        yield f"<ul>{''.join(f'<li>{escape(item, quote=False)}</li>' for item in items)}</ul>"


def place_pictures(markdown: str, names: tuple[str, ...]) -> str:
    """Put each picture where it was, by its file; one that did not come along leaves nothing."""
    for number, name in enumerate(names, 1):
        markdown = markdown.replace(placeholder(number), f"![]({name})" if name else "")
    return normalise(markdown)
