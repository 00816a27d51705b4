"""A photo as a `<picture>`: small files for those who can read them, a JPEG for everyone else.

There is no style attribute, because a strict content security policy forbids them: what must stay in a
crop travels as one of a few classes.
"""

from typing import NamedTuple

from markupsafe import Markup

from goodnews.config import SiteConfig
from goodnews.markdown.typography import typeset
from goodnews.photos import FALLBACK_WIDTH, PhotoSet, Rendition, nearest, parse_focus
from goodnews.site.links import link
from goodnews.story import PhotoNote

JPEG = "image/jpeg"


class ImageSlot(NamedTuple):
    """Where on a page a photo is: tests/browser/test_pictures.py holds this to the stylesheet.

    `sizes` is how wide it is shown there, as that attribute says it, empty where one width does. No rendition
    of more pixels than the `widest` is offered.
    """

    sizes: str
    widest: int = 2560


HERO = ImageSlot("(min-width:92rem) 44rem,(min-width:56rem) 49vw,100vw")
LEAD = ImageSlot("(min-width:92rem) 84rem,92vw")
POSTER = ImageSlot("(min-width:72rem) 66rem,92vw")
PROSE = ImageSlot("(min-width:42rem) 38rem,92vw", 1520)
# At most 716 CSS pixels wide, and 396 on a phone: one width gives every phone two of its pixels to each.
CARD = ImageSlot("", 960)

_EAGER, _LAZY = Markup(' fetchpriority="high"'), Markup(' loading="lazy"')
_MODERN = Markup('<source type="{}"{}>')
_PLAIN = Markup('<img src="{}"{} alt="{}" width="{}" height="{}"{}{}>')
_PICTURE = Markup("<picture>{}{}</picture>")


def lead_slot(photo: PhotoSet) -> ImageSlot:
    """The slot above a story: a tall photo is as high as the window lets it be, and that makes it narrow."""
    if photo.shape != "tall":
        return LEAD
    ratio = photo.width / photo.height
    return ImageSlot(f"min(92vw,max({88 * ratio:.0f}vh,{26 * ratio:.0f}rem))")


def gallery_slot(count: int) -> ImageSlot:
    """A slot among `count` photos, as many side by side as the window has room for."""
    if count == 1:
        return LEAD
    across = min(count, 4)
    widest = f"(min-width:92rem) {(84 - 1.25 * (across - 1)) / across:.0f}rem"
    rows = ("(min-width:69rem) 30vw", "(min-width:47rem) 45vw", "92vw")
    return ImageSlot(",".join((widest, *rows[max(0, 3 - count) :])), 1520)


class Figure(NamedTuple):
    """A photo as its `<picture>` element, with what is said of it.

    `shape` is `wide`, `tall` or `square`; `large` the link to its largest file that every browser can read.
    """

    picture: Markup
    caption: str | None
    credit: str | None
    shape: str
    large: str


def draw_picture(
    photo: PhotoSet, note: PhotoNote, slot: ImageSlot, config: SiteConfig, *, eager: bool = False
) -> Markup:
    """Write the element. `eager` is the one picture a reader sees first; others wait until they are near."""
    base = link(config, "photos/")
    sources = Markup().join(
        _MODERN.format(kind, _choice(_fitting(photo, kind, slot), slot, base))
        for kind in photo.types
        if kind != JPEG
    )
    plain = _fitting(photo, JPEG, slot)
    jpeg, focus = nearest(plain, FALLBACK_WIDTH), focus_classes(note.focus)
    image = _PLAIN.format(
        f"{base}{jpeg.name}",
        _choice(plain, slot, base) if len(plain) > 1 else "",
        note.alt,
        jpeg.width,
        jpeg.height,
        _EAGER if eager else _LAZY,
        Markup(' class="{}"').format(focus) if focus else "",
    )
    return _PICTURE.format(sources, image)


def thumbnail(photo: PhotoSet, config: SiteConfig) -> str:
    """The link to its smallest file, for an answer of the search."""
    return link(config, f"photos/{photo.of_type(photo.types[0])[0].name}")


def draw_figure(
    photo: PhotoSet, note: PhotoNote, slot: ImageSlot, config: SiteConfig, *, eager: bool = False
) -> Figure:
    """Put a photo together with its caption and its credit."""
    return Figure(
        draw_picture(photo, note, slot, config, eager=eager),
        typeset(note.caption) if note.caption else None,
        typeset(note.credit) if note.credit else None,
        photo.shape,
        link(config, f"photos/{photo.of_type(JPEG)[-1].name}"),
    )


def _fitting(photo: PhotoSet, kind: str, slot: ImageSlot) -> tuple[Rendition, ...]:
    """The renditions of one type up to a width; a photo that is only wider gives its narrowest."""
    renditions = photo.of_type(kind)
    fitting = tuple(one for one in renditions if one.width <= slot.widest) or renditions[:1]
    return fitting if slot.sizes else fitting[-1:]


def _choice(renditions: tuple[Rendition, ...], slot: ImageSlot, base: str) -> Markup:
    """The attributes that let a browser choose, or those for the one rendition there is."""
    if len(renditions) == 1:
        return Markup(' srcset="{}{}"').format(base, renditions[0].name)
    names = ",".join(f"{base}{rendition.name} {rendition.width}w" for rendition in renditions)
    return Markup(' srcset="{}" sizes="{}"').format(names, slot.sizes)


def focus_classes(text: str | None) -> str:
    """Classes for the side of the picture to keep; the middle needs none.

    >>> focus_classes("left top")
    'x0 y0'
    """
    focus = parse_focus(text)
    across, down = round(focus.across * 2) * 50, round(focus.down * 2) * 50
    return " ".join(f"{axis}{percent}" for axis, percent in (("x", across), ("y", down)) if percent != 50)
