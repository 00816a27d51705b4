"""The focal point: what must stay in the picture when it is cropped."""

import re
from dataclasses import dataclass

from goodnews.photos.formats import PhotoError

_ACROSS = {"left": 0.0, "centre": 0.5, "center": 0.5, "middle": 0.5, "right": 1.0}
_DOWN = {"top": 0.0, "centre": 0.5, "center": 0.5, "middle": 0.5, "bottom": 1.0}
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%", re.ASCII)


@dataclass(frozen=True, slots=True)
class Focus:
    """Where to look, as fractions of the upright picture from its left and its top."""

    across: float = 0.5
    down: float = 0.5


def parse_focus(text: str | None) -> Focus:
    """Read `left top`, `top`, `centre` or `30% 40%` (across, then down); nothing means the middle.

    >>> parse_focus("right top")
    Focus(across=1.0, down=0.0)

    PhotoError when it doesn't know the words.
    """
    words = (text or "centre").lower().replace(",", " ").split()
    if len(words) == 1:
        words = ["centre", *words] if words[0] in ("top", "bottom") else [*words, "centre"]
    if len(words) == 2:
        if words[0] in ("top", "bottom") or words[1] in ("left", "right"):
            words.reverse()
        across, down = _fraction(words[0], _ACROSS), _fraction(words[1], _DOWN)
        if across is not None and down is not None:
            return Focus(across, down)
    raise PhotoError(
        "photo-focus",
        f"`focus: {text}` is not a place in a picture.",
        "Write two words, such as `left top`, or percentages across and down, such as `30% 40%`.",
    )


def _fraction(word: str, names: dict[str, float]) -> float | None:
    """One of the two places: a name, or a percentage up to 100."""
    match = _PERCENT.fullmatch(word)
    if match is None:
        return names.get(word)
    percent = float(match[1])
    return percent / 100 if percent <= 100 else None


def crop_box(width: int, height: int, ratio: float, focus: Focus) -> tuple[int, int, int, int]:
    """The largest box of `ratio` (width over height) with the focus as near its middle as it can be.

    >>> crop_box(400, 300, 1.0, Focus(0.0, 0.5))
    (0, 0, 300, 300)
    """
    wide = min(width, max(1, round(height * ratio)))
    high = min(height, max(1, round(width / ratio)))
    left = min(max(round(focus.across * width - wide / 2), 0), width - wide)
    top = min(max(round(focus.down * height - high / 2), 0), height - high)
    return left, top, left + wide, top + high
