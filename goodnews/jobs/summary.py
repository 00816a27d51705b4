"""`./inv summary`: what a change would publish, for the editor who has to say yes to it."""

import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from goodnews.checks import check_stories
from goodnews.jobs.quoting import as_code, as_words
from goodnews.posts import compose
from goodnews.problems import Problem, Trouble
from goodnews.problems import summary as count
from goodnews.story import PhotoNote, Story, Visibility, read_stories, show_day, show_time
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
    lines = [] if stories else ["No story can be shown yet."]
    for story in stories:
        lines += [*_story(story, trust, now), ""]
    lines += ["## What the check says", "", count(problems), ""]
    lines += [
        f"- {each.severity}, {as_code(each.file)} line {each.line}: {as_words(f'{each.what} {each.fix}')}"
        for each in sorted(problems, key=lambda each: (not each.is_error, each))
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _story(story: Story, trust: Trust, now: datetime) -> list[str]:
    front = story.front
    who = " · ".join(as_words(part) for part in (front.by, front.team, front.hospital) if part)
    lines = [f"## {as_words(front.title)}", "", f"**{as_words(front.summary)}**", ""]
    if who:
        lines += [who, ""]
    lines += [f"- {as_words(front.category)}; shape: {story.shape}; {_words(story.body)} words"]
    lines += [f"- {_when(story, now)}", f"- {_post(story, trust, now)}"]
    lines += [f"- Photo {as_code(photo.file)}: {_photo(photo)}" for photo in front.photos]
    if not front.photos:
        lines.append("- No photo.")
    return lines


def _when(story: Story, now: datetime) -> str:
    date = story.front.date
    return {
        Visibility.PUBLIC: "Public as soon as it is merged.",
        Visibility.EMBARGOED: f"Public on {show_day(date)} at {show_time(date)}, not before. "
        "In a public repository it can be read as soon as it is sent in.",
        Visibility.DRAFT: "A draft: nothing of it is published until the line `draft: yes` is taken out.",
        Visibility.WITHDRAWN: "Taken back: its page will say that it has been removed.",
    }[story.visibility(now)]


def _post(story: Story, trust: Trust, now: datetime) -> str:
    if story.front.announce is False or story.visibility(now) in {Visibility.DRAFT, Visibility.WITHDRAWN}:
        return "Not announced."
    post = compose(story.front.post or story.front.title, trust.url(story.address), "x")
    shared = next((photo.file for photo in story.front.photos if photo.may_be_shared()), None)
    picture = f"with {as_code(shared)}" if shared else "without a photo"
    return f"Announced once as “{as_words(post.text)}” ({post.length} of {post.limit} on X), {picture}."


def _photo(photo: PhotoNote) -> str:
    consent = photo.consent
    shows = {"nobody": "shows nobody", "backs": "shows people from behind"}.get(
        photo.shows, f"shows **{photo.shows}**"
    )
    if consent:
        ends = f", until {show_day(consent.ends)}" if consent.ends else ""
        covers = " and ".join(consent.covers)
        shows += f", form {as_words(consent.form)} for {covers}{ends}"
    elif photo.shows.needs_consent:
        shows += ", **no consent on record**"
    return f"“{as_words(photo.alt)}”; {shows}."


def _words(body: str) -> int:
    return len(body.split())
