"""`./inv summary --preview FILE`: the changed stories on one page that opens anywhere."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.commands.build import build_content, open_cache
from goodnews.commands.check import changed_folders
from goodnews.config import PUBLIC, SiteConfig
from goodnews.content import Content
from goodnews.files import disk_in_words, write_atomically
from goodnews.preview import PreviewSite, make_preview
from goodnews.story import Visibility, key_in

OUTPUT = Path(".cache") / "changed"


def write_preview(root: Path, config: SiteConfig, now: datetime, since: str, file: Path) -> str:
    """Write a page of the stories that changed since a commit, or of all of them; gives a line that says so.

    Drafts and stories to come are on it, marked. A story that has to be fixed first is named.

    Raises:
        CommandError: git does not know the commit, or the file can't be written.
    """
    cache = open_cache(root)
    content = load_content(root, config, now, cache)
    keys = changed_folders(root, since) if since else {story.key for story in content.stories.stories}
    broken = sorted({key_in(problem.file) for problem in content.problems if problem.is_error} & set(keys))
    content = _only(content, set(keys) - set(broken))
    build_content(content, PUBLIC, cache, {"OUTPUT_PATH": str(root / OUTPUT)})
    notes = [f"{key} has to be fixed before it can be shown: see the check." for key in broken]
    if not content.shown and not broken:
        notes.append("No story is changed here.")
    page = make_preview(
        PreviewSite(root / OUTPUT, config.site_url, config.base),
        f"{config.site_name}: what is changed",
        [story.address for story in content.shown],
        notes,
    )
    with disk_in_words(f"{file.name} can't be written"):
        write_atomically(file, page)
    return f"{file.name}: a page of {len(content.shown)} stories, {len(page) / 1_000_000:.1f} MB."


def _only(content: Content, keys: Collection[str]) -> Content:
    """The content with these stories alone, shown as a preview does."""
    stories = tuple(
        story
        for story in content.stories.stories
        if story.key in keys and story.visibility(content.now) is not Visibility.WITHDRAWN
    )
    return replace(content, stories=replace(content.stories, stories=stories), is_preview=True)
