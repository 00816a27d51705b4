"""A text's blocks made into the library's tree, each with its line; an interview set as a conversation."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape
from markdown_it.token import Token

from goodnews.markdown.structure import SPEAKER, read_structure

LINE = "data-line"
"""The attribute that says on which line of the text a block starts."""

_WITHIN_WORDS = """
a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span strike
strong sub sup time tt u var wbr
"""
INLINE = frozenset(_WITHIN_WORDS.split())
"""Elements that stand within a block's words."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_FIRST = 200
"""A priority before all of the library's."""
_OPENING = re.compile(r"<([a-zA-Z][\w-]*(?=[\s/>]|$)|!--)")
_MARKDOWN = re.compile(r"\*\*\w[^*<>]*\*\*|\[[^\[\]]*\]\([^()\s]+\)|^ {0,3}(?:#{1,6} |[-*+] |1[.)] )")
"""What is Markdown and nothing else, where it is shown as it is written."""
_TASK = re.compile(r"\[([ xX])\] (?=\s*\S)")
_NO_ELEMENT = re.compile(r"\s*<[!?](?!--)")
_RAW = re.compile(r"\s*<(?:[!?]|(?:script|pre|style|textarea)[\s>])", re.IGNORECASE)
"""HTML that goes on whatever stands in it: a comment, or words that are meant as they stand."""


