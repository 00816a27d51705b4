"""Take a story back: marked in its file now, gone everywhere with the next publish."""

from datetime import datetime
from pathlib import Path

from goodnews.announce.withdrawal import how_to_purge, withdraw_text
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.story import LONDON

STORIES = Path("content") / "stories"


def run_withdraw(root: Path, story: str, reason: str, now: datetime) -> tuple[str, ...]:
    """Mark a story withdrawn; gives lines that say what was done, and what to do next.

    Args:
        root: the project.
        story: its folder, `2026/night-on-ward-7`, however much of the path is typed with it.
        reason: why; colleagues see it in git, readers never.
        now: aware.

    Raises:
        CommandError: there is no such story, or it can't be marked. Nothing was changed.
    """
    stories = (root / STORIES).resolve()
    key = story.strip().strip("/").removeprefix("content/").removeprefix("stories/").removesuffix("/story.md")
    file = stories / key / "story.md"
    if not key or file.is_symlink() or not file.resolve().is_relative_to(stories) or not file.is_file():
        raise CommandError(f"There is no story {story}.", "Name its folder, like 2026/night-on-ward-7.")
    name = (STORIES / key / "story.md").as_posix()
    # Whatever else is wrong in it: this line is enough for the page that says it was removed.
    write_atomically(file, withdraw_text(file.read_bytes(), reason, now.astimezone(LONDON).date()))
    return (
        f"{name} is marked as withdrawn.",
        "Commit that, and run `./inv publish`: the page then says the story was removed, its photos,",
        "cards, search and feed content go, and its posts are deleted where the network allows it.",
        "E-mails and text messages that were sent can't be recalled.",
        "",
        *how_to_purge(key),
    )
