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

LEAD = "(min-width: 88rem) 84rem, 100vw"
HERO = "(min-width: 104rem) 100rem, 100vw"
PROSE = "(min-width: 44rem) 42rem, 100vw"
CARD = "(min-width: 56rem) 46vw, 100vw"
GALLERY = "(min-width: 46rem) 46vw, 100vw"

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
    photo: PhotoSet, note: PhotoNote, sizes: str, trust: Trust, *, eager: bool = False, small: bool = False
) -> Markup:
    """Write the element.

    Args:
        photo: its renditions.
        note: its alternative text and its focus.
        sizes: how wide it will be shown, as the `sizes` attribute says it.
        trust: for where the site lives.
        eager: for the one picture a reader sees first; the others wait until they are near.
        small: for cards and galleries: no rendition wider than 1,280 pixels.
    """
    base = link(trust, "photos/")
    sources = Markup().join(
        _MODERN.format(
            kind,
            ", ".join(
                f"{base}{each.name} {each.width}w"
                for each in photo.of_type(kind)
                if not small or each.width <= 1280
            )
            or f"{base}{photo.of_type(kind)[0].name} {photo.of_type(kind)[0].width}w",
            sizes,
        )
        for kind in photo.types
        if kind != "image/jpeg"
    )
    jpeg = photo.fallback
    loading = ' fetchpriority="high"' if eager else ' loading="lazy"'
    return _PICTURE.format(
        sources,
        f"{base}{jpeg.name}",
        note.alt,
        jpeg.width,
        jpeg.height,
        photo.colour,
        Markup(loading),
        _focus(note.focus),
    )


def draw_figure(photo: PhotoSet, note: PhotoNote, sizes: str, trust: Trust, *, eager: bool = False) -> Figure:
    """Put a photo together with its caption and its credit."""
    return Figure(
        draw_picture(photo, note, sizes, trust, eager=eager), note.caption, note.credit, photo.shape
    )


def _focus(text: str | None) -> Markup:
    """Classes for the quarter of the picture to keep; the middle needs none.

    >>> _focus("left top")
    Markup(' class="x0 y0"')
    """
    focus = parse_focus(text)
    across, down = round(focus.across * 4) * 25, round(focus.down * 4) * 25
    names = [f"{axis}{place}" for axis, place in (("x", across), ("y", down)) if place != 50]
    return Markup(' class="{}"').format(" ".join(names)) if names else Markup()
