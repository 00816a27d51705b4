"""Building a site whose stories break rules on purpose: they try the design, and nobody publishes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from goodnews.build import load_content
from goodnews.commands.build import build_content, open_cache
from goodnews.config import DEVELOPMENT, PUBLIC, load_config

ROOT = Path(__file__).resolve().parents[2]


def build_unchecked(
    project: Path,
    now: datetime,
    overrides: Mapping[str, Any],
    conversations: Mapping[str, Mapping[str, str]] | None = None,
) -> Path:
    """Build a folder of content with the real theme and settings, but for `overrides`; gives its output."""
    cache, output = open_cache(project), project / "output"
    content = load_content(project, load_config(ROOT, PUBLIC), now, cache)
    content = replace(content, conversations=conversations or {})
    places = {"PATH": str(project / "content"), "THEME": str(ROOT / "theme"), "OUTPUT_PATH": str(output)}
    build_content(content, str(ROOT / DEVELOPMENT), cache, {**places, **overrides})
    return output
