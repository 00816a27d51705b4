"""What makes the site look like this Trust's: its stylesheet, its scripts, its icon, its logo.

Every file carries a piece of its own hash in its name, so that a browser may keep it for ever.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goodnews.output import Artifact
from goodnews.pages.colours import ENOUGH, PAPER, Shades, contrast, is_readable, make_shades, readable_accent
from goodnews.pages.icon import draw_icon
from goodnews.problems import ContentError, Problem, Severity
from goodnews.trust import Trust

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AROUND = re.compile(r"\s*;\s*(?=\})|\s*([{};>])\s*|(?<=[:,])\s+")


@dataclass(frozen=True)
class Look:
    """The theme's files, and the paths they are published at, relative to the output."""

    stylesheet: str
    icon: str
    logo: str | None
    scripts: Mapping[str, str]
    files: tuple[Artifact, ...]


def read_look(theme: Path, trust: Trust) -> Look:
    """Read the theme's own files, and the Trust's logo if it has one.

    Args:
        theme: the folder that holds `static/`: the stylesheet, the scripts, the logo.
        trust: for its colour, initials and logo.

    Raises:
        ContentError: when the accent can't be read on paper, or the logo is not there.
    """
    static = theme / "static"
    if not is_readable(trust.accent):
        raise ContentError([_too_light(trust.accent)])
    logo = static / trust.logo if trust.logo else None
    if logo and not logo.is_file():
        raise ContentError([_no_logo(trust.logo or "")])
    return make_look(
        (static / "site.css").read_text(encoding="utf-8"),
        {path.stem: path.read_bytes() for path in sorted(static.glob("*.js"))},
        (logo.suffix, logo.read_bytes()) if logo else None,
        trust,
    )


def make_look(
    stylesheet: str, scripts: Mapping[str, bytes], logo: tuple[str, bytes] | None, trust: Trust
) -> Look:
    """Put the Trust's colours before the stylesheet, and name each file by its hash."""
    css = _hashed("site", ".css", dress(stylesheet, make_shades(trust.accent)).encode())
    icon = _hashed("icon", ".svg", draw_icon(trust.initials, trust.accent))
    mark = _hashed("logo", *logo) if logo else None
    code = {name: _hashed(name, ".js", data) for name, data in scripts.items()}
    return Look(
        css.path,
        icon.path,
        mark.path if mark else None,
        {name: file.path for name, file in code.items()},
        tuple(file for file in (css, icon, mark, *code.values()) if file),
    )


def dress(stylesheet: str, shades: Shades) -> str:
    """Give a stylesheet its colours, and leave its comments and its indents at home.

    >>> dress("/* why */ a{}", make_shades("#005f6b"))[:24]
    ':root{--accent:#005f6b;-'
    """
    colours = ";".join(
        f"--{name}:{getattr(shades, name)}" for name in ("accent", "deep", "tint", "glow", "shade")
    )
    bare = " ".join(_COMMENT.sub("", stylesheet).split())
    return f":root{{{colours}}}" + _AROUND.sub(lambda found: found[1] or "", bare) + "\n"


def _hashed(name: str, ending: str, data: bytes) -> Artifact:
    return Artifact.from_bytes(f"theme/{name}-{hashlib.sha256(data).hexdigest()[:12]}{ending}", data)


def _too_light(accent: str) -> Problem:
    return _setting(
        "site-accent",
        f"TRUST_ACCENT {accent} is too light to read on paper: its contrast is {contrast(accent, PAPER):.1f} "
        f"to 1, and {ENOUGH} to 1 is the law.",
        f"Choose a darker one; {readable_accent(accent)} is the nearest that can be read.",
    )


def _no_logo(logo: str) -> Problem:
    return _setting(
        "site-logo",
        f"TRUST_LOGO names “{logo}”, and there is no such file in theme/static.",
        "Put the logo there, or take the setting away.",
    )


def _setting(code: str, what: str, fix: str) -> Problem:
    return Problem("pelicanconf.py", 1, Severity.ERROR, code, what, fix)
