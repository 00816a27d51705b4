"""Stories' text: Markdown in, sanitised HTML out."""

from goodnews.markdown.body import Body, Renderer, render_body
from goodnews.markdown.figures import place_photos
from goodnews.markdown.many import Text, render_all, render_many
from goodnews.markdown.sanitise import sanitise

__all__ = ["Body", "Renderer", "Text", "place_photos", "render_all", "render_body", "render_many", "sanitise"]
