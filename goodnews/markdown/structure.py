"""Which lines of a text belong to which paragraph, list, quotation, table or code: as GitHub reads them.

markdown-it reads them, by the rules of CommonMark and of GitHub's tables; three rules of ours say where
notes, abbreviations and an interview's answers begin. What stands within a paragraph is Python-Markdown's.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, list_block, paragraph
from markdown_it.token import Token

SPEAKER = re.compile(r"\s*([QA])[:.]\s+")
"""How a question or an answer begins."""

_DEEPEST = 32
"""Elements around a list or quotation, two for each list; what would be deeper is a paragraph."""
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_ABBREVIATION = re.compile(r"\*\[[^\]]+\] ?:")


def read_structure(text: str, *, interview: bool = False) -> list[Token]:
    r"""Read a text's blocks.

    Tokens are markdown-it's, and `note` (with its name as `info`) and `abbreviation`.

    >>> [token.type for token in read_structure("*[NHS]: National Health Service\n[^1]: In 1948.")]
    ['abbreviation', 'note']

    Args:
        text: without tabs.
        interview: whether `Q:` and `A:` start a paragraph at the beginning of any line.
    """
    return _parser().parse(text, {"interview": interview})


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST}).enable("table")
    # Where links refer to is Python-Markdown's to know.
    parser.disable("reference").core.ruler.enableOnly(["block"])
    rules, ends = parser.block.ruler, RuleOptionsType(alt=["paragraph", "blockquote"])
    for name, rule in (("note", _note), ("abbreviation", _abbreviation), ("speaker", _speaker)):
        rules.before("table", name, rule, ends)
    rules.before("note", "words", _words)
    rules.at("blockquote", _limited(blockquote), RuleOptionsType(alt=["paragraph", "blockquote", "list"]))
    rules.at("list", _limited(list_block), ends)
    return parser


def _limited(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and rule(state, start, end, silent)

    return limited


def _words(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that begins with a letter and stands alone is a paragraph: no other rule has to look at it."""
    begins = state.src[state.bMarks[start] + state.tShift[start]]
    is_alone = start + 1 >= end or state.isEmpty(start + 1)
    is_words = begins.isalpha() and is_alone and not state.is_code_block(start)
    return is_words and paragraph(state, start, end, silent)


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A note goes on below itself, and behind a blank line where it is moved in."""
    mark = None if state.is_code_block(start) else _NOTE.match(_line(state, start))
    if not mark or silent:
        return mark is not None
    lines, ends = [mark[2]], state.md.block.ruler.getRules("paragraph")
    state.line = start + 1
    before, state.parentType = state.parentType, "reference"  # a paragraph is not ended by every list
    while state.line < end:
        moved_in = state.is_code_block(state.line)
        if state.isEmpty(state.line) or moved_in:
            lines.append(state.getLines(state.line, state.line + 1, state.blkIndent + 4, False))
        elif lines[-1] and not any(rule(state, state.line, end, True) for rule in ends):
            lines.append(_line(state, state.line))
        else:
            break
        state.line += 1
    state.parentType = before
    _push(state, "note", start, "\n".join(lines)).info = mark[1]
    return True


def _abbreviation(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    if state.is_code_block(start) or not _ABBREVIATION.match(_line(state, start)):
        return False
    if not silent:
        state.line = start + 1
        _push(state, "abbreviation", start, _line(state, start))
    return True


def _speaker(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """The end of a paragraph, and nothing by itself."""
    return silent and bool(state.env["interview"]) and SPEAKER.match(_line(state, start)) is not None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _push(state: StateBlock, kind: str, start: int, content: str) -> Token:
    token = state.push(kind, "", 0)
    token.content, token.map = content, [start, state.line]
    return token
