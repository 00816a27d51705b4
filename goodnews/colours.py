"""Colours that text can be read in: contrast as WCAG 2.2 counts it."""

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def parse_colour(text: str) -> Colour:
    """Read `#rrggbb` or `#rgb`.

    >>> parse_colour("#005f6b")
    (0, 95, 107)

    ValueError for anything else.
    """
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6:
        raise ValueError(f"{text!r} is not a colour: write it like #005f6b.")
    number = int(digits, 16)
    return number >> 16, number >> 8 & 255, number & 255


def as_hex(colour: Colour) -> str:
    """Write a colour as stylesheets have it.

    >>> as_hex((0, 95, 107))
    '#005f6b'
    """
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").

    >>> contrast((255, 255, 255), (0, 0, 0))
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_colour(ground: Colour) -> Colour:
    """White where it can be read on the ground (4.5 to 1), otherwise black, which then always can."""
    return WHITE if contrast(WHITE, ground) >= 4.5 else BLACK


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Move from one colour towards the other by a part of the way.

    >>> mix((0, 0, 0), (255, 255, 255), 0.2)
    (51, 51, 51)
    """
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [channel / 255 for channel in colour]
    red, green, blue = (
        level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
