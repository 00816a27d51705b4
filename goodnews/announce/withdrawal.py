"""Mark a story withdrawn in its own file, and leave every other byte as it is."""

import json
import re
from datetime import date

from goodnews.problems import CommandError

_FENCE = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)
_ALREADY = re.compile(rb"^withdrawn[ \t]*:", re.MULTILINE)


def withdraw_text(data: bytes, reason: str, on: date) -> bytes:
    """Add `withdrawn:` as the front matter's last line; every other byte stays.

    Raises:
        CommandError: it is withdrawn already, has no front matter, or the reason is not one plain line.
    """
    fences = list(_FENCE.finditer(data))
    starts = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"---")
    if not starts or len(fences) < 2:
        raise CommandError("The story has no front matter between two lines of ---.", "Mend it first.")
    meta = data[fences[0].end() : fences[1].start()]
    if _ALREADY.search(meta):
        raise CommandError("The story is withdrawn already.", "Publish, and it is taken back everywhere.")
    if not reason.strip() or any(letter < " " for letter in reason):
        raise CommandError("A withdrawal needs a reason, on one line.", 'Say --reason "consent withdrawn".')
    end = b"\r\n" if b"\r\n" in data[: fences[1].end() + 1] else b"\n"
    # A JSON string is a YAML string too, whatever the reason holds.
    quoted = json.dumps(reason.strip(), ensure_ascii=False)
    line = f"withdrawn: {{on: {on.isoformat()}, reason: {quoted}}}".encode()
    return data[: fences[1].start()] + line + end + data[fences[1].start() :]


def how_to_purge(key: str) -> tuple[str, ...]:
    """What to do when the story and its photos must go from git's history as well."""
    return (
        "Git still remembers the story and its photos. When they have to go from there too (a consent",
        "withdrawn, a person recognised), whoever looks after the repository runs this, once that is live:",
        f"  ./inv purge {key}",
        "It asks first. What to do before and afterwards is in docs/running.md, “A photo must go now”.",
    )
