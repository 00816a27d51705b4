"""Stories' text: Markdown in, sanitised HTML out, and an outline of it for the checks."""

from goodnews.markdown.body import Body, Text, render
from goodnews.markdown.figures import Picture, place_photos
from goodnews.markdown.outline import Heading, Link, Outline, Tag, Words

__all__ = [
    "Body",
    "Heading",
    "Link",
    "Outline",
    "Picture",
    "Tag",
    "Text",
    "Words",
    "place_photos",
    "render",
]
