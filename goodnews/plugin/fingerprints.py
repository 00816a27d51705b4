"""Which pages can stay as they are: what each was drawn from, remembered between builds.

A page's bytes follow from three things: its template and all it includes, its context, and the code
and settings that all pages share. When a digest of these is what it was, and the file still has the
bytes it had, drawing the page again would change nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.pages import Page

_SHARED_PACKAGES = ("jinja2", "markdown", "nh3", "pelican", "pillow", "pydantic")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page of the last build: digests of what it was drawn from, and of the bytes that came out."""

    shared: str
    context: str
    bytes: str


def shared_digest(theme: Path, package: Path) -> str:
    """Digest what every page depends on: templates, our own code, the versions of libraries."""
    digest = hashlib.sha256()
    for version in _SHARED_PACKAGES:
        digest.update(f"{version} {metadata.version(version)}\n".encode())
    for folder, pattern in ((theme / "templates", "*"), (package, "*.py"), (package, "*.toml")):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def context_digest(page: Page) -> str:
    """Digest what is a page's own. Contexts are plain data, so their `repr` says all there is."""
    return hashlib.sha256(f"{page.template} {dict(page.context)!r}".encode()).hexdigest()


class Memory:
    """What the last build drew, kept in a file that may be missing, foreign or broken."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._before = _read(file)
        self._after: dict[str, Drawn] = {}

    def reason(self, path: str, drawn_from: Drawn, existing: Path) -> str | None:
        """Say why a page has to be drawn again, or None when it can stay.

        `drawn_from.bytes` is not looked at: it is not known before the page is drawn.
        """
        before = self._before.get(path)
        if before is None:
            return "new page"
        if before.shared != drawn_from.shared:
            return "templates, code or versions changed"
        if before.context != drawn_from.context:
            return "what it shows changed"
        try:
            same = hashlib.sha256(existing.read_bytes()).hexdigest() == before.bytes
        except OSError:
            return "its file is gone"
        return None if same else "its file was changed by somebody else"

    def bytes_of(self, path: str) -> str:
        """The digest of a page that stays."""
        return self._before[path].bytes

    def remember(self, path: str, drawn: Drawn) -> None:
        """Keep what a page was drawn from."""
        self._after[path] = drawn

    def save(self) -> None:
        """Write down this build's pages, and forget all others."""
        pages = {path: [each.shared, each.context, each.bytes] for path, each in sorted(self._after.items())}
        write_atomically(self._file, json.dumps(pages))


def site_digest(digests: Mapping[str, str], *, leaving_out: Iterable[str]) -> str:
    """Name a build by the bytes of its files; those that hold the name itself are left out."""
    out = set(leaving_out)
    lines = (f"{path} {digest}" for path, digest in sorted(digests.items()) if path not in out)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _read(file: Path) -> dict[str, Drawn]:
    try:
        pages = json.loads(file.read_text(encoding="utf-8"))
        return {str(path): Drawn(*map(str, parts)) for path, parts in pages.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        # A cache is a convenience: without it every page is drawn again.
        return {}
