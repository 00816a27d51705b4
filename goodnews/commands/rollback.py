"""`./inv rollback`: show an earlier release again, unless it would bring back what was withdrawn."""

from datetime import UTC, datetime
from pathlib import Path

from goodnews.commands.publish import LOCK
from goodnews.config import PUBLIC, read_settings
from goodnews.files import disk_in_words
from goodnews.problems import CommandError
from goodnews.publish.files import list_files, only_one
from goodnews.publish.manifest import read_manifest
from goodnews.publish.releases import Release, Releases
from goodnews.publish.targets import DirectorySettings, read_target
from goodnews.publish.targets.directory import DirectoryTarget
from goodnews.story import LONDON, Visibility, read_stories, show_day, show_time

PICTURES = ("photos/", "cards/", "files/")


def run_rollback(root: Path, now: datetime, *, to: int = 0, bring_back: bool = False) -> tuple[str, ...]:
    """Show the release before the present one, or the one with number `to`; gives what to tell the person.

    With `bring_back` pictures may come back that are no longer on the site. CommandError when there is no
    such release, or showing it again would publish what must not be.
    """
    target = read_target(read_settings(root, PUBLIC), (root / PUBLIC).read_text(encoding="utf-8"))
    if not isinstance(target, DirectorySettings):
        raise CommandError(
            f"The target “{target.kind}” keeps no earlier releases.",
            "Undo the change in git (`git revert`), then publish.",
        )
    releases = Releases(root / target.path)
    with (
        only_one(root / LOCK, "A publish of this site is running."),
        disk_in_words("The earlier releases can't be read"),
    ):
        current, chosen = _choose(releases, to)
        _refuse_hidden(root, now, chosen)
        there = set(list_files(current.folder))
        pictures = (path for path in list_files(chosen.folder) if path.startswith(PICTURES))
        returning = [path for path in pictures if path not in there]
        if returning and not bring_back:
            raise CommandError(
                f"Release {chosen.number} shows {len(returning)} picture files that are not on the site now, "
                f"like {returning[0]}. Perhaps somebody asked for one to be removed.",
                "If none of them was, add --bring-back. Otherwise undo the change in git and publish.",
            )
        DirectoryTarget(root / target.path, keep=target.keep, linger=target.linger).show_again(chosen)
    return (
        f"{target.path}/ shows release {chosen.number} again, made {_when(chosen)}.",
        "Nothing was announced or taken back. The next publish shows the newest content again.",
    )


def list_releases(root: Path) -> tuple[str, ...]:
    """A line for each release there is, the newest first."""
    target = read_target(read_settings(root, PUBLIC))
    if not isinstance(target, DirectorySettings):
        return ()
    releases = Releases(root / target.path)
    current = releases.current()
    return tuple(
        f"{release.number}: made {_when(release)}{' (shown now)' if release == current else ''}"
        for release in reversed(releases.all())
    )


def _choose(releases: Releases, to: int) -> tuple[Release, Release]:
    current = releases.current()
    if not current:
        raise CommandError("Nothing has been published here yet.", "Run `./inv publish` first.")
    others = [release for release in releases.all() if release != current]
    earlier = [release for release in others if release.number < current.number]
    fitting = [release for release in others if release.number == to] if to else earlier
    if not fitting:
        have = ", ".join(str(release.number) for release in others) or "none"
        missing = f"no release {to} to go to" if to else "no earlier release"
        raise CommandError(f"There is {missing}.", f"Other releases that are kept: {have}.")
    return current, fitting[-1]


def _refuse_hidden(root: Path, now: datetime, chosen: Release) -> None:
    """Never bring back a story that is withdrawn, or a draft again, by now."""
    shown = read_manifest(chosen.folder).stories
    stories = read_stories(root / "content", root).raise_for_problems()
    public = {story.identity for story in stories if story.visibility(now) is Visibility.PUBLIC}
    if gone := sorted(shown - public):
        raise CommandError(
            f"Release {chosen.number} shows {', '.join(gone)}, not public any more. "
            "Going back would publish it again.",
            "Undo the unwanted change in git (`git revert`), then publish.",
        )


def _when(release: Release) -> str:
    made = datetime.fromtimestamp(release.folder.stat().st_mtime, UTC).astimezone(LONDON)
    return f"on {show_day(made.date())} at {show_time(made)}"
