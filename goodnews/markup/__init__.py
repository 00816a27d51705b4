"""Stories' text: Markdown in, sanitised HTML out."""

from goodnews.markup.body import Body, Renderer, render_body
from goodnews.markup.figures import place_photos
from goodnews.markup.many import Text, render_all
from goodnews.markup.sanitising import sanitise

__all__ = ["Body", "Renderer", "Text", "place_photos", "render_all", "render_body", "sanitise"]
