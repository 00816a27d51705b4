"""`./inv look`: what may be seen in photos that nobody meant to show; where that extra is installed."""

from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup

from goodnews.cache import SqliteCache
from goodnews.checks.context import StoryContext
from goodnews.checks.eyes import check_sightings
from goodnews.commands.changes import changed_keys
from goodnews.commands.check import CheckResult, run_check
from goodnews.config import SiteConfig
from goodnews.content import Content
from goodnews.photos.eyes import Sighting, decode_sighting, draw_boxes, eyes_version, load, look_at_photos
from goodnews.problems import CommandError, in_order
from goodnews.story import Story
from goodnews.terminal import Progress, in_silence

DATABASE = Path(".cache") / "eyes.db"
MOST_FIGURES = 20
_FIGURE = Markup('<img alt="" src="data:image/jpeg;base64,{}"><br>{}')
NEVER_SURE = "Programs looked, and they miss a lot: look at each photo yourself."


def run_look(
    names: Sequence[str],
    root: Path,
    config: SiteConfig,
    now: datetime,
    progress: Progress = in_silence,
    *,
    since: str = "",
) -> CheckResult:
    """Look into the photos of all stories, of those named, or of those that differ from a commit.

    CommandError when it is not installed, and for a story or a commit that there isn't.
    """
    if not eyes_version():
        raise CommandError("Looking into photos is not installed here.", "Run ./inv look, which installs it.")
    checked = run_check(names, root, config, now, since=since)
    if since:
        checked = checked.only(changed_keys(root, since))
    return add_sightings(replace(checked, problems=()), {story.key for story in checked.stories}, progress)


def add_sightings(
    checked: CheckResult, keys: Collection[str], progress: Progress = in_silence
) -> CheckResult:
    """Add to a check what may be seen in its stories' photos; nothing where the extra is not installed.

    The photos of the stories named by `keys` are looked into now. Of the others is said what was seen before.
    """
    if not eyes_version():
        return checked
    sightings = look_into(checked.content, keys, progress)
    problems = [
        problem
        for story in checked.stories
        for problem in check_sightings(
            StoryContext(story, checked.content.config, date.min, sightings=sightings.get(story.key, {}))
        )
    ]
    return replace(checked, problems=in_order([*checked.problems, *problems]))


def look_into(
    content: Content, keys: Collection[str], progress: Progress = in_silence
) -> dict[str, dict[str, Sighting]]:
    """What may be seen in every photo that was looked into: by story, then by file.

    Photos are remembered by their bytes. What is remembered of one that is in no story any more is forgotten.
    """
    cache = SqliteCache(content.root / DATABASE, eyes_version())
    digests = {story.key: _digests(content, story) for story in content.stories.stories}
    present = {digest for files in digests.values() for digest in files.values()}
    rows = {digest: row for digest, row in cache.entries("photo").items() if digest in present}
    new = {
        digest: story.folder / file
        for story in content.stories.stories
        if story.key in keys
        for file, digest in digests[story.key].items()
        if digest not in rows
    }
    with progress("Photos", len(new)) as on_done:
        rows |= {digest: sighting.encode() for digest, sighting in look_at_photos(new, on_done).items()}
    cache.replace("photo", rows)
    known = {digest: sighting for digest, row in rows.items() if (sighting := decode_sighting(row))}
    return {
        key: {file: known[digest] for file, digest in files.items() if digest in known}
        for key, files in digests.items()
    }


def _digests(content: Content, story: Story) -> Mapping[str, str]:
    """The digest of each photo of a story that is there and may be shown."""
    if story.meta.withdrawn:
        return {}
    known = content.stories.folders[story.key].digests
    return {
        photo.file: known[photo.file]
        for photo in story.meta.photos
        if photo.file in known and not photo.withdrawn
    }


def draw_sightings(content: Content, keys: Collection[str]) -> list[Markup]:
    """A small picture of each photo of these stories in which something may be seen, with where and what."""
    figures: list[Markup] = []
    sightings = look_into(content, ()) if eyes_version() else {}
    for story in content.stories.stories:
        for file, sighting in sightings.get(story.key, {}).items() if story.key in keys else ():
            context = StoryContext(story, content.config, date.min, sightings={file: sighting})
            words = " ".join(problem.message for problem in check_sightings(context))
            if words and len(figures) < MOST_FIGURES:
                picture = b64encode(draw_boxes(load(story.folder / file), sighting)).decode()
                figures.append(_FIGURE.format(picture, f"{story.key}: {words}"))
    return [Markup("{}").format(NEVER_SURE), *figures] if figures else []
