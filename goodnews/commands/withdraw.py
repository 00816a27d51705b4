"""Take a story back: marked in its file now, gone everywhere with the next publish."""

import json
import re
from datetime import date, datetime
from pathlib import Path

from goodnews.commands.stories import no_such_story, story_folder
from goodnews.files import write_atomically
from goodnews.problems import CommandError
from goodnews.story import LONDON, WITHDRAWN, key_in

_FENCE = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


def run_withdraw(root: Path, story: str, reason: str, now: datetime) -> tuple[str, ...]:
    """Mark a story withdrawn, for a reason that colleagues see in git and readers never.

    Gives lines that say what was done, and what to do next.
    CommandError when there is no such story, or it can't be marked. Nothing was changed.
    """
    file = story_folder(root, story) / "story.md"
    if file.is_symlink() or not file.is_file():
        raise no_such_story(story)
    name = file.relative_to(root).as_posix()
    # Whatever else is wrong in it: this line is enough for the page that says it was removed.
    write_atomically(file, withdraw_text(file.read_bytes(), reason, now.astimezone(LONDON).date()))
    return (
        f"{name} is marked as withdrawn.",
        "Commit that, and run `./inv publish`: the page then says the story was removed, its photos,",
        "cards, search and feed content go, and its posts are deleted where the network allows it.",
        "Emails and text messages that were sent can't be recalled.",
        "",
        "Git still remembers the story and its photos. When they have to go from there too (a consent",
        "withdrawn, a person recognised), whoever looks after the repository runs this, once that is live:",
        f"  ./inv purge {key_in(name)}",
        "It asks first. What to do before and afterwards is in docs/running.md, “A photo must go now”.",
    )


def withdraw_text(data: bytes, reason: str, on: date) -> bytes:
    """Add `withdrawn:` as the front matter's last line; every other byte stays.

    CommandError when it is withdrawn already, has no front matter, or the reason is not one plain line.
    """
    fences = list(_FENCE.finditer(data))
    starts = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"---")
    if not starts or len(fences) < 2:
        raise CommandError("The story has no front matter between two lines of ---.", "Mend it first.")
    meta = data[fences[0].end() : fences[1].start()]
    if WITHDRAWN.search(meta.decode(errors="replace")):
        raise CommandError("The story is withdrawn already.", "Publish, and it is taken back everywhere.")
    if not reason.strip() or any(letter < " " for letter in reason):
        raise CommandError("A withdrawal needs a reason, on one line.", 'Say --reason "consent withdrawn".')
    end = b"\r\n" if b"\r\n" in data[: fences[1].end() + 1] else b"\n"
    # A JSON string is a YAML string too, whatever the reason holds.
    quoted = json.dumps(reason.strip(), ensure_ascii=False)
    line = f"withdrawn: {{on: {on.isoformat()}, reason: {quoted}}}".encode()
    return data[: fences[1].start()] + line + end + data[fences[1].start() :]
