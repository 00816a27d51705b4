"""`./inv look`: what may be seen in photos that nobody meant to show; where that extra is installed."""

from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup

from goodnews.build import load_content
from goodnews.cache import SqliteCache, open_cache
from goodnews.checks.context import StoryContext
from goodnews.checks.eyes import check_sightings
from goodnews.commands.changes import changed_keys
from goodnews.commands.stories import choose_keys
from goodnews.config import SiteConfig
from goodnews.content import Content
from goodnews.photos.eyes import Sighting, decode_sighting, draw_boxes, eyes_version, load, look_at_photos
from goodnews.problems import CommandError, Problem
from goodnews.story import Story
from goodnews.terminal import Progress, in_silence

Sightings = Mapping[str, Mapping[str, Sighting]]
"""What may be seen in photos: by story, then by file."""

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
) -> tuple[Problem, ...]:
    """Look into the photos of all stories, of those named, or of those that differ from a commit.

    CommandError when it is not installed, and for a story or a commit that there isn't.
    """
    if not eyes_version():
        raise CommandError("Looking into photos is not installed here.", "Run ./inv look, which installs it.")
    content = load_content(root, config, now, open_cache(root))
    keys: Collection[str] = content.stories.folders
    if since:
        keys = changed_keys(root, since)
    elif names:
        keys = choose_keys(keys, names)
    sightings = look_into(content, keys, progress)
    chosen = {key: sightings[key] for key in sightings.keys() & keys}
    return tuple(sorted(sighting_problems(content, chosen)))


def sighting_problems(content: Content, sightings: Sightings) -> Iterator[Problem]:
    """What the rules say of what may be seen in photos."""
    for story in content.stories.stories:
        if story.key in sightings:
            context = StoryContext(story, content.config, date.min, sightings=sightings[story.key])
            yield from check_sightings(context)


def look_into(content: Content, keys: Collection[str], progress: Progress = in_silence) -> Sightings:
    """Look into the photos of these stories; gives what may be seen in every photo that ever was looked into.

    Photos are remembered by their bytes. What is remembered of one that is in no story any more is forgotten.
    Nothing is seen where the extra is not installed.
    """
    if not eyes_version():
        return {}
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
    sightings = look_into(content, ())
    for story in content.stories.stories:
        for file, sighting in sightings.get(story.key, {}).items() if story.key in keys else ():
            context = StoryContext(story, content.config, date.min, sightings={file: sighting})
            words = " ".join(problem.message for problem in check_sightings(context))
            if words and len(figures) < MOST_FIGURES:
                picture = b64encode(draw_boxes(load(story.folder / file), sighting)).decode()
                figures.append(_FIGURE.format(picture, f"{story.key}: {words}"))
    return [Markup("{}").format(NEVER_SURE), *figures] if figures else []
