"""The `directory` target: a folder on this machine, switched from one release to the next in one step."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from goodnews.files import disk_in_words
from goodnews.publish.files import SiteChanges, compare, only_one, remove_files
from goodnews.publish.manifest import read_manifest
from goodnews.publish.releases import Link, Release, Releases, delete_release, make_link
from goodnews.publish.targets.transport import Delivery

NO_LINKS = (
    "This computer can't switch a link to a folder, so the files were replaced one by one: "
    "each of them whole, new files before the pages that need them."
)


@dataclass(frozen=True)
class DirectoryTarget:
    """Delivers to `folder`, keeps the last `keep` releases beside it.

    A reader who fetched a page just before the switch still asks for that page's files just after
    it, so files that are gone stay for `linger` seconds more.
    """

    folder: Path
    keep: int = 5
    linger: float = 3.0
    sleep: Callable[[float], None] = time.sleep
    link: Link = make_link

    @property
    def releases(self) -> Releases:
        """The releases of the site."""
        return Releases(self.folder, link=self.link)

    def deliver(self, site: Path, build: str) -> Delivery:
        """Make the folder show `site`; nothing on the disk changes when it does already."""
        releases = self.releases
        where = f"{releases.folder.name}/"
        with (
            only_one(releases.home / "lock", f"Another publish to {where} is running."),
            disk_in_words(f"The site can't be put into {where}"),
        ):
            current = releases.current()
            changes = compare(site, current.folder if current else releases.home / "none")
            if current and not changes and releases.is_shown(current):
                return Delivery(where, changes)
            if changes.added or changes.changed or not current:
                current = releases.make(site, build, changes)
            linked = releases.show(current)
            self._remove_gone(current, changes, linked=linked)
            _forget_withdrawn(releases, current)
            releases.prune(self.keep)
        return Delivery(where, changes, () if linked else (NO_LINKS,))

    def show_again(self, release: Release) -> None:
        """Switch back to an earlier release, as it was."""
        with (
            only_one(self.releases.home / "lock", "A publish is running."),
            disk_in_words(f"Release {release.number} can't be shown"),
        ):
            linked = self.releases.show(release)
            self._remove_gone(release, SiteChanges(), linked=linked)

    def _remove_gone(self, release: Release, changes: SiteChanges, *, linked: bool) -> None:
        """After a while for readers in mid-page, take away what is not in the site any more."""
        if changes.removed:
            self.sleep(self.linger)
        remove_files(release.folder, changes.to_remove())
        if not linked:
            remove_files(self.folder, compare(release.folder, self.folder).to_remove())


def _forget_withdrawn(releases: Releases, current: Release) -> None:
    """Delete every release that shows a story which the current one says is withdrawn."""
    withdrawn = read_manifest(current.folder).withdrawn
    for release in releases.all():
        if release != current and withdrawn & read_manifest(release.folder).stories:
            delete_release(release)
