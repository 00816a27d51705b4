"""Links to a story's folder on the branch of its pull request: only there a photo can be added."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from goodnews.commands.check import CheckResult
from goodnews.commands.github_event import read_event
from goodnews.commands.reporting import code_span
from goodnews.story import key_in

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_HOW = (
    "Switch off **Location** where your phone shares the photo, choose it, and press **Commit changes**. "
    "Then write its lines below `photos:`, or leave them to the team."
)


def folder_link(page: str, repository: str, branch: str, key: str) -> str:
    """A page of GitHub's about a story's folder on a branch.

    >>> folder_link("upload", "a-sister/stories", "patch-1", "2026/tea")
    'https://github.com/a-sister/stories/upload/patch-1/content/stories/2026/tea'

    Args:
        page: `upload`, which takes files, or `tree`, which shows them.
        repository: the branch's own, `owner/name`; a fork is another than the site's.
        branch: its name, as whoever made it chose it.
        key: the story's folder, `2026/tea`.
    """
    return f"https://github.com/{repository}/{page}/{quote(branch)}/content/stories/{quote(key)}"


def upload_lines(checked: CheckResult, environ: Mapping[str, str]) -> list[str]:
    """Where to add the photos of a pull request's stories that lack some, in Markdown; nothing elsewhere.

    Args:
        checked: what the pull request touches.
        environ: where GitHub says in which file the event is: only it knows the branch.
    """
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
    missing = {key_in(problem.file) for problem in checked.problems if problem.code == "photo-missing"}
    for key, folder in checked.content.stories.folders.items():
        meta = readable.get(key)
        if meta is None:
            is_checked = any(key_in(problem.file) == key for problem in checked.problems)
            lacks = is_checked and folder.names == ("story.md",)
        else:
            lacks = not meta.withdrawn and (not meta.photos or key in missing)
        if lacks:
            yield key
