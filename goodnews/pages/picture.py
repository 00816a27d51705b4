"""A photo as a `<picture>`: small files for those who can read them, a JPEG for everyone else.

There is no style attribute, because a strict content security policy forbids them: the ground
colour travels as `data-ground`, and what must stay in a crop as one of a few classes.
"""

from dataclasses import dataclass

from markupsafe import Markup

from goodnews.pages.addresses import link
from goodnews.photos import PhotoSet, parse_focus
from goodnews.story import PhotoNote
from goodnews.trust import Trust

JPEG = "image/jpeg"


@dataclass(frozen=True)
class Place:
    """Where on a page a photo stands.

    Attributes:
        sizes: how wide it is shown there, as the `sizes` attribute says it.
        widest: no rendition wider than this is offered, in pixels.
    """

    sizes: str
    widest: int


HERO = Place("(min-width: 104rem) 100rem, 100vw", 2560)
LEAD = Place("(min-width: 88rem) 84rem, 100vw", 2560)
PROSE = Place("(min-width: 44rem) 42rem, 100vw", 1440)
GALLERY = Place("(min-width: 46rem) 46vw, 100vw", 1440)
CARD = Place("(min-width: 56rem) 46vw, 100vw", 960)

_EAGER, _LAZY = Markup(' fetchpriority="high"'), Markup(' loading="lazy"')
_MODERN = Markup('<source type="{}" srcset="{}" sizes="{}">')
_PICTURE = Markup('<picture>{}<img src="{}" alt="{}" width="{}" height="{}" data-ground="{}"{}{}></picture>')


@dataclass(frozen=True)
class Figure:
    """A photo with what is said of it.

    Attributes:
        picture: the `<picture>` element.
        caption: a sentence, or None.
        credit: who took it, or None.
        shape: `wide`, `tall` or `square`.
    """

    picture: Markup
    caption: str | None
    credit: str | None
    shape: str


def draw_picture(
    photo: PhotoSet, note: PhotoNote, place: Place, trust: Trust, *, eager: bool = False
) -> Markup:
    """Write the element.

    Args:
        photo: its renditions.
        note: its alternative text and its focus.
        place: where on the page it stands.
        trust: for where the site lives.
        eager: for the one picture a reader sees first; the others wait until they are near.
    """
    base = link(trust, "photos/")
    sources = Markup().join(
        _MODERN.format(kind, _srcset(photo, kind, place.widest, base), place.sizes)
        for kind in photo.types
        if kind != JPEG
    )
    jpeg = photo.fallback
    return _PICTURE.format(
        sources,
        f"{base}{jpeg.name}",
        note.alt,
        jpeg.width,
        jpeg.height,
        photo.colour,
        _EAGER if eager else _LAZY,
        _focus(note.focus),
    )


def draw_figure(
    photo: PhotoSet, note: PhotoNote, place: Place, trust: Trust, *, eager: bool = False
) -> Figure:
    """Put a photo together with its caption and its credit."""
    return Figure(
        draw_picture(photo, note, place, trust, eager=eager), note.caption, note.credit, photo.shape
    )


def _srcset(photo: PhotoSet, kind: str, widest: int, base: str) -> str:
    """The renditions of one type up to a width; a photo that is only wider gives its narrowest."""
    held = photo.of_type(kind)
    fitting = [each for each in held if each.width <= widest] or held[:1]
    return ", ".join(f"{base}{each.name} {each.width}w" for each in fitting)


def _focus(text: str | None) -> Markup:
    """Classes for the side of the picture to keep; the middle needs none.

    >>> _focus("left top")
    Markup(' class="x0 y0"')
    """
    focus = parse_focus(text)
    across, down = round(focus.across * 2) * 50, round(focus.down * 2) * 50
    names = [f"{axis}{place}" for axis, place in (("x", across), ("y", down)) if place != 50]
    return Markup(' class="{}"').format(" ".join(names)) if names else Markup()
