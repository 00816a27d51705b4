"""`./inv summary`: what a change would publish, for the editor who has to say yes: in words, or as a page."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodnews.build import load_content
from goodnews.cache import open_cache
from goodnews.commands.build import build_content
from goodnews.commands.changes import changed_keys, find_moved
from goodnews.commands.check import CheckResult, run_check
from goodnews.commands.look import draw_sightings
from goodnews.commands.reporting import code_span
from goodnews.commands.workflow import append_to, read_event
from goodnews.config import PUBLIC, SiteConfig
from goodnews.content import Content
from goodnews.files import disk_in_words, write_atomically
from goodnews.github import folder_link
from goodnews.preview import PreviewSite, make_preview
from goodnews.story import Visibility, key_in
from goodnews.terminal import plural

OUTPUT = Path(".cache") / "changed"
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_HOW = (
    "Switch off **Location** where your phone shares the photo, choose it, and press **Commit changes**. "
    "Then write its lines below `photos:`, or leave them to the team."
)


def run_summary(root: Path, config: SiteConfig, now: datetime, since: str, environ: Mapping[str, str]) -> str:
    """Sum up the stories that changed since a commit, or all: `check --format markdown` of them alone.

    Where GitHub runs this, the text goes to its job summary as well. CommandError when git does not know the
    commit, or the summary can't be written.
    """
    checked, lines = run_check((), root, config, now, environ, since=since), list[str]()
    if since:
        checked = checked.only(changed_keys(root, since))
        lines += find_moved(root, since, now).as_markdown()
    if not since or checked.stories or checked.problems:
        lines += [*upload_lines(checked, environ), checked.show("markdown")]
    text = "\n".join(lines or ["No story is changed here.\n"])
    append_to("GITHUB_STEP_SUMMARY", text, environ)
    return text


def upload_lines(checked: CheckResult, environ: Mapping[str, str]) -> list[str]:
    """Where to add the photos of a pull request's stories that lack some, in Markdown; nothing elsewhere."""
    try:
        head = read_event(environ)["pull_request"]["head"]
        repository, branch = str(head["repo"]["full_name"]), str(head["ref"])
    except (KeyError, TypeError):  # no pull request, or its fork is gone
        return []
    keys = sorted(_without_photos(checked))
    if not _REPOSITORY.fullmatch(repository) or not keys:
        return []
    links = (
        f"- [Add a photo to {code_span(key)}]({folder_link('upload', repository, branch, key)})"
        for key in keys
    )
    return ["## Add a photo", "", *links, "", _HOW, ""]


def _without_photos(checked: CheckResult) -> Iterator[str]:
    """The stories that name no photo, or one that is not there; or, unreadable, lie alone in their folder."""
    readable = {story.key: story.meta for story in checked.stories}
    with_problem = {key_in(problem.file) for problem in checked.problems}
    missing = {key_in(problem.file) for problem in checked.problems if problem.code == "photo-missing"}
    for key, folder in checked.content.stories.folders.items():
        if meta := readable.get(key):
            lacks = not meta.withdrawn and (not meta.photos or key in missing)
        else:
            lacks = key in with_problem and folder.names == ("story.md",)
        if lacks:
            yield key


def write_preview(root: Path, config: SiteConfig, now: datetime, since: str, file: Path) -> str:
    """Write a page of the stories that changed since a commit, or of all of them; gives a line that says so.

    Drafts and stories to come are on it, marked. A story that has to be fixed first is named. CommandError
    when git does not know the commit, or the file can't be written.
    """
    cache = open_cache(root)
    content = load_content(root, config, now, cache)
    keys = changed_keys(root, since) if since else {story.key for story in content.stories.stories}
    broken = sorted({key_in(problem.file) for problem in content.problems if problem.is_error} & set(keys))
    figures = draw_sightings(content, keys)
    content = _only(content, set(keys) - set(broken))
    build_content(content, PUBLIC, cache, {"OUTPUT_PATH": str(root / OUTPUT)})
    notes = [f"{key} has to be fixed before it can be shown: see the check." for key in broken]
    if not content.shown and not broken:
        notes.append("No story is changed here.")
    page = make_preview(
        PreviewSite(root / OUTPUT, config.site_url, config.base),
        f"{config.site_name}: what is changed",
        [story.address for story in content.shown],
        [*notes, *figures],
    )
    with disk_in_words(f"{file.name} can't be written"):
        write_atomically(file, page)
    return f"{file.name}: a page of {plural(len(content.shown), 'story')}, {len(page) / 1_000_000:.1f} MB."


def _only(content: Content, keys: Collection[str]) -> Content:
    """The content with these stories alone, shown as a preview does."""
    stories = tuple(
        story
        for story in content.stories.stories
        if story.key in keys and story.visibility(content.now) is not Visibility.WITHDRAWN
    )
    return replace(content, stories=replace(content.stories, stories=stories), is_preview=True)
