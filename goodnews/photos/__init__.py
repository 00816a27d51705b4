"""Photos: from a phone on a ward to a fast, private picture. All of Pillow lives in this room.

Whatever comes in, what goes out is pixels and nothing else: every rendition is encoded anew from an
image that was made without any `info`.
"""

from goodnews.photos.cache import sweep_cache
from goodnews.photos.card.draw import CardSpec, draw_badge
from goodnews.photos.card.fonts import can_be_set
from goodnews.photos.card.make import make_card, make_cards
from goodnews.photos.check import inspect_photos
from goodnews.photos.focus import parse_focus
from goodnews.photos.formats import PhotoError, recognise
from goodnews.photos.load import size_of
from goodnews.photos.metadata_text import read_metadata
from goodnews.photos.photo_set import FALLBACK_WIDTH, PhotoSet, Rendition, RenditionSettings, nearest
from goodnews.photos.renditions import PhotoJob, prepare_photos
from goodnews.photos.tidy import tidy_photo

__all__ = [
    "FALLBACK_WIDTH",
    "CardSpec",
    "PhotoError",
    "PhotoJob",
    "PhotoSet",
    "Rendition",
    "RenditionSettings",
    "can_be_set",
    "draw_badge",
    "inspect_photos",
    "make_card",
    "make_cards",
    "nearest",
    "parse_focus",
    "prepare_photos",
    "read_metadata",
    "recognise",
    "size_of",
    "sweep_cache",
    "tidy_photo",
]
