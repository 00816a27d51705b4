"""Stories that try a design: too long, too short, right to left, thirty photos, every shape.

They are in `extremes.txt` beside this. The gallery shows how they look, and the browser tests hold
what must be true of them. Everybody in them is made up.
"""

import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""When these stories are looked at: one live story is still to come, one is on, one is over."""

ONE = "2026/the-only-story"
"""The story of a site that has only one."""

SILENCE = (b"\xff\xfb\x90\x64" + bytes(413)) * 77
"""Two seconds of an MP3 in which nobody says anything (MPEG-1 layer III, 128 kbit/s)."""

_STORY = re.compile(r"^=== (\S+)\n(.*?)(?=^=== |\Z)", re.MULTILINE | re.DOTALL)


def read_extremes() -> Mapping[str, str]:
    """Give the stories by key, with marks such as `«two»` where their photos go, or a recording."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    return {match[1]: match[2].rstrip() + "\n" for match in _STORY.finditer(text)}


def write_stories(content: Path, keys: Sequence[str], wide: Sequence[Path], tall: Path) -> None:
    """Write some of these stories below a content folder, with photos.

    Args:
        content: where `stories/` is to be.
        keys: which ones, `2026/every-field`.
        wide: photos to use, in turn.
        tall: a photo that is higher than it is wide.
    """
    stories = read_extremes()
    for turn, key in enumerate(keys):
        folder = content / "stories" / key
        folder.mkdir(parents=True)
        others = [wide[(turn + on_done) % len(wide)] for on_done in range(30)]
        sources = {"one": others[:1], "two": others[:2], "thirty": others, "tall": [tall]}
        text = stories[key]
        for mark, photos in sources.items():
            if f"«{mark}»" in text:
                text = text.replace(f"«{mark}»", _put(folder, photos))
        if "«sound»" in text:
            (folder / "sound.mp3").write_bytes(SILENCE)
            text = text.replace("«sound»", "sound.mp3")
        placed = "![](photo-02.jpg)" if (folder / "photo-02.jpg").exists() else ""
        text = text.replace("«placed»", placed)
        (folder / "story.md").write_text(text, encoding="utf-8", newline="\n")


def _put(folder: Path, photos: Sequence[Path]) -> str:
    """Copy photos into a story's folder, and give what its front matter says of them."""
    notes = []
    for number, photo in enumerate(photos, 1):
        name = f"photo-{number:02}.jpg"
        shutil.copyfile(photo, folder / name)
        notes.append(
            f"\n  - {{file: {name}, alt: A corridor seen from its far end, shows: nobody, focus: right top, "
            "caption: The light was like this all day., credit: Ward 7}"
        )
    return "".join(notes)
