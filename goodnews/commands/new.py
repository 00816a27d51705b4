"""`./inv new "Title"`: a story's folder, with a story.md to fill in."""

import re
from datetime import datetime
from pathlib import Path

from goodnews.config import SiteConfig
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.story import LONDON, slugify
from goodnews.story.folders import is_reserved
from goodnews.story.templates import KINDS, template_text


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
    text = fill_template(kind, title, today)
    write_atomically(path, in_own_words(text, config) if config else text)
    return path


def fill_template(kind: str, title: str, today: datetime) -> str:
    """Give the text of a new story of this kind."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return template_text(kind).replace("{title}", quoted).replace("{date}", f"{today:%Y-%m-%d %H:%M}")


def in_own_words(text: str, config: SiteConfig) -> str:
    """A template with the Trust's first hospital, and a category that the Trust has."""
    hospital = f"hospital: {config.hospitals[0]}\n" if config.hospitals else ""
    text = re.sub(r"^hospital: .*\n", lambda _: hospital, text, flags=re.MULTILINE)

    def fitting(found: re.Match[str]) -> str:
        return found[0] if found[1] in config.categories else f"category: {config.categories[0]}"

    return re.sub(r"^category: (.*)$", fitting, text, flags=re.MULTILINE)
