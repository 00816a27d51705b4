"""What makes the site look like this Trust's: its stylesheet, its face, its scripts, its icon, its logo.

Every file carries a piece of its own hash in its name, so that a browser may keep it for ever.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from markupsafe import escape

from goodnews.config import SiteConfig
from goodnews.output import Artifact
from goodnews.photos import Rendition, draw_badge
from goodnews.problems import ContentError, Problem, Severity, raise_for_errors
from goodnews.site.shades import ENOUGH, PAPER, Shades, contrast, is_readable, make_shades, readable_accent

FACE = "newsreader.woff2"
NEEDED = frozenset({"site.css", "poster.css", "feed.css", "gallery.js", "search.js", "share.js", "video.js"})
"""What pages and feeds name, of the files in `theme/static`."""
TOUCH_SIDE = 180
"""Pixels: what iOS asks for."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BUBBLE = "M10 2h44a8 8 0 0 1 8 8v32a8 8 0 0 1-8 8H30L16 62V50h-6a8 8 0 0 1-8-8V10a8 8 0 0 1 8-8z"
_COMBINATOR = re.compile(r" ([+~]) (?=[^{}]*\{)")
_AROUND = re.compile(r"\s*;\s*(?=\})|\s*([{};>])\s*|(?<=[:,])\s+")


@dataclass(frozen=True)
class ThemeAssets:
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
    scripts: Mapping[str, str]
    files: tuple[Artifact, ...]
    card: Rendition | None = None
    poster: str = ""


def load_theme(theme: Path, config: SiteConfig) -> ThemeAssets:
    """Read the theme's own files, from its folder `static/`, and the Trust's logos if it has any.

    ContentError when the accent can't be read on paper, or a file is not there.
    """
    raise_for_errors(_theme_problems(theme))
    static = theme / "static"
    if not is_readable(config.accent):
        message = (
            f"TRUST_ACCENT {config.accent} is too light to read on paper: its contrast is "
            f"{contrast(config.accent, PAPER):.1f} to 1, and {ENOUGH} to 1 is the law."
        )
        nearest = readable_accent(config.accent)
        raise _wrong(
            "site-accent", message, f"Choose a darker one; {nearest} is the nearest that can be read."
        )
    logos = {setting: static / file for setting, file in config.logos.items()}
    for setting, path in logos.items():
        if not path.is_file():
            message = f"{setting} names “{path.name}”, and there is no such file in theme/static."
            raise _wrong("site-logo", message, "Put the logo there, or take the setting away.")
    return make_theme(
        (static / "site.css").read_text(encoding="utf-8"),
        {path.stem: path.read_bytes() for path in sorted(static.glob("*.js"))},
        {setting: (path.suffix, path.read_bytes()) for setting, path in logos.items()},
        config,
        {path.name: path.read_bytes() for path in sorted(static.glob("fonts/*.woff2"))},
        (static / "poster.css").read_text(encoding="utf-8"),
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


def make_theme(
    stylesheet: str,
    scripts: Mapping[str, bytes],
    logos: Mapping[str, tuple[str, bytes]],
    config: SiteConfig,
    fonts: Mapping[str, bytes] = MappingProxyType({}),
    poster: str = "",
) -> ThemeAssets:
    """Put the Trust's colours before each stylesheet, and name each file by its hash, there too."""
    faces = {name: _hashed(Path(name).stem, ".woff2", data) for name, data in fonts.items()}
    css, sheet = (
        _sheet(name, text, faces, config) for name, text in (("site", stylesheet), ("poster", poster))
    )
    icon = _hashed("icon", ".svg", draw_icon(config.initials, config.accent))
    marks = {setting: _hashed("logo", *logo) for setting, logo in logos.items()}
    light, dark = marks.get("TRUST_LOGO"), marks.get("TRUST_LOGO_DARK")
    touch = _hashed("touch", ".png", draw_badge(config.initials, config.accent, TOUCH_SIDE))
    code = {name: _hashed(name, ".js", data) for name, data in scripts.items()}
    return ThemeAssets(
        css.path,
        faces[FACE].path if FACE in faces else None,
        icon.path,
        touch.path,
        light.path if light else None,
        dark.path if dark else None,
        {name: file.path for name, file in code.items()},
        (css, sheet, icon, touch, *marks.values(), *faces.values(), *code.values()),
        poster=sheet.path,
    )


def _sheet(name: str, css: str, faces: Mapping[str, Artifact], config: SiteConfig) -> Artifact:
    """A stylesheet with the fonts' names of today."""
    for font, file in faces.items():
        css = css.replace(f"url(fonts/{font})", f"url({Path(file.path).name})")
    return _hashed(name, ".css", minify_css(css, make_shades(config.accent)).encode())


def minify_css(stylesheet: str, shades: Shades) -> str:
    """Give a stylesheet its colours, and leave its comments and its indents at home.

    >>> minify_css("/* why */ a{}", make_shades("#005f6b"))[:24]
    ':root{--accent:#005f6b;-'
    """
    colours = ";".join(
        f"--{name}:{getattr(shades, name)}" for name in ("accent", "deep", "tint", "glow", "shade")
    )
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


def _hashed(name: str, ending: str, data: bytes) -> Artifact:
    return Artifact.from_bytes(f"theme/{name}-{hashlib.sha256(data).hexdigest()[:12]}{ending}", data)


def _wrong(code: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem("pelicanconf.py", 1, Severity.ERROR, code, message, hint)])
