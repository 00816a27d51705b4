"""Asking a parser's rules only about what they could match.

Markdown tries each of its rules on each piece of text, though most of a story has not one of the characters
that any of them begins with. The rules here are the library's own, and so is what they do: those whose
marks are not in a text are not tried on it.
"""

from markdown import Markdown

from goodnews.markdown.blocks import spare_blocks
from goodnews.markdown.inline import SparingInlineProcessor
from goodnews.markdown.passes import SparingHtmlBlocks, SparingPrettify, SparingUnescape, SparingWhitespace
from goodnews.markdown.serialising import serialise


def spare(md: Markdown) -> None:
    """Have a parser, with all its extensions, try only what could match."""
    md.preprocessors.register(SparingWhitespace(md), "normalize_whitespace", 30)
    md.preprocessors.register(SparingHtmlBlocks(md), "html_block", 20)
    spare_blocks(md.parser)
    md.treeprocessors.register(SparingInlineProcessor(md), "inline", 20)
    md.treeprocessors.register(SparingPrettify(md), "prettify", 10)
    md.treeprocessors.register(SparingUnescape(md), "unescape", 0)
    if md.output_format == "html":
        md.serializer = serialise
