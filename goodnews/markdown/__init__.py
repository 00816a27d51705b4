"""Stories' text: Markdown in, sanitised HTML out, and an outline of it for the checks."""

from goodnews.markdown.body import Html, Text, first_lines, render
from goodnews.markdown.figures import Picture, insert_photos
from goodnews.markdown.outline import Heading, Outline, Tag, TextLink, Words
from goodnews.markdown.typography import typeset

__all__ = [
    "Heading",
    "Html",
    "Outline",
    "Picture",
    "Tag",
    "Text",
    "TextLink",
    "Words",
    "first_lines",
    "insert_photos",
    "render",
    "typeset",
]
