"""A site of any size to measure with: the same number gives the same bytes, always."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from goodnews.files import write_atomically

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The newest story is from the hours before."""
WORDS_IN_A_STORY = 350
_VOCABULARY = """
ward night shift nurse porter kitchen garden tea biscuit smile team patient family clinic morning
corridor window recipe soup trolley volunteer choir bench flower card letter laugh song bread apple
plaster bandage doctor matron chaplain student radio story picture blanket slippers pillow breakfast
lunch supper bus car park queue jab sticker lamp desk notes chart handover kettle mug cake candle
birthday visit phone call made found grew mended brought carried asked told sang baked planted
painted listened waited walked ran the a and with for from into after before because when while
every our their little big new old kind quick
"""
_WORDS = tuple(_VOCABULARY.split())
_CATEGORIES = ("People", "Patients", "Teams", "Places", "Live", "Learning", "Thank you")
_HOSPITALS = ("Merrowdale General", "Tarnside Hospital", "The Larches")


def write_corpus(root: Path, project: Path, stories: int, *, teams: int = 100, tags: int = 200) -> None:
    """Write a project of text stories at `root`: the real theme and settings of `project`, made-up words."""
    for name in ("theme", "content/pages"):
        shutil.copytree(project / name, root / name, dirs_exist_ok=True)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(project / name, root / name)
    for key, text in corpus(stories, teams=teams, tags=tags):
        write_atomically(root / "content" / "stories" / key / "story.md", text)


def corpus(stories: int, *, teams: int = 100, tags: int = 200) -> Iterator[tuple[str, str]]:
    """Give each story's key and text, oldest first."""
    for number in range(stories):
        chance = random.Random(number)
        date = NOW - timedelta(hours=7 * (stories - number))
        title = _sentence(chance, 5).rstrip(".")
        tagged = sorted({f"tag {chance.randrange(tags)}" for _ in range(3)})
        meta = [
            "---",
            f'title: "{title}, {number}"',
            f"summary: {_sentence(chance, 14)}",
            f"date: {date:%Y-%m-%d 09:00}",
            f"category: {chance.choice(_CATEGORIES)}",
            f"team: Ward {chance.randrange(teams)}",
            f"hospital: {chance.choice(_HOSPITALS)}",
            f"tags: [{', '.join(tagged)}]",
            "---",
        ]
        yield f"{date:%Y}/story-{number}", "\n".join([*meta, body(chance)])


def middle_story(stories: int) -> str:
    """The key of the story that is edited: one with as many before it as after."""
    return next(key for number, (key, _) in enumerate(corpus(stories)) if number == stories // 2)


def body(chance: random.Random) -> str:
    """A text of about 350 words: paragraphs, a heading, a list, a quotation, a link."""
    parts: list[str] = []
    words = 0
    while words < WORDS_IN_A_STORY:
        paragraph = " ".join(_sentence(chance, chance.randrange(8, 18)) for _ in range(3))
        words += len(paragraph.split())
        parts.append(paragraph)
    parts.insert(2, "## " + _sentence(chance, 4).rstrip("."))
    parts.insert(4, "\n".join(f"- {_sentence(chance, 6)}" for _ in range(3)))
    parts.insert(6, f"> {_sentence(chance, 12)}")
    parts.append(f"Read *more* of [this](https://www.merrowdale.example/{chance.randrange(999)}/).")
    return "\n\n".join(parts) + "\n"


def _sentence(chance: random.Random, length: int) -> str:
    words = [chance.choice(_WORDS) for _ in range(length)]
    return f"{' '.join(words).capitalize()}."
