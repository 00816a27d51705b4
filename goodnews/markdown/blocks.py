"""A text's blocks made into the library's tree, each with its line, and HTML set aside for it."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.util import AtomicString, code_escape

from goodnews.markdown.leaves import Block, Kind, cells_of
from goodnews.markdown.structure import read_structure

LINE = "data-line"
"""The attribute that says on which line of the text a block starts."""

_WITHIN_WORDS = """
a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span strike
strong sub sup time tt u var wbr
"""
INLINE = frozenset(_WITHIN_WORDS.split())
"""Elements that stand within a block's words."""

_FIRST = 200
"""A priority before all of the library's."""
_OPENING = re.compile(r"<([a-zA-Z][\w-]*(?=[\s/>]|$)|!--)")
_MARKDOWN = re.compile(r"\*\*\w[^*<>]*\*\*|\[[^\[\]]+\]\([^()\s]+\)|^ {0,3}(?:#{1,6} |[-*+] |1[.)] )")
"""What is Markdown and nothing else, where it is shown as it is written."""
_TASK = re.compile(r"\[([ xX])\] (?=\s*\S)")
_ALIGNMENTS = {(True, True): "center", (True, False): "left", (False, True): "right"}


class GitHubBlocks(Extension):
    """Has all blocks of a text read as GitHub reads them; the inside of each is the library's to read.

    Attributes:
        line: the number of the next text's first line.
        new_paragraph: what starts a paragraph at the beginning of any line of it.
        unrendered: what looks like Markdown in the HTML of the last text, with its line.
    """

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self.line = 1
        self.new_paragraph: re.Pattern[str] | None = None
        self.unrendered: list[tuple[int, str]] = []
        self._footnotes = footnotes

    def reset(self) -> None:
        """Forget the last text."""
        self.unrendered = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processor; HTML is found by it, block by block, and not before."""
        md.registerExtension(self)
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors.register(_Blocks(md.parser, self, self._footnotes), "github", _FIRST)


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
        line = self._note_lines.get(text, self._settings.line)
        self._in_note = text in self._note_lines
        self._add_all(parent, read_structure(text, line, self._settings.new_paragraph))
        if self._in_note and (parent.text or not len(parent)):
            # The library takes a note's blocks, and nothing else; and it puts the way back into one.
            words = Element("p")
            words.text, parent.text = parent.text or "", None
            parent.insert(0, words)

    def _add_all(self, parent: Element, blocks: list[Block]) -> None:
        for block in blocks:
            match block.kind:
                case Kind.PARAGRAPH:
                    self._add_paragraph(parent, block)
                case Kind.HEADING:
                    _add(parent, f"h{block.level}", block, block.text.strip())
                case Kind.RULE:
                    SubElement(parent, "hr")
                case Kind.QUOTE:
                    self._add_all(SubElement(parent, "blockquote"), block.children)
                case Kind.LIST:
                    self._add_list(parent, block)
                case Kind.CODE:
                    _add_code(parent, block)
                case Kind.HTML:
                    self._settings.unrendered += _markdown_in(block)
                    _append_text(parent, f"\n{self.parser.md.htmlStash.store(_with_lines(block))}\n")
                case Kind.TABLE:
                    _add_table(parent, block)
                case Kind.NOTE:
                    self._keep_note(parent, block)
                case Kind.ABBREVIATION:
                    self.parser.blockprocessors["abbr"].run(parent, [block.text])

    def _keep_note(self, parent: Element, block: Block) -> None:
        """Hand a footnote to the library, which asks for its blocks at the end of the text."""
        note = block.text.rstrip()
        if self._in_note:
            _add(parent, "p", block, note)
        elif block.mark not in self._footnotes.footnotes:
            self._note_lines[note] = block.line
            self._footnotes.setFootnote(block.mark, note)

    def _add_paragraph(self, parent: Element, block: Block) -> None:
        """Add a paragraph, without the addresses at its start that links further down or up refer to."""
        text, line = block.text, block.line
        while text.startswith("[") and (found := ReferenceProcessor.RE.match(text)):
            left = [text]
            self.parser.blockprocessors["reference"].run(parent, left)
            line += text.count("\n", 0, found.end() + 1)
            text = left[0] if left else ""
        if text.strip():
            _add(parent, "p", Block(Kind.PARAGRAPH, line), text.strip())

    def _add_list(self, parent: Element, block: Block) -> None:
        numbered = block.mark in {".", ")"}
        list_ = SubElement(parent, "ol" if numbered else "ul")
        if numbered and block.level != 1:
            list_.set("start", str(block.level))
        loose = block.is_loose
        for item in block.children:
            element = SubElement(list_, "li", {LINE: str(item.line)})
            first = item.children[0] if item.children else None
            if first and first.kind is Kind.PARAGRAPH and (task := _TASK.match(first.lines[0])):
                first.lines[0] = first.lines[0][task.end() :]
                element.set("data-task", "to do" if task[1] == " " else "done")
            self._add_all(element, item.children)
            if not loose:
                _unwrap_paragraphs(element)


def _add(parent: Element, tag: str, block: Block, text: str) -> None:
    SubElement(parent, tag, {LINE: str(block.line)}).text = text


def _append_text(parent: Element, text: str) -> None:
    """Add text behind all that is in an element; none of it is Markdown."""
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + text)
    else:
        parent.text = AtomicString((parent.text or "") + text)


def _unwrap_paragraphs(item: Element) -> None:
    """Take the words of a list without blank lines out of their paragraphs."""
    previous: Element | None = None
    for child in list(item):
        if child.tag != "p":
            previous = child
            continue
        words = (child.text or "") + (child.tail or "")
        item.remove(child)
        if previous is None:
            item.text = f"{item.text or ''}{words}"
        else:
            previous.tail = f"{previous.tail or ''}\n{words}"


def _add_code(parent: Element, block: Block) -> None:
    # Code that is fenced ends with a line of its own; what is only moved in ends with its last words.
    text = block.text if block.mark else block.text.rstrip("\n")
    pre = SubElement(parent, "pre", {LINE: str(block.line + bool(block.mark))})
    SubElement(pre, "code").text = AtomicString(code_escape(f"{text}\n" if text else ""))


def _add_table(parent: Element, block: Block) -> None:
    alignments = [
        _ALIGNMENTS.get((cell.startswith(":"), cell.endswith(":"))) for cell in cells_of(block.lines[1])
    ]
    table = SubElement(parent, "table")
    body: Element | None = None
    for number, row in enumerate(block.lines):
        if number == 1:
            continue
        if number == 0:
            section = SubElement(table, "thead")
        else:
            section = body = SubElement(table, "tbody") if body is None else body
        cells = cells_of(row)
        line = SubElement(section, "tr", {LINE: str(block.line + number)})
        for column, alignment in enumerate(alignments):
            cell = SubElement(line, "td" if number else "th", {"align": alignment} if alignment else {})
            cell.text = cells[column] if column < len(cells) else ""


def _with_lines(block: Block) -> str:
    """A block of HTML whose tags and comments say on which line they stand."""
    return "\n".join(
        _OPENING.sub(rf'<\1 {LINE}="{number}"', line) for number, line in enumerate(block.lines, block.line)
    )


def _markdown_in(block: Block) -> list[tuple[int, str]]:
    if block.until:  # a comment, or words that are meant as they stand
        return []
    found = ((number, _MARKDOWN.search(line)) for number, line in enumerate(block.lines, block.line))
    return [(number, match[0].strip()) for number, match in found if match]
