"""Which lines of a text belong to which paragraph, list, quotation, table or code: as GitHub reads them.

The way is CommonMark's own (spec.commonmark.org/0.31.2, appendix "A parsing strategy"). What stands within a
paragraph is for the Markdown library.
"""

import re

from goodnews.markdown.leaves import Block, Kind, cells_of, leaf_at

DEEPEST = 16
"""Lists and quotations within each other; what would be deeper is a paragraph."""

_ITEM = re.compile(r"([-+*]|(\d{1,9})[.)])( +(?=\S)|\s*$)")
_QUOTE = re.compile(r" {0,3}> ?")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_DELIMITER = re.compile(":?-+:?")


def read_structure(text: str, line: int = 1, new_paragraph: re.Pattern[str] | None = None) -> list[Block]:
    r"""Read a text's blocks.

    >>> [block.kind.name for block in read_structure("For the party:\n- tea\n- cake")]
    ['PARAGRAPH', 'LIST']

    Args:
        text: without tabs.
        line: the number of its first line.
        new_paragraph: what starts a paragraph at the beginning of any line.
    """
    reader = _BlockReader(new_paragraph)
    for number, line_text in enumerate(text.split("\n"), line):
        reader.read(line_text, number)
    return reader.root.children


class _BlockReader:
    """Reads line by line: which of the open blocks go on, then which begin."""

    def __init__(self, new_paragraph: re.Pattern[str] | None) -> None:
        self.root = Block(Kind.QUOTE, 0)
        self._open = [self.root]
        """The quotations and items that the last line was in, from the outside."""
        self._leaf: Block | None = None
        self._blank_in: int | None = None
        """How many quotations the last line was in, if it was blank."""
        self._new_paragraph = new_paragraph

    def read(self, line: str, number: int) -> None:
        """Read one line."""
        matched, rest = self._match_containers(line)
        if matched == len(self._open) and self._leaf and self._goes_on(self._leaf, rest):
            self._blank_in = None
            return
        blank_before, self._blank_in = self._blank_in, None
        if not rest.strip():
            self._take_blank(matched)
            return
        self._begin(rest, matched, number, blank_before)

    def _match_containers(self, line: str) -> tuple[int, str]:
        """How many of the open blocks a line is in, and what of it is left."""
        matched = 1
        for block in self._open[1:]:
            if block.kind is Kind.QUOTE:
                mark = _QUOTE.match(line)
                if not mark:
                    break
                line = line[mark.end() :]
            elif not line.strip():
                # An item that begins with a blank line ends with a second one.
                if not block.children and self._leaf is None:
                    break
                line = ""
            elif line.startswith(" " * block.indent):
                line = line[block.indent :]
            else:
                break
            matched += 1
        return matched, line

    def _goes_on(self, leaf: Block, rest: str) -> bool:
        """Whether a line is more of the open code or HTML, whatever it looks like."""
        if leaf.kind is Kind.HTML:
            if not leaf.until and not rest.strip():
                return False
            leaf.lines.append(rest)
            if leaf.until and leaf.until in rest.lower():
                self._leaf = None
            return True
        if leaf.kind is Kind.CODE and leaf.mark:
            closing = rest.strip()
            if (
                set(closing) == {leaf.mark[0]}
                and len(closing) >= len(leaf.mark)
                and not rest.startswith("    ")
            ):
                self._leaf = None
            else:
                moved = len(rest) - len(rest.lstrip(" "))
                leaf.lines.append(rest[min(moved, leaf.indent) :])
            return True
        if leaf.kind is Kind.CODE and rest.startswith("    "):
            leaf.lines.append(rest[4:])
            return True
        return False

    def _take_blank(self, matched: int) -> None:
        """A blank line ends what is open, but for code, which it may stand in."""
        self._blank_in = self._quotes(matched)
        leaf = self._leaf if matched == len(self._open) else None
        if leaf and leaf.kind in {Kind.CODE, Kind.NOTE}:
            leaf.lines.append("")
        else:
            self._close(matched)

    def _quotes(self, depth: int) -> int:
        return sum(block.kind is Kind.QUOTE for block in self._open[:depth])

    def _begin(self, rest: str, matched: int, number: int, blank_before: int | None) -> None:
        """Begin what begins in a line, and go on with a paragraph otherwise."""
        while True:
            body = rest.lstrip(" ")
            indent = len(rest) - len(body)
            leaf = self._leaf
            in_words = leaf is not None and leaf.kind is Kind.PARAGRAPH
            here = matched == len(self._open)
            if leaf and leaf.kind is Kind.NOTE and here and self._is_more_of_note(leaf, rest, indent):
                return
            if indent >= 4:
                if not in_words:
                    self._add(Block(Kind.CODE, number, [rest[4:]]), matched, blank_before)
                    return
                break
            if body[0] == ">" and matched < DEEPEST:
                rest = body[1:].removeprefix(" ")
                self._open_container(Block(Kind.QUOTE, number), matched, blank_before)
                matched = len(self._open)
                if not rest.strip():
                    self._blank_in = self._quotes(matched)
                    return
                continue
            if block := self._leaf_at(body, indent, number, in_words=in_words and here):
                if block is not leaf:
                    self._add(block, matched, blank_before)
                return
            item = _ITEM.match(body) if matched < DEEPEST else None
            if item and self._may_begin_list(item, in_words=in_words and here):
                rest = self._begin_item(item, body, indent, matched, number, blank_before)
                matched = len(self._open)
                if not rest.strip():
                    return
                blank_before = None
                continue
            break
        self._take_words(rest, matched, number, blank_before)

    def _leaf_at(self, body: str, indent: int, number: int, *, in_words: bool) -> Block | None:
        """The leaf that begins with a line; the open one if the line makes it something else."""
        leaf = self._leaf
        if in_words and leaf and body[0] in "=-" and _UNDERLINE.match(body):
            leaf.kind, leaf.level = Kind.HEADING, 1 if body[0] == "=" else 2
            self._leaf = None
            return leaf
        if in_words and leaf and body[0] in "|:-" and _is_header(leaf.lines[-1], body):
            return self._make_table(leaf, body, number)
        return leaf_at(body, indent, number, in_words=in_words)

    def _make_table(self, leaf: Block, delimiters: str, number: int) -> Block:
        """Take a paragraph's last line for a table's header; words above it stay a paragraph."""
        header = leaf.lines.pop()
        if not leaf.lines:
            leaf.kind, leaf.lines = Kind.TABLE, [header, delimiters]
            return leaf
        return Block(Kind.TABLE, number - 1, [header, delimiters])

    def _may_begin_list(self, item: re.Match[str], *, in_words: bool) -> bool:
        """Right under a line of words, an empty item or a number other than 1 is more of them."""
        return not in_words or (item.end() < len(item.string.rstrip()) and item[2] in {None, "1"})

    def _begin_item(
        self, item: re.Match[str], body: str, indent: int, matched: int, number: int, blank_before: int | None
    ) -> str:
        spaces = len(item[3]) if item.end() < len(body) else 1
        offset = len(item[1]) + (spaces if spaces < 5 else 1)
        kind = item[1][-1]
        self._close(matched)
        siblings = self._open[-1].children
        after_blank = blank_before == self._quotes(matched)
        if not (siblings and siblings[-1].kind is Kind.LIST and siblings[-1].mark == kind):
            start = int(item[2]) if item[2] else 0
            siblings.append(Block(Kind.LIST, number, mark=kind, level=start, after_blank=after_blank))
        block = Block(Kind.ITEM, number, indent=indent + offset, after_blank=after_blank)
        siblings[-1].children.append(block)
        self._open.append(block)
        return body[offset:]

    def _take_words(self, rest: str, matched: int, number: int, blank_before: int | None) -> None:
        leaf, words = self._leaf, rest.lstrip(" ")
        if leaf and leaf.kind is Kind.TABLE and matched == len(self._open):
            leaf.lines.append(words)
        elif (
            leaf
            and leaf.kind is Kind.PARAGRAPH
            and not (self._new_paragraph and self._new_paragraph.match(words))
        ):
            # Words may go on further out than they began: the open blocks stay open.
            leaf.lines.append(words)
        else:
            self._add(Block(Kind.PARAGRAPH, number, [words]), matched, blank_before)

    def _is_more_of_note(self, note: Block, rest: str, indent: int) -> bool:
        """A note goes on below itself, and behind a blank line where it is moved in."""
        if note.lines[-1] == "" and len(note.lines) > 1 and indent < 4:
            self._leaf = None
            return False
        if indent >= 4:
            note.lines.append(rest[4:])
            return True
        if leaf_at(rest.lstrip(" "), indent, 0, in_words=False) or _ITEM.match(rest.lstrip(" ")):
            return False
        note.lines.append(rest.lstrip(" "))
        return True

    def _close(self, matched: int) -> None:
        del self._open[matched:]
        self._leaf = None

    def _open_container(self, block: Block, matched: int, blank_before: int | None) -> None:
        self._add(block, matched, blank_before)
        self._open.append(block)
        self._leaf = None

    def _add(self, block: Block, matched: int, blank_before: int | None) -> None:
        """Put a block into the innermost that goes on; the others end."""
        block.after_blank = blank_before == self._quotes(matched)
        self._close(matched)
        self._open[-1].children.append(block)
        ended = block.until and block.until in block.lines[0].lower()
        self._leaf = None if ended or block.kind in _ONE_LINE else block


_ONE_LINE = frozenset({Kind.HEADING, Kind.RULE, Kind.ABBREVIATION})


def _is_header(above: str, below: str) -> bool:
    if "|" not in below and "|" not in above:
        return False
    cells = cells_of(below)
    return all(map(_DELIMITER.fullmatch, cells)) and len(cells_of(above)) == len(cells)
