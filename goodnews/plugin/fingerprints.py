"""Which files can stay as they are: what each was made from, remembered between builds.

A file's bytes follow from what all files share (templates, code, versions, settings that go
everywhere) and from what is its own. When a digest of both is what it was, and the file is still the one
that was written, making it again would change nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from goodnews.drawer import Drawer
from goodnews.libraries import version_of

_SHARED_PACKAGES = ("feedgen", "jinja2", "lxml", "markdown", "nh3", "pelican", "pillow", "pydantic", "pyyaml")


class Source(NamedTuple):
    """What a file is made from, as two digests: what it shares with others, and what is its own."""

    shared: str
    own: str


class Made(NamedTuple):
    """A file of the last build: what it was made from, a digest of its bytes, a stamp of the file itself."""

    shared: str
    own: str
    bytes: str
    stamp: str


class Memory:
    """What the last build made, kept in a drawer; without one, nothing is known and nothing is kept."""

    def __init__(self, drawer: Drawer | None = None) -> None:
        self._drawer = drawer
        self._rows = drawer.read() if drawer else {}
        self._before = {name: made for name, row in self._rows.items() if (made := _made(row))}
        self._after: dict[str, Made] = {}

    def reason(self, name: str, source: Source, root: str, stamp: str | None) -> str | None:
        """Say why a file has to be made again, or None when it can stay; then it is remembered, too.

        Args:
            name: its path below `root`.
            source: what it would be made from.
            root: the output.
            stamp: what the file system says of the file that is there; None when there is none.
        """
        before = self._before.get(name)
        if before is None:
            return "new"
        if before.shared != source.shared:
            return "templates, code or versions changed"
        if before.own != source.own:
            return "what it shows changed"
        if stamp is None:
            return "its file is gone"
        if stamp != before.stamp:
            if _digest(f"{root}/{name}") != before.bytes:
                return "its file was changed by somebody else"
            before = before._replace(stamp=stamp)
        self._after[name] = before
        return None

    def remember(self, name: str, source: Source, digest: str, stamp: str) -> None:
        """Keep what a file that was just written was made from."""
        self._after[name] = Made(source.shared, source.own, digest, stamp)

    def kept(self, name: str) -> Made:
        """What is known of a file of this build."""
        return self._after[name]

    def save(self) -> None:
        """Write down this build's files, and forget all others."""
        if self._drawer:
            before, rows = self._before, self._rows
            after = {
                name: rows[name] if before.get(name) is made else "\n".join(made).encode()
                for name, made in self._after.items()
            }
            self._drawer.update(rows, after)


def shared_digest(theme: Path, package: Path) -> str:
    """Digest what every file depends on: templates, our own code, the versions of libraries."""
    digest = hashlib.sha256()
    for library in _SHARED_PACKAGES:
        digest.update(f"{library} {version_of(library)}\n".encode())
    for folder, pattern in ((theme / "templates", "*"), (package, "*.py"), (package, "*.toml")):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def site_digest(digests: Mapping[str, str], *, leaving_out: Iterable[str]) -> str:
    """Name a build by the bytes of its files; those that hold the name itself are left out."""
    out = set(leaving_out)
    lines = (f"{path} {digest}" for path, digest in sorted(digests.items()) if path not in out)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _digest(path: str) -> str | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - one of thousands, and no path object is at hand
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _made(row: bytes) -> Made | None:
    """What a row says of a file; None if it is not what we write."""
    try:
        shared, own, digest, stamp = row.decode().split("\n")
    except ValueError:
        return None
    return Made(shared, own, digest, stamp)
