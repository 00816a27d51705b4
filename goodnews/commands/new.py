"""`./inv new "Title"`: a story's folder, with a story.md to fill in."""

from datetime import datetime
from pathlib import Path

from goodnews.config import SiteConfig
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.story import LONDON, slugify
from goodnews.story.slugs import is_reserved
from goodnews.story.templates import KINDS, fill_template, template_text


def make_story(root: Path, title: str, kind: str, now: datetime, config: SiteConfig | None = None) -> Path:
    """Make `content/stories/<year>/<slug>/story.md`, with the Trust's own names in it; give its path.

    Raises:
        CommandError: the title gives no address, the story is there already, or there is no such kind.
    """
    if kind not in KINDS:
        raise CommandError(f"There is no kind of story called “{kind}”.", f"Choose from {', '.join(KINDS)}.")
    slug = slugify(title)[:60].strip("-")
    if not slug:
        raise CommandError(
            f"“{title}” has no letters to make an address from.", "Give the story a title in words."
        )
    if is_reserved(slug):
        raise CommandError(f"“{slug}” can't be a folder on Windows.", "Give the story a longer title.")
    today = now.astimezone(LONDON)
    path = root / "content" / "stories" / str(today.year) / slug / "story.md"
    if path.exists():
        raise CommandError(
            f"There is a story at {path.relative_to(root).as_posix()} already.", "Choose another title."
        )
    names = (config.categories, config.hospitals) if config else ()
    write_atomically(path, fill_template(template_text(kind), title, today, *names))
    return path
