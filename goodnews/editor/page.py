"""The editor's page, the files beside it, and what may run there."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from goodnews.config import SiteConfig
from goodnews.editor.bundle import bundled_files
from goodnews.editor.form import editor_config
from goodnews.i18n import messages_for
from goodnews.output import Artifact
from goodnews.site.links import EDITOR, link
from goodnews.site.page import Page, settled_page
from goodnews.site.theme import ThemeAssets

PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' blob: data:; font-src 'self'; connect-src 'self' blob: https://api.github.com; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What may run on `/edit/`: the editor's own files, and nobody but GitHub's API is asked. The page says it
itself, because GitHub Pages sends no headers of ours."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors 'none'; upgrade-insecure-requests",
        # The window in which a Trust's own worker signs somebody in has to find the way back.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }
)
"""The headers in which `/edit/` differs from every other page."""


def plan_editor(config: SiteConfig, look: ThemeAssets, cache: Path) -> Iterator[Artifact]:
    """Plan the files beside the editor's page; none when the Trust has not asked for an editor.

    CommandError when the editor can't be fetched.
    """
    if config.editor:
        for path, data in bundled_files(cache):
            yield Artifact.from_bytes(f"{EDITOR}{path}", data)
        form = json.dumps(editor_config(config, link(config, look.icon)), ensure_ascii=False, indent=1)
        yield Artifact.from_bytes(f"{EDITOR}config.json", f"{form}\n".encode())


def editor_page(config: SiteConfig, look: ThemeAssets) -> Page:
    """The page that the editor fills in."""
    context = {
        "site": config.site_name,
        "words": messages_for(config.language),
        "policy": PAGE_POLICY,
        "icon": link(config, look.icon),
    }
    return settled_page(f"{EDITOR}index.html", "edit", context)
