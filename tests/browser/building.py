"""Building a site whose stories break rules on purpose: they try the design, and nobody publishes them."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.commands.build import build_content
from goodnews.config import DEVELOPMENT, PUBLIC, load_config
from tests.browser.extremes import NOON
from tests.trust import SITE

ROOT = Path(__file__).resolve().parents[2]


def build_unchecked(
    project: Path,
    overrides: Mapping[str, Any] | None = None,
    conversations: Mapping[str, Mapping[str, str]] | None = None,
) -> Path:
    """Build a folder of stories with the real pages, theme and settings, but for `overrides`: its output."""
    shutil.copytree(ROOT / "content" / "pages", project / "content" / "pages")
    cache, output = open_cache(project), project / "output"
    content = load_content(project, load_config(ROOT, PUBLIC), NOON, cache)
    content = replace(content, conversations=conversations or {})
    places = {"PATH": str(project / "content"), "THEME": str(ROOT / "theme"), "OUTPUT_PATH": str(output)}
    settings = {"SITEURL": SITE, **places, **(overrides or {})}
    build_content(content, str(ROOT / DEVELOPMENT), cache, settings)
    return output
