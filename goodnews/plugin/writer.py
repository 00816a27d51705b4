"""Pelican's writer, made to write only what changed and to know all that it wrote."""

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from goodnews.files import write_atomically
from goodnews.plugin.fingerprints import Memory, Source


class SiteWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Writes pages and other files atomically, skips those whose bytes are there already.

    Attributes:
        digests: SHA-256 of every file of this build, by its path in the output.
        changed: the paths whose bytes were not there before.
        reasons: for every file that was made again, why.
    """

    def __init__(self, output_path: str, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(output_path, settings=settings)
        self.root = Path(output_path)
        self.digests: dict[str, str] = {}
        self.changed: list[str] = []
        self.reasons: dict[str, str] = {}

    def write_file(
        self,
        name: str,
        template: Template,
        context: Mapping[str, Any],
        relative_urls: bool = False,  # noqa: ARG002
        paginated: object = None,  # noqa: ARG002
        template_name: str | None = None,  # noqa: ARG002
        override_output: bool = False,  # noqa: ARG002
        url: str | None = None,  # noqa: ARG002
        **kwargs: Any,
    ) -> None:
        """Draw a page and write it, as other plugins ask for it; our pages are paginated by the plan."""
        if name:
            self.write_data(name, self.draw(name, template, {**context, **kwargs}))

    def draw(self, name: str, template: Template, context: Mapping[str, Any]) -> bytes:
        """Draw one page, and tell Pelican's other plugins about it."""
        local = {**context, "output_file": name}
        drawn = template.render(local).encode("utf-8")
        signals.content_written.send(str(self.root / name), context=local)
        return drawn

    def offer(self, name: str, source: Source, memory: Memory, make: Callable[[], bytes]) -> None:
        """Make and write a file, unless it is there already and would come out the same."""
        path = self._claim(name)
        reason = memory.reason(name, source, path)
        if reason is None:
            self.digests[name] = memory.bytes_of(name)
            return
        self.reasons[name] = reason
        self._write(name, path, make())
        memory.remember(name, source, self.digests[name], path)

    def write_data(self, name: str, data: bytes) -> None:
        """Write a file whose bytes are at hand.

        Raises:
            ValueError: the name leads out of the output, or two files want the same one.
        """
        self._write(name, self._claim(name), data)

    def prune(self, *, spare: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Remove every file that this build did not write, but for the folders to spare; give their names."""
        removed: list[str] = []
        top = str(self.root)
        for folder, _, files in os.walk(top, topdown=False):
            inside = os.path.relpath(folder, top).replace(os.sep, "/")
            if inside.split("/")[0] in spare:
                continue
            for file in files:
                name = file if inside == "." else f"{inside}/{file}"
                if name not in self.digests:
                    Path(folder, file).unlink()
                    removed.append(name)
            if inside != "." and not any(Path(folder).iterdir()):
                Path(folder).rmdir()
        return tuple(sorted(removed))

    def _claim(self, name: str) -> Path:
        if name.startswith("/") or ".." in name.split("/"):
            raise ValueError(f"{name} is not below the output")
        if name in self.digests:
            raise ValueError(f"two files want to be {name}")
        return self.root / name

    def _write(self, name: str, path: Path, data: bytes) -> None:
        if write_atomically(path, data):
            self.changed.append(name)
        self.digests[name] = hashlib.sha256(data).hexdigest()
