"""Photos: from a phone on a ward to a fast, private picture. All of Pillow lives in this room.

Whatever comes in, what goes out is pixels and nothing else: every rendition is encoded anew from an
image that was made without any `info`.
"""

from goodnews.photos.artwork import CardSpec
from goodnews.photos.badge import draw_badge
from goodnews.photos.cache import sweep_cache
from goodnews.photos.card import make_card, make_cards
from goodnews.photos.findings import RefusedError
from goodnews.photos.focus import Focus, parse_focus
from goodnews.photos.inspecting import inspect_photo, inspect_photos
from goodnews.photos.likeness import duplicates
from goodnews.photos.photo_set import FALLBACK_WIDTH, PhotoSet, Rendition, nearest
from goodnews.photos.preparing import PhotoJob, Prepared, prepare_photos
from goodnews.photos.recipe import Recipe
from goodnews.photos.words import words_inside

__all__ = [
    "FALLBACK_WIDTH",
    "CardSpec",
    "Focus",
    "PhotoJob",
    "PhotoSet",
    "Prepared",
    "Recipe",
    "RefusedError",
    "Rendition",
    "draw_badge",
    "duplicates",
    "inspect_photo",
    "inspect_photos",
    "make_card",
    "make_cards",
    "nearest",
    "parse_focus",
    "prepare_photos",
    "sweep_cache",
    "words_inside",
]