class GitHubBlocks(Extension):
    """Has all blocks of a text read as GitHub reads them; the inside of each is the library's to read.

    Attributes:
        line: the number of the next text's first line.
        interview: whether `Q:` and `A:` start the paragraphs of a conversation in it.
        unrendered: what looks like Markdown in the HTML of the last text, with its line.
        unshown: what of the last text may show nowhere, such as an abbreviation without a use, with its line.
    """

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self.line = 1
        self.interview = False
        self.unrendered: list[tuple[int, str]] = []
        self.unshown: list[tuple[int, str]] = []
        self._footnotes = footnotes

    def reset(self) -> None:
        """Forget the last text."""
        self.unrendered, self.unshown = [], []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processors; HTML is found by the first, block by block, and not before."""
        md.registerExtension(self)
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.register(_Address(md.parser), "reference", 15)
        md.parser.blockprocessors.register(_Blocks(md.parser, self, self._footnotes), "github", _FIRST)
        md.treeprocessors.register(_Exchanges(self), "exchanges", 9)


class _Address(ReferenceProcessor):
    """Where a link refers to; its address may have spaces within `<>`."""

    # The library takes the name, the address and one of two kinds of title by the numbers of these groups.
    RE = re.compile(
        r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?(<[^<>\n]*>|\S+)[ ]*(?:\n[ ]*)?"
        r"(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
        re.MULTILINE,
    )


class _Blocks(BlockProcessor):
    """Takes all of a text, or of a footnote."""

    def __init__(self, parser: BlockParser, settings: GitHubBlocks, footnotes: FootnoteExtension) -> None:
        super().__init__(parser)
        self._settings = settings
        self._footnotes = footnotes
        self._note_lines: dict[str, int] = {}
        """Where the notes of this text are written, by their words: the library reads them last."""
        self._in_note = False

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library gives it
        return True

    def run(self, parent: Element, blocks: list[str]) -> None:
        text = "\n\n".join(blocks)
        blocks.clear()
        if not self._footnotes.footnotes:
            self._note_lines.clear()
        first_line = self._note_lines.get(text, self._settings.line)
        self._in_note = text in self._note_lines
        self._add_all(parent, read_structure(text, interview=self._settings.interview), first_line)
        if self._in_note and (parent.text or not len(parent)):
            # The library takes a note's blocks, and nothing else; and it puts the way back into one.
            words = Element("p")
            words.text, parent.text = parent.text or "", None
            parent.insert(0, words)

    def _add_all(self, root: Element, tokens: list[Token], first_line: int) -> None:
        parents = [root]
        for index, token in enumerate(tokens):
            parent, line = parents[-1], first_line + (token.map[0] if token.map else 0)
            match token.type:
                case "paragraph_open":
                    self._add_paragraph(parent, tokens[index + 1].content, line, is_tight=token.hidden)
                    parents.append(Element("p"))  # its words are there already
                case "inline":
                    parent.text = token.content
                case "fence" | "code_block":
                    self._settings.unshown.append((line, token.info))
                    _add_code(parent, token, line)
                case "html_block":
                    lines = token.content.rstrip("\n").split("\n")
                    if _NO_ELEMENT.match(lines[0]):
                        self._settings.unshown.append((line, token.content))
                    self._settings.unrendered += _markdown_in(lines, line)
                    _append_text(parent, f"\n{self.parser.md.htmlStash.store(_with_lines(lines, line))}\n")
                case "note":
                    self._keep_note(parent, token, line)
                case "abbreviation":
                    self._settings.unshown.append((line, token.content))
                    self.parser.blockprocessors["abbr"].run(parent, [token.content])
                case _ if token.nesting < 0:
                    parents.pop()
                case _:
                    element = SubElement(parent, token.tag, _attributes(token, line))
                    if token.nesting:
                        parents.append(element)

    def _keep_note(self, parent: Element, token: Token, line: int) -> None:
        """Hand a footnote to the library, which asks for its blocks at the end of the text."""
        note = token.content.rstrip()
        if self._in_note:
            SubElement(parent, "p", {LINE: str(line)}).text = note
        elif token.info not in self._footnotes.footnotes:
            self._note_lines[note] = line
            self._footnotes.setFootnote(token.info, note)

    def _add_paragraph(self, parent: Element, text: str, line: int, *, is_tight: bool) -> None:
        """Add a paragraph, without the addresses at its start that links further down or up refer to."""
        text = "\n".join(part.lstrip(" ") for part in text.split("\n"))
        if parent.tag == "li" and not len(parent) and not parent.text and (task := _TASK.match(text)):
            text = text[task.end() :]
            parent.set("data-task", "to do" if task[1] == " " else "done")
        while text.startswith("[") and (found := _Address.RE.match(text)) and found[1].strip():
            left = [text]
            self.parser.blockprocessors["reference"].run(parent, left)
            rest = left[0] if left else ""
            addresses, text = text.removesuffix(rest), rest
            self._settings.unshown.append((line, addresses))
            line += addresses.count("\n")
        text = text.strip()
        if is_tight and len(parent):
            parent[-1].tail = f"{parent[-1].tail or ''}\n{text}"
        elif is_tight:
            parent.text = f"{parent.text or ''}{text}"
        elif text:
            SubElement(parent, "p", {LINE: str(line)}).text = text


def _attributes(token: Token, line: int) -> dict[str, str]:
    attributes = {LINE: str(line)} if token.map else {}
    if "start" in token.attrs:
        attributes["start"] = str(token.attrs["start"])
    if "style" in token.attrs:
        attributes["align"] = str(token.attrs["style"]).removeprefix("text-align:")
    return attributes


def _append_text(parent: Element, text: str) -> None:
    """Add text behind all that is in an element; none of it is Markdown, but words before it are."""
    before = (parent[-1].tail if len(parent) else parent.text) or ""
    is_words = before and not isinstance(before, AtomicString)
    whole = before + text if is_words else AtomicString(before + text)
    if len(parent):
        parent[-1].tail = whole
    else:
        parent.text = whole


def _add_code(parent: Element, token: Token, line: int) -> None:
    pre = SubElement(parent, "pre", {LINE: str(line + (token.type == "fence"))})
    SubElement(pre, "code").text = AtomicString(code_escape(token.content))


def _with_lines(lines: list[str], first_line: int) -> str:
    """A block of HTML whose tags and comments say on which line they stand."""
    return "\n".join(
        _OPENING.sub(rf'<\1 {LINE}="{number}"', line) for number, line in enumerate(lines, first_line)
    )


def _markdown_in(lines: list[str], first_line: int) -> list[tuple[int, str]]:
    if _RAW.match(lines[0]):
        return []
    found = ((number, _MARKDOWN.search(line)) for number, line in enumerate(lines, first_line))
    return [(number, match[0].strip()) for number, match in found if match]


class _Exchanges(Treeprocessor):
    """Sets each question together with all that answers it, in a `div` of class `exchange`."""

    def __init__(self, settings: GitHubBlocks) -> None:
        super().__init__()
        self._settings = settings

    def run(self, root: Element) -> None:
        exchange: Element | None = None
        for child in list(root) if self._settings.interview else ():
            speaker = _speaker(child)
            if speaker == "Q" or (speaker and exchange is None):
                exchange = Element("div", {"class": "exchange"})
                exchange.text = exchange.tail = "\n"
                root.insert(list(root).index(child), exchange)
            elif exchange is None or child.tag in HEADINGS:
                exchange = None
                continue
            if child.tag == "p":
                child.set("class", "question" if speaker == "Q" else "answer")
            root.remove(child)
            exchange.append(child)


def _speaker(element: Element) -> str | None:
    """Who speaks in a paragraph; takes the mark out of its text."""
    match = SPEAKER.match(element.text or "") if element.tag == "p" else None
    if not match:
        return None
    element.text = (element.text or "")[match.end() :]
    return match[1]
