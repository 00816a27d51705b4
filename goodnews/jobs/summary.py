"""`./inv summary`: what a change would publish, for the editor who has to say yes to it."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from goodnews.checks import check_stories
from goodnews.jobs.quoting import as_words
from goodnews.jobs.reporting import findings, photos, posts
from goodnews.problems import Problem, Trouble
from goodnews.problems import summary as count
from goodnews.story import Story, Visibility, read_stories, show_day, show_time
from goodnews.trust import Trust


def run_summary(root: Path, trust: Trust, now: datetime, since: str, environ: Mapping[str, str]) -> str:
    """Sum up the stories that changed since a commit, in Markdown; all stories when none is named.

    Where GitHub runs this, the text goes to its job summary as well.

    Raises:
        Trouble: git does not know the commit, or the summary can't be written.
    """
    library = read_stories(root / "content", root)
    changed = changed_folders(root, since) if since else None
    wanted = [story for story in library.stories if changed is None or story.key in changed]
    problems = check_stories(library, trust, now, only=wanted, cache=root / ".cache" / "checks.json")
    unread = [each for each in library.problems if changed is None or _key(each.file) in changed]
    text = sum_up(wanted, [*problems, *unread], trust, now)
    if place := environ.get("GITHUB_STEP_SUMMARY"):
        try:
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            what = f"The summary can't be written to {place} ({error.strerror})."
            raise Trouble(what, "Check GITHUB_STEP_SUMMARY.") from None
    return text


def changed_folders(root: Path, since: str) -> frozenset[str]:
    """Keys of the stories that differ from a commit.

    Raises:
        Trouble: git does not know the commit.
    """
    command = ["git", "-C", str(root), "diff", "--name-only", "-z", since, "--", "content/stories"]
    # A name that starts with a hyphen would be an option to git.
    ran = None if since.startswith("-") else subprocess.run(command, capture_output=True, check=False)
    if ran is None or ran.returncode:
        raise Trouble(f"Git does not know “{since}”.", "Name a commit or a branch, like main.")
    return frozenset(_key(name) for name in ran.stdout.decode("utf-8", "replace").split("\0") if name)


def _key(file: str) -> str:
    """`2026/night-on-ward-7`, from any file of that story."""
    return "/".join(file.removeprefix("content/stories/").split("/")[:2])


def sum_up(stories: Sequence[Story], problems: Sequence[Problem], trust: Trust, now: datetime) -> str:
    """The summary: each story as a reader and a network would get it, then what was found."""
    if not stories and not problems:
        return "No story is changed here.\n"
    lines = [] if stories else ["No story can be shown yet.", ""]
    for story in stories:
        lines += [*_story(story, now), *_posts(story, trust, now), *photos(story.front.photos)]
    lines += ["## What the check says", "", f"**{count(problems)}**", "", *findings(problems)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _story(story: Story, now: datetime) -> list[str]:
    front = story.front
    who = " · ".join(as_words(part) for part in (front.by, front.team, front.hospital) if part)
    words = len(story.body.split())
    lines = [f"## {as_words(front.title)}", "", f"**{as_words(front.summary)}**", ""]
    lines += [who, ""] if who else []
    return [*lines, f"{as_words(front.category)} · {story.shape} · {words} words", "", _when(story, now), ""]


def _when(story: Story, now: datetime) -> str:
    date = story.front.date
    return {
        Visibility.PUBLIC: "Public as soon as it is merged.",
        Visibility.EMBARGOED: f"Public on {show_day(date)} at {show_time(date)}, not before. "
        "In a public repository it can be read as soon as it is sent in.",
        Visibility.DRAFT: "A draft: nothing of it is published until the line `draft: yes` is taken out.",
        Visibility.WITHDRAWN: "Taken back: its page will say that it has been removed.",
    }[story.visibility(now)]


def _posts(story: Story, trust: Trust, now: datetime) -> Iterable[str]:
    if story.visibility(now) in {Visibility.DRAFT, Visibility.WITHDRAWN}:
        return ("It is not announced.", "")
    return posts(story, trust)
