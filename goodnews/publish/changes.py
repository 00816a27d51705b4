"""What differs between the site as built and the site as delivered, and the order to carry it over."""

import filecmp
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goodnews.file_types import DeliveryStage, delivery_stage, is_immutable


@dataclass(frozen=True)
class SiteChanges:
    """Paths in the site (posix), each tuple sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.changed or self.removed)

    def to_write(self) -> Iterator[str]:
        """Every path to write, so ordered that no page is there before what it names."""
        for group in self.writing():
            yield from group

    def to_remove(self) -> Iterator[str]:
        """Every path to remove: what sends readers to pages first, then pages, then their files."""
        for group in self.removing():
            yield from group

    def writing(self) -> Iterator[tuple[str, ...]]:
        """What may be written at the same time, group after group.

        Files, then pages that nobody can know of yet, then the pages that link to them, then
        feeds, then the beacon. A group holds either hashed files or others, never both.
        """
        for kind in DeliveryStage:
            for paths in (self.added, self.changed):
                mine = [path for path in paths if delivery_stage(path) is kind]
                for hashed in (True, False):
                    yield from _group(path for path in mine if is_immutable(path) is hashed)

    def removing(self) -> Iterator[tuple[str, ...]]:
        """What may be removed at the same time, group after group."""
        for kind in reversed(DeliveryStage):
            yield from _group(path for path in self.removed if delivery_stage(path) is kind)


def _group(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """One group, unless it would be empty."""
    if group := tuple(paths):
        yield group


def list_files(folder: Path) -> tuple[str, ...]:
    """Every file's posix path below `folder`, sorted; empty when the folder is not there.

    Raises:
        OSError: a folder in it can't be read. Nothing may be taken for gone because it can't be seen.
    """

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise error

    found = []
    for base, _, names in os.walk(folder, onerror=refuse):
        inside = Path(base).relative_to(folder)
        found += [(inside / name).as_posix() for name in names]
    return tuple(sorted(found))


def compare(built: Path, delivered: Path) -> SiteChanges:
    """Compare two folders by what is in their files, whatever their dates say."""
    new, old = list_files(built), set(list_files(delivered))
    both = [path for path in new if path in old]
    same = {path for path in both if _equal(built / path, delivered / path)}
    return SiteChanges(
        added=tuple(path for path in new if path not in old),
        changed=tuple(path for path in both if path not in same),
        removed=tuple(sorted(old.difference(new))),
        same=tuple(sorted(same)),
    )


def _equal(one: Path, two: Path) -> bool:
    """Whether two files hold the same bytes; two names of one file need no reading."""
    return one.samefile(two) or (
        one.stat().st_size == two.stat().st_size and filecmp.cmp(one, two, shallow=False)
    )
