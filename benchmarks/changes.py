"""What many people save one after the other: words, a title and a tag, a new story, one that goes again."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.builders import Builder

RENAMED, MOVED = 10, 100
"""Every so many rebuilds a title and a tag change, too; or a whole story comes or goes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody saves.

    Attributes:
        key: the story's.
        text: what its file holds now; None when its folder is gone.
        words: stand in that text and in no other.
    """

    key: str
    text: str | None
    words: str

    def shows(self, page: str) -> bool:
        """Whether the story's page, as it came, has the change."""
        return (self.words in page) is (self.text is not None)


def changes(texts: Mapping[str, str], runs: int) -> Iterator[Change]:
    """Give so many changes, of one story after the other.

    Each starts from the story's first text, so that the site stays as large as it was.
    """
    keys = list(texts)
    for number in range(1, runs + 1):
        text = texts[keys[number % len(keys)]]
        words = f"And {number} cups of tea."
        if number % (2 * MOVED) == 0:
            yield Change(f"2026/added-{number - MOVED}", None, f"And {number - MOVED} cups of tea.")
        elif number % MOVED == 0:
            # Only Pelican's own stories name their slug, which no two may share.
            text = re.sub("^Slug: .+", f"Slug: added-{number}", _renamed(text, number), flags=re.MULTILINE)
            yield Change(f"2026/added-{number}", f"{text}\n{words}\n", words)
        else:
            text = _renamed(text, number) if number % RENAMED == 0 else text
            yield Change(keys[number % len(keys)], f"{text}\n{words}\n", words)


def texts_of(builder: Builder, keys: Sequence[str]) -> dict[str, str]:
    """Read the stories of these keys, as a builder has them."""
    return {key: (builder.folder / builder.story(key)).read_text(encoding="utf-8") for key in keys}


def save(builder: Builder, change: Change) -> None:
    """Make a change among a builder's stories; made twice, it is as if made once."""
    file = builder.folder / builder.story(change.key)
    if change.text is not None:
        file.parent.mkdir(exist_ok=True)
        file.write_text(change.text, encoding="utf-8")
    elif file.name == "story.md":
        shutil.rmtree(file.parent, ignore_errors=True)
    else:
        file.unlink(missing_ok=True)


def _renamed(text: str, number: int) -> str:
    """Another title, and another tag for the first one, in our front matter or in Pelican's."""
    flags = re.MULTILINE | re.IGNORECASE
    text = re.sub(r'^(title: "?)', rf"\g<1>{number} times ", text, count=1, flags=flags)
    return re.sub(r"^(tags: \[?)[^,\]\n]+", rf"\g<1>time {number}", text, count=1, flags=flags)
