"""Our Markdown: the library's parser with the extensions that stories may use."""

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from goodnews.markdown.sparing import spare
from goodnews.markdown.typography import TypographyExtension


def make_parser() -> Markdown:
    """Make a parser, to be reset before each text.

    The extensions are given as what they are: by name, the library would look for each among the
    entry points of everything that is installed.

    >>> make_parser().convert("Hello *there*")
    '<p>Hello <em>there</em></p>'
    """
    parser = Markdown(
        extensions=[
            AbbrExtension(),
            FootnoteExtension(),
            SaneListExtension(),
            TypographyExtension(),
            TableExtension(),
        ],
        output_format="html",
    )
    spare(parser)
    return parser
