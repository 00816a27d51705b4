"""Pelican's writer, made to write only what changed, to know all that it wrote, and to have many hands."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from goodnews.files import link_file, replace_file, stamp_of, write_atomically
from goodnews.hands import Errand, count_hands, share_out
from goodnews.plugin.fingerprints import Memory, Source
from goodnews.plugin.media import Twin
from goodnews.progress import Progress
from goodnews.standing import Standing

TOGETHER = 40
"""Files that one hand makes before it asks for more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that has to be made: its name, what it is made from, how, and where its bytes are already."""

    name: str
    source: Source
    make: Callable[[], bytes]
    twin: Twin | None


class Written(NamedTuple):
    """A file that was made: its name, SHA-256 and stamp, and whether its bytes were not there before."""

    name: str
    digest: str
    stamp: str
    changed: bool


class SiteWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Writes pages and other files atomically, skips those whose bytes are there already.

    Attributes:
        digests: SHA-256 of every file of this build, by its path in the output.
        changed: the paths whose bytes were not there before.
        reasons: for every file that was made again, why.
        stamps: what the file system says of every file of this build.
    """

    def __init__(self, output_path: str, settings: Mapping[str, Any] | None = None) -> None:
        super().__init__(output_path, settings=settings)
        self.root = Path(output_path)
        self.digests: dict[str, str] = {}
        self.changed: list[str] = []
        self.reasons: dict[str, str] = {}
        self.stamps: dict[str, str] = {}
        self._waiting: dict[str, list[Waiting]] = {}
        self._started: list[tuple[list[Waiting], Errand[list[Written]]]] = []
        self._standing = Standing(str(self.root))
        self._folders: set[str] = set()
        self._memory = Memory()

    def begin(self, memory: Memory, standing: Standing) -> None:
        """Begin with what is known of the last build, and with what is there already."""
        self._memory, self._standing = memory, standing
        self._folders = set(standing.folders)

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
        if signals.content_written.receivers:
            signals.content_written.send(str(self.root / name), context=local)
        return drawn

    def offer(
        self,
        name: str,
        source: Source,
        make: Callable[[], bytes],
        *,
        lot: str = "",
        twin: Twin | None = None,
    ) -> None:
        """Have a file made by `make_all`, unless it is there already and would come out the same.

        Args:
            name: its path in the output.
            source: what it is made from.
            make: makes its bytes.
            lot: files of one lot are made by the same hand, because they have work in common.
            twin: a file with the same bytes. The new one becomes a hard link to it where that can be done.
        """
        self._claim(name)
        reason = self._memory.reason(name, source, self._standing.root, self._standing.stamps.get(name))
        if reason is None:
            kept = self._memory.kept(name)
            self.digests[name], self.stamps[name] = kept.bytes, kept.stamp
            return
        self.reasons[name] = reason
        self.digests[name] = ""
        self._waiting.setdefault(lot, []).append(Waiting(name, source, make, twin))

    def start(self, lot: str) -> None:
        """Have another hand make the waiting files of a lot, while this one goes on until `make_all`."""
        if waiting := self._waiting.pop(lot, None):
            self._started.append((waiting, Errand(partial(self._make, waiting), count_hands())))

    def give_up(self) -> None:
        """Stop what was started: nobody wants it any more."""
        for _, errand in self._started:
            errand.give_up()

    def make_all(self, progress: Progress) -> None:
        """Make and write all that waits, in as many processes as there is work and room for."""
        waiting, self._waiting = self._waiting, {}
        loose = waiting.pop("", [])
        lots = [*waiting.values(), *(loose[at : at + TOGETHER] for at in range(0, len(loose), TOGETHER))]
        # Whoever listens hears only what is said in this process.
        hands = 1 if signals.content_written.receivers else count_hands()
        with progress("Pages and feeds", len(lots) + len(self._started)) as step:
            busy = [errand for _, errand in self._started]
            written = share_out([partial(self._make, lot) for lot in lots], hands, step, busy=busy)
            while self._started:
                lot, errand = self._started.pop()
                lots.append(lot)
                written.append(errand.answer())
                step()
        for lot, parts in zip(lots, written, strict=True):
            for each, made in zip(lot, parts, strict=True):
                self._memory.remember(made.name, each.source, made.digest, made.stamp)
                self._note(made)

    def _make(self, lot: Sequence[Waiting]) -> list[Written]:
        return [self._link(each) or self._write(each.name, each.make()) for each in lot]

    def _link(self, waiting: Waiting) -> Written | None:
        """Have a new file share the bytes of its twin; None where it has none, or they can't be shared."""
        name, twin = waiting.name, waiting.twin
        if not twin or name in self._standing.stamps:
            return None
        self._make_folder(name.rpartition("/")[0])
        path = f"{self.root}/{name}"
        if not link_file(twin.place, path):
            return None
        return Written(name, twin.digest, stamp_of(path) or "", changed=True)

    def write_data(self, name: str, data: bytes) -> None:
        """Write a file whose bytes are at hand.

        Raises:
            ValueError: the name leads out of the output, or two files want the same one.
        """
        self._claim(name)
        self._note(self._write(name, data))

    def prune(self) -> tuple[str, ...]:
        """Remove every file that was there and that this build did not write; give their names."""
        return self._standing.remove_others(self.digests)

    def _note(self, written: Written) -> None:
        self.digests[written.name], self.stamps[written.name] = written.digest, written.stamp
        if written.changed:
            self.changed.append(written.name)

    def _claim(self, name: str) -> None:
        if name.startswith("/") or ".." in name.split("/"):
            raise ValueError(f"{name} is not below the output")
        if name in self.digests:
            raise ValueError(f"two files want to be {name}")

    def _write(self, name: str, data: bytes) -> Written:
        path = f"{self.root}/{name}"
        if name in self._standing.stamps:
            changed = write_atomically(path, data)
        else:
            self._make_folder(name.rpartition("/")[0])
            replace_file(path, data)
            changed = True
        return Written(name, hashlib.sha256(data).hexdigest(), stamp_of(path) or "", changed)

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the output, unless it was there before or was made already."""
        if folder in self._folders:
            return
        path = f"{self.root}/{folder}"
        try:
            os.mkdir(path)  # noqa: PTH102 - one of thousands, and no path object is at hand
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(path, exist_ok=True)  # noqa: PTH103
        self._folders.add(folder)
