"""Pelican's writer, made to write only what changed and to know all that it wrote."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from goodnews.files import write_atomically


class SiteWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Writes pages and other files atomically, skips those whose bytes are there already.

    Attributes:
        digests: SHA-256 of every file of this build, by its path in the output.
        changed: the paths whose bytes were not there before.
    """

    def __init__(self, output_path: str, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(output_path, settings=settings)
        self.root = Path(output_path)
        self.digests: dict[str, str] = {}
        self.changed: list[str] = []

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
        """Draw a page and write it; the pages are paginated already, by the plan."""
        if name:
            self.draw(name, template, {**context, **kwargs})

    def draw(self, name: str, template: Template, context: Mapping[str, Any]) -> None:
        """Draw one page and tell Pelican's other plugins about it."""
        local = {**context, "output_file": name}
        self.write_data(name, template.render(local).encode("utf-8"))
        signals.content_written.send(str(self.root / name), context=local)

    def write_data(self, name: str, data: bytes) -> None:
        """Write any file of the site.

        Raises:
            ValueError: the name leads out of the output, or two files want the same one.
        """
        path = self.root / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise ValueError(f"{name} is not below the output")
        if name in self.digests:
            raise ValueError(f"two files want to be {name}")
        if write_atomically(path, data):
            self.changed.append(name)
        self.digests[name] = hashlib.sha256(data).hexdigest()

    def keep(self, name: str, digest: str) -> None:
        """Count a file that is there already, without drawing it again."""
        self.digests[name] = digest

    def prune(self, *, spare: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Remove every file that this build did not write, but for the folders to spare; give their names."""
        removed: list[str] = []
        for path in sorted(self.root.rglob("*"), reverse=True):
            name = path.relative_to(self.root).as_posix()
            if name.startswith(tuple(f"{folder}/" for folder in spare)):
                continue
            if path.is_symlink() or path.is_file():
                if name not in self.digests:
                    path.unlink()
                    removed.append(name)
            elif not any(path.iterdir()):
                path.rmdir()
        return tuple(removed)
