"""A project that publishes like a Trust's own, to a folder of this machine."""

import shutil
from datetime import datetime
from pathlib import Path

from goodnews.announce.policy import Clock
from goodnews.commands.publish import run_part, run_publish
from goodnews.story import LONDON
from tests.shared import read_files

HERE = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
STORY = """---
title: "{title}"
summary: What happened one morning at the {title}.
date: {date}
category: People
{more}
---
The kettle goes on at six. Then the {title} wakes up, and everybody has a slice of toast.
"""


class At(Clock):
    """The machine's clock, but for the time of day."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment


class Project:
    """A project folder that publishes like a Trust's own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []

    def write(self, key: str, title: str, date: str = "2026-11-20 08:00", more: str = "") -> None:
        file = self.root / "content/stories" / key / "story.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(STORY.format(title=title, date=date, more=more), encoding="utf-8")

    def publish(self, now: datetime = NOW, **options: object) -> int:
        self.said = []
        return run_publish(self.root, now, self._environ, self.said.append, clock=At(now), **options)  # type: ignore[arg-type]

    def publish_part(self, part: str) -> int:
        self.said = []
        return run_part(part, self.root, NOW, self._environ, self.said.append)

    @property
    def _environ(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.root)}

    @property
    def public(self) -> Path:
        return self.root / "public"

    def snapshot(self, *folders: str) -> dict[str, tuple[int, int]]:
        return {
            str(path.relative_to(self.root)): (path.lstat().st_mtime_ns, path.lstat().st_ino)
            for folder in folders
            for path in [self.root / folder, *sorted((self.root / folder).rglob("*"))]
        }

    def read(self, folder: str) -> dict[str, bytes]:
        """Every file below a folder."""
        return read_files((self.root / folder).resolve())

    def posts(self) -> int:
        return (self.root / ".practice/timeline.html").read_text(encoding="utf-8").count('id="post-')


def publish_once(root: Path) -> None:
    """Make a project in an empty folder, and publish it."""
    for name in ("theme", "content/pages"):
        shutil.copytree(HERE / name, root / name)
    shutil.copy(HERE / "pelicanconf.py", root)
    conf = (HERE / "publishconf.py").read_text(encoding="utf-8")
    (root / "publishconf.py").write_text(conf + '\nTARGET = {"kind": "directory", "linger": 0}\n')
    project = Project(root)
    project.write("2026/ward-seven", "Seventh ward", "2026-11-20 08:00")
    project.write("2026/the-kitchen", "Hospital kitchen", "2026-11-21 08:00")
    project.write("2026/tomorrow", "Lighthouse of tomorrow", "2026-11-24 08:00")
    assert project.publish() == 0, project.said
