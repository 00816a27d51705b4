"""`./inv new "Title"`: a story's folder, with a story.md to fill in."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from goodnews.config import SiteConfig
from goodnews.files import disk_in_words, write_atomically
from goodnews.history import STORIES
from goodnews.originals import Original, tidy_file
from goodnews.problems import CommandError, UsageError
from goodnews.story import LONDON, slugify
from goodnews.story.choices import choices_meant
from goodnews.story.folders import is_reserved
from goodnews.story.templates import KINDS, fill_template, name_photos, template_text

LONGEST = 60
"""Characters of a folder's name; a longer title ends at a whole word."""


def make_story(
    root: Path,
    title: str,
    kind: str,
    now: datetime,
    config: SiteConfig | None = None,
    photos: Sequence[Path] = (),
) -> Path:
    """Make `content/stories/<year>/<slug>/story.md`, with the Trust's own names in it; give its path.

    Photos stand beside it, tidied; the files themselves are left as they are. CommandError when the title
    gives no address, the story is there already, there is no such kind, or a photo can't be used. Nothing was
    written.
    """
    if kind not in KINDS:
        meant = choices_meant(kind, KINDS)
        hint = f"Did you mean {meant[0]}?" if len(meant) == 1 else f"Choose from {', '.join(KINDS)}."
        raise UsageError(f"There is no kind of story called “{kind}”.", hint)
    slug = slugify(title)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
    if not slug:
        raise CommandError(
            f"“{title}” has no letters to make an address from.", "Give the story a title in words."
        )
    if is_reserved(slug):
        raise CommandError(f"“{slug}” can't be a folder on Windows.", "Give the story a longer title.")
    today = now.astimezone(LONDON)
    path = root / STORIES / str(today.year) / slug / "story.md"
    if path.exists():
        raise CommandError(
            f"There is a story at {path.relative_to(root).as_posix()} already.", "Choose another title."
        )
    originals = [_tidy(photo) for photo in photos]
    if len({original.name.casefold() for original in originals}) < len(originals):
        raise CommandError("Two of the photos have the same name.", "Rename one of them.")
    own = (config.categories, config.hospitals, config.language) if config else ()
    text = fill_template(template_text(kind), title, today, *own)
    is_ours = not path.parent.exists()
    try:
        with disk_in_words("The story can't be written"):
            for original in originals:
                write_atomically(path.parent / original.name, original.data)
            write_atomically(path, name_photos(text, [original.name for original in originals]))
    except BaseException:
        if is_ours:
            shutil.rmtree(path.parent, ignore_errors=True)
        raise
    return path


def _tidy(photo: Path) -> Original:
    try:
        return tidy_file(photo.name, photo.read_bytes())
    except OSError as error:
        message = f"{photo.name} can't be read: {error.strerror}."
        raise CommandError(message, "Name the photo's file, with its folder.") from None
