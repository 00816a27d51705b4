"""A mail's plain text, or else its HTML, as our Markdown."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import parse_qs

from bs4 import BeautifulSoup, Tag

from goodnews.importers.mail.message import MailRefused, Sender
from goodnews.importers.mail.own_words import own_words, without_quoted
from goodnews.importers.mail.senders import without_sender
from goodnews.importers.wordpress.addresses import split_address
from goodnews.importers.wordpress.converter import placeholder
from goodnews.importers.wordpress.html_to_markdown import MOST_TAGS, Converted, convert, normalise
from goodnews.story.limits import LONGEST_PARAGRAPH, MOST_LINES

LONGEST_TEXT, LONGEST_HTML = 100_000, 2_000_000
"""Characters; Outlook writes twenty times as much markup as words."""
NOBODY = Sender("", "")
WRAPPED = 60
"""Characters: a line that is longer goes on in the next one; a shorter one ends where the writer ended it."""
_BULLET = re.compile(r"^\s*[-*•·▪–]\s+(?=\S)")
_SAFE_LINK = re.compile(r"https://[\w.-]+\.safelinks\.protection\.outlook\.com/[^\s<>\"')\]]*", re.IGNORECASE)
_QUOTES = (
    "blockquote, .gmail_quote, .gmail_signature, .gmail_signature_prefix, #divRplyFwdMsg, #Signature, "
    "#signature, #ms-outlook-mobile-signature, .moz-cite-prefix, .moz-signature, #appendonsend, "
    "#mail-editor-reference-message-container, .yahoo_quoted, .protonmail_signature_block"
)
_HIDDEN = re.compile(
    r"(?:display|visibility)\s*:\s*(?:none|hidden)|(?:font-size|max-height|opacity)\s*:\s*0(?![.\d]*[1-9])|"
    r"mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\[(cid:[^\s\[\]]+)\]")
"""A picture in plain words, as Outlook writes it."""
_PICTURE_IN_HTML = re.compile(r"cid:[^\s\"'<>)]+")
_AFTER_THEM_NOTHING = "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container"


@dataclass(frozen=True, slots=True)
class MailText:
    """A mail's words in Markdown, with `placeholder(N)` where picture N was, and what was left out.

    `pictures` is what the HTML part calls each picture, `cid:` and a name, or a web address.
    """

    markdown: str
    pictures: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def read_text(text: str, html: str, prompts: tuple[str, ...] = (), sender: Sender = NOBODY) -> MailText:
    """Turn a mail's text, or else its HTML, into Markdown.

    The HTML is read when there is no plain part, as it holds the same. `prompts` are the questions of a
    letter that this site begins: the answer to the first alone is the story. The sender's name and address
    go. MailRefused when it is longer than any story, or built to take long.
    """
    if text.strip():
        _refuse_long(len(text), text.split("\n"))
        kept, left_out = own_words(without_sender(_plain_links(text), sender), prompts)
        converted = convert(_as_html(kept))
        markdown = converted.markdown
    else:
        soup, quoted = _parse(html, sender)
        _refuse_long(len(soup.get_text()), soup.strings)
        converted = convert(str(soup.body or ""))
        kept, others = own_words(without_sender(converted.markdown, sender), prompts)
        markdown, left_out = normalise(kept), (*quoted, *others)
    return MailText(markdown, _sources(converted), (*left_out, *map(_kind_of, converted.left_out)))


def quoted_pictures(text: str, html: str, sender: Sender) -> frozenset[str]:
    """What a mail calls the pictures that stand in its signature or in what it quotes, not in its own words.

    In a layout that is too large to be looked through, each is one.
    """
    plain = [line.rstrip() for line in without_sender(_plain_links(text), sender).split("\n")]
    own = set(_PICTURE.findall("\n".join(without_quoted(plain))))
    quoted = set(_PICTURE.findall(text)) - own
    with suppress(MailRefused):
        soup, _ = _parse(html, sender)
        converted = convert(str(soup.body or ""))
        words = without_sender(converted.markdown, sender)
        markdown = "\n".join(without_quoted([line.rstrip() for line in words.split("\n")]))
        sources = enumerate(_sources(converted), 1)
        own |= {source for number, source in sources if placeholder(number) in markdown}
    quoted |= set(_PICTURE_IN_HTML.findall(html)) - own
    return frozenset(source.removeprefix("cid:") for source in quoted)


def _parse(html: str, sender: Sender) -> tuple[BeautifulSoup, tuple[str, ...]]:
    """What is seen of a mail's HTML and is the writer's, and what was taken out of it."""
    if len(html) > LONGEST_HTML or html.count("<") > MOST_TAGS:
        raise MailRefused("Its layout is larger than a letter has. Ask for it once more, as plain text.")
    soup = BeautifulSoup(html, "lxml")
    return soup, _prune(soup, sender)


def _sources(converted: Converted) -> tuple[str, ...]:
    return tuple(picture.url for picture in converted.pictures)


def _kind_of(left_out: str) -> str:
    """What did not come along, without the words or the address of it: nobody checked those.

    >>> _kind_of("a link to mailto:a@b.example (“Somebody”)")
    'a link'
    """
    return re.sub(r"(?:,? to | of https?:| ?[(“]).*", "", left_out, flags=re.DOTALL)


def _refuse_long(length: int, pieces: Iterable[str]) -> None:
    lengths = list(map(len, pieces))
    if length > LONGEST_TEXT or len(lengths) > MOST_LINES or max(lengths, default=0) > LONGEST_PARAGRAPH:
        raise MailRefused("Its text is longer than a story may be.")


def _prune(soup: BeautifulSoup, sender: Sender) -> tuple[str, ...]:
    """Take quoted mails, signatures, what nobody sees and links that name the sender out of the HTML."""
    hidden = soup.find_all(style=_HIDDEN)
    for part in (*soup.select("head, style, script, title, meta, template, noscript, [hidden]"), *hidden):
        part.decompose()
    left_out = list[str]()
    for link in soup.select("a[href]"):
        link["href"] = address = _plain_links(str(link["href"]))
        if without_sender(address, sender) != address:
            link.unwrap()
            left_out = ["a link to whoever wrote"]
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
    return (*left_out, *(("a quoted mail, or a signature",) if quoted else ()))


def _plain_links(text: str) -> str:
    """Outlook's safe links name the mailbox they were made for; what they lead to is all that is wanted."""

    def target(match: re.Match[str]) -> str:
        return parse_qs(split_address(match[0]).query).get("url", [""])[0]

    return _SAFE_LINK.sub(target, text)


