"""What every target promises."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Delivery:
    """What a delivery did.

    Attributes:
        where: where the site now is, in words: `public/`, `gh-pages on origin`.
        added, changed, removed: numbers of files.
        notes: sentences a person should read.
    """

    where: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    notes: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether nothing had to be done."""
        return not (self.added or self.changed or self.removed)


class Target(Protocol):
    """A place the site is delivered to.

    `deliver` may be interrupted anywhere: readers meet the old site or the new one, never a page
    whose files are missing, and calling it again completes the work. Delivering what is there
    already changes nothing at all.
    """

    def deliver(self, site: Path, build: str) -> Delivery:
        """Make the target show the files of the folder `site`, whose build is `build`.

        Raises:
            CommandError: the target cannot be reached, or refuses.
        """
        ...
