"""Delivering file by file to a place elsewhere: the order, the pause, what is never touched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from goodnews.file_types import BEACON
from goodnews.files import disk_in_words
from goodnews.problems import CommandError
from goodnews.publish.files import SiteChanges, list_files

PROTECTED = (".well-known/",)
"""Never removed: certificates are renewed through it."""


@dataclass(frozen=True)
class Delivery:
    """What a delivery did: where the site now is, in words, the files, and sentences a person should read."""

    where: str
    changes: SiteChanges
    notes: tuple[str, ...] = ()


class Transport(Protocol):
    """A tool that carries a site's files to a place. Every method raises CommandError when it can't."""

    site: Path
    where: str

    def changes(self) -> SiteChanges:
        """What differs between the site and the place."""

    def write(self, paths: Sequence[str]) -> None:
        """Write these files over whatever is there."""

    def remove(self, paths: Sequence[str]) -> None:
        """Remove these files."""

    def tidy(self) -> None:
        """Remove folders that are empty now."""


def sync(transport: Transport, *, linger: float, sleep: Callable[[float], None]) -> Delivery:
    """Bring the place to show the site.

    Nothing has to be remembered between two deliveries: what differs is found anew each time, so
    one that was cut off anywhere is completed by the next.
    """
    with disk_in_words("The site that is ready to deliver can't be read"):
        changes = transport.changes()
        _refuse_strangers(transport, changes)
    for group in changes.writing():
        transport.write(group)
    if changes.removed:
        sleep(linger)
        for group in changes.removing():
            transport.remove(group)
        transport.tidy()
    return Delivery(transport.where, changes)


def _refuse_strangers(transport: Transport, changes: SiteChanges) -> None:
    """Never clear out a place that does not look like an earlier delivery."""
    if BEACON not in changes.added:
        return  # it is there already, so the place is ours
    tops = {path.partition("/")[0] for path in list_files(transport.site)}
    if strange := [path for path in changes.removed if path.partition("/")[0] not in tops]:
        raise CommandError(
            f"{transport.where} already holds files that publishing did not put there, like {strange[0]}.",
            "Nothing was changed. Empty that place, or choose another in TARGET in publishconf.py.",
        )
