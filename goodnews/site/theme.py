"""What makes the site look like this Trust's: its stylesheet, its face, its scripts, its icon, its logo.

Every file but one carries in its name a hash of what it is made of, so that a browser may keep it for ever.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from goodnews.colours import (
    ENOUGH,
    PAPER,
    Shades,
    as_hex,
    contrast,
    make_shades,
    parse_colour,
    readable_accent,
)
from goodnews.config import SiteConfig
from goodnews.output import Artifact
from goodnews.photos import Rendition, draw_badge
from goodnews.problems import ContentError, Problem, Severity, raise_for_errors

FACE = "newsreader.woff2"
NEEDED = frozenset({"site.css", "poster.css", "feed.css", "gallery.js", "search.js", "share.js", "video.js"})
"""What pages and feeds name, of the files in `theme/static`."""
TOUCH_SIDE = 180
"""Pixels: what iOS asks for."""
_DRAWN_AS = 1
"""Raise it when `draw_badge` draws otherwise, so that no browser keeps the icon it has."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BUBBLE = "M10 2h44a8 8 0 0 1 8 8v32a8 8 0 0 1-8 8H30L16 62V50h-6a8 8 0 0 1-8-8V10a8 8 0 0 1 8-8z"
_COMBINATOR = re.compile(r" ([+~]) (?=[^{}]*\{)")
_AROUND = re.compile(r"\s*;\s*(?=\})|\s*([{};>])\s*|(?<=[:,])\s+")


class ThemeAssets(NamedTuple):
    """The theme's files, and the paths they are published at, relative to the output.

    `face` is the font that headings are set in, for a browser to fetch before it has read the stylesheet;
    `touch` the icon on a phone's first screen; `card` what is shown where a page without stories is shared;
    `poster` the stylesheet of posters for a wall.
    """

    stylesheet: str
    face: str | None
    icon: str
    touch: str
    logo: str | None
    logo_dark: str | None
    poster: str
    scripts: Mapping[str, str]
    files: tuple[Artifact, ...]
    card: Rendition | None = None


def load_theme(theme: Path, config: SiteConfig) -> ThemeAssets:
    """Read the theme's own files, from its folder `static/`, and the Trust's logos if it has any.

    Its colours come before each stylesheet, and each file is named by its hash, there too. ContentError when
    the accent can't be read on paper, or a file is not there.
    """
    raise_for_errors(_theme_problems(theme))
    static = theme / "static"
    _check_settings(static, config)
    faces = {path.name: _hashed(path) for path in sorted(static.glob("fonts/*.woff2"))}
    css, poster = (_sheet(static / name, faces, config) for name in ("site.css", "poster.css"))
    icon = _named("icon", ".svg", draw_icon(config.initials, config.accent))
    touch = _touch_icon(config.initials, config.accent)
    logos = {setting: _hashed(static / file, "logo") for setting, file in config.logos.items()}
    light, dark = logos.get("TRUST_LOGO"), logos.get("TRUST_LOGO_DARK")
    scripts = {path.stem: _hashed(path) for path in sorted(static.glob("*.js"))}
    # Feeds in a thousand readers' caches name this file, so its name has no hash.
    feed = Artifact.from_bytes("theme/feed.css", (static / "feed.css").read_bytes())
    return ThemeAssets(
        css.path,
        faces[FACE].path if FACE in faces else None,
        icon.path,
        touch.path,
        light.path if light else None,
        dark.path if dark else None,
        poster.path,
        {name: file.path for name, file in scripts.items()},
        (css, poster, feed, icon, touch, *logos.values(), *faces.values(), *scripts.values()),
    )


def _theme_problems(theme: Path) -> Iterator[Problem]:
    """Files that the program needs and the theme has not, and those that no page can be made with."""
    for name in sorted(NEEDED):
        if not (theme / "static" / name).is_file():
            message = "This file of the theme is missing."
            hint = "Put it back from git. Is the theme older than the program? Then run ./inv update."
            yield Problem(f"theme/static/{name}", 1, Severity.ERROR, "site-theme", message, hint)
    for path in sorted(path for path in theme.rglob("*") if path.suffix in {".css", ".html"}):
        try:
            data = path.read_bytes()
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            file, line = f"theme/{path.relative_to(theme).as_posix()}", data.count(b"\n", 0, error.start) + 1
            message = "There is a character here that is not UTF-8."
            hint = "Save the file again and choose the encoding UTF-8."
            yield Problem(file, line, Severity.ERROR, "site-theme", message, hint)


def _check_settings(static: Path, config: SiteConfig) -> None:
    accent = parse_colour(config.accent)
    if (nearest := readable_accent(accent)) != accent:
        message = (
            f"TRUST_ACCENT {config.accent} is too light to read on paper: its contrast is "
            f"{contrast(accent, PAPER):.1f} to 1, and {ENOUGH} to 1 is the law."
        )
        hint = f"Choose a darker one; {as_hex(nearest)} is the nearest that can be read."
        raise _wrong("site-accent", message, hint)
    for setting, file in config.logos.items():
        if not (static / file).is_file():
            message = f"{setting} names “{Path(file).name}”, and there is no such file in theme/static."
            raise _wrong("site-logo", message, "Put the logo there, or take the setting away.")


def _sheet(path: Path, faces: Mapping[str, Artifact], config: SiteConfig) -> Artifact:
    """A stylesheet with the fonts' names of today."""
    css = path.read_text(encoding="utf-8")
    for font, file in faces.items():
        css = css.replace(f"url(fonts/{font})", f"url({Path(file.path).name})")
    return _named(path.stem, ".css", minify_css(css, make_shades(parse_colour(config.accent))).encode())


def minify_css(stylesheet: str, shades: Shades) -> str:
    """Give a stylesheet its colours, and leave its comments and its indents at home.

    >>> minify_css("/* why */ a{}", make_shades((0, 95, 107)))[:24]
    ':root{--accent:#005f6b;-'
    """
    colours = ";".join(f"--{name}:{as_hex(colour)}" for name, colour in shades._asdict().items())
    bare = " ".join(_COMMENT.sub("", stylesheet).split())
    bare = _AROUND.sub(lambda match: match[1] or "", _COMBINATOR.sub(r"\1", bare))
    return f":root{{{colours}}}{bare}\n"


def draw_icon(letters: str, accent: str) -> bytes:
    """The site's icon: a speech bubble in the Trust's colour with its initials."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<path fill="{accent}" d="{_BUBBLE}"/><text x="32" y="35" text-anchor="middle" fill="#fff" '
        'font-family="-apple-system,Segoe UI,Roboto,Arial,sans-serif" font-weight="800" font-size="24">'
        f"{escape(letters)}</text></svg>\n"
    ).encode()


def _touch_icon(letters: str, accent: str) -> Artifact:
    """The icon on a phone's first screen: named by what is on it, so it is only drawn to be written."""
    name = hashlib.sha256(f"{_DRAWN_AS} {letters} {accent}".encode()).hexdigest()
    return Artifact(f"theme/touch-{name[:12]}.png", name, partial(draw_badge, letters, accent, TOUCH_SIDE))


def _hashed(path: Path, name: str = "") -> Artifact:
    return _named(name or path.stem, path.suffix, path.read_bytes())


def _named(name: str, ending: str, data: bytes) -> Artifact:
    return Artifact.from_bytes(f"theme/{name}-{hashlib.sha256(data).hexdigest()[:12]}{ending}", data)


def _wrong(code: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem("pelicanconf.py", 1, Severity.ERROR, code, message, hint)])