def _as_html(text: str) -> str:
    """Plain words as HTML: a blank line ends a paragraph, a bullet begins an item, a full line goes on."""
    return "\n".join(
        _paragraph(block.split("\n")) for block in re.split(r"\n[ \t]*\n", text) if block.strip()
    )


def _paragraph(lines: list[str]) -> str:
    runs: list[tuple[bool, list[str]]] = []
    for line in lines:
        is_item, after_item = bool(_BULLET.match(line)), bool(runs and runs[-1][0])
        if after_item and not is_item and line.startswith("  "):
            runs[-1][1][-1] += f" {line.strip()}"
            continue
        if not runs or is_item != after_item:
            runs.append((is_item, []))
        runs[-1][1].append(_BULLET.sub("", line) if is_item else line.strip())
    return "".join(_list(texts) if is_list else _running(texts) for is_list, texts in runs)


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item, quote=False)}</li>' for item in items)}</ul>"


def _running(lines: list[str]) -> str:
    joined = escape(lines[0], quote=False)
    for before, line in pairwise(lines):
        joined += f"{' ' if len(before) >= WRAPPED else '<br>'}{escape(line, quote=False)}"
    return f"<p>{_PICTURE.sub(_as_picture, joined)}</p>"


def _as_picture(match: re.Match[str]) -> str:
    return f'<img src="{escape(match[1])}">'


def place_pictures(markdown: str, names: tuple[str, ...]) -> str:
    """Put each picture where it was, by its file; one that did not come along leaves nothing."""
    for number, name in enumerate(names, 1):
        markdown = markdown.replace(placeholder(number), f"![]({name})" if name else "")
    return normalise(markdown)
