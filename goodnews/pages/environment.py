"""How the templates are read: everything escaped, and a name that means nothing is an error."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

JINJA: Mapping[str, object] = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}
"""For Pelican's `JINJA_ENVIRONMENT`."""


def theme_environment(theme: Path) -> Environment:
    """Read the templates of a theme without Pelican: for tests and for the gallery."""
    return Environment(
        loader=FileSystemLoader(theme / "templates", encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
