"""Stories' text: Markdown in, sanitised HTML out."""

from goodnews.markup.body import Body, Renderer, render_body
from goodnews.markup.figures import place_photos
from goodnews.markup.sanitising import sanitise

__all__ = ["Body", "Renderer", "place_photos", "render_body", "sanitise"]
