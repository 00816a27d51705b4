"""This project, measured as people use it: its own tasks, each a process, in a project of made-up stories.

Nothing else in this folder knows how the program is started, so it can be rebuilt without a change here.
"""

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.builders import Builder
from benchmarks.stories import write_corpus

PROJECT = Path(__file__).parents[1]

ENVIRONMENT: Mapping[str, str] = {"PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
"""With these variables a task finds our code from any project's folder, and says at once what it says."""

# Python imports a module of this name when it starts; what is started from there inherits the log.
_COUNTING = """
import os, sys
from pathlib import Path
from markdown.blockparser import BlockParser
from PIL import ImageDraw, ImageFile

log = os.open(os.environ["BENCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
content = os.path.join(os.getcwd(), "content", "stories")

def count(word):
    os.write(log, (word + "\\n").encode())

def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        if os.path.abspath(arguments[0]).startswith(content):
            count("files read")

def counted(owner, name, word, unless=lambda *_: False):
    work = getattr(owner, name)
    def counting(*arguments, **named):
        if not unless(*arguments):
            count(word)
        return work(*arguments, **named)
    setattr(owner, name, counting)

sys.addaudithook(watch)
counted(BlockParser, "parseDocument", "texts parsed")
counted(ImageFile.ImageFile, "load", "pictures decoded", lambda image: not image.tile)
counted(ImageDraw, "Draw", "cards drawn")
"""


def task(name: str, *options: str) -> tuple[str, ...]:
    """The command that `./inv` hands over to, once everything is installed."""
    return (sys.executable, "-m", "goodnews.commands", name, *options)


def make_ours(folder: Path, stories: int) -> Builder:
    """Write a project of so many stories, to be built by `./inv build`.

    A clean build finds the stories' cards there and nothing else: no other builder draws any.
    """
    write_corpus(folder, PROJECT, stories)
    shutil.copy(PROJECT / "tasks.py", folder)
    return Builder(
        name="ours",
        folder=folder,
        command=task("build"),
        output="output",
        cache=".cache",
        spared=("photos",),
        story="content/stories/{}/story.md".format,
        environment=ENVIRONMENT,
    )


def with_cards(builder: Builder) -> Builder:
    """Ours, starting without any cache: each story's picture for social media is drawn."""
    return replace(builder, name="ours, with a card drawn for each story", spared=())


def check_out(builder: Builder, folder: Path) -> Builder:
    """The same project as a fresh checkout with `.cache` restored: every file new, and nothing built."""
    for name in ("content", "theme", builder.cache):
        # Bytes alone: a checkout gives no file the time that it had elsewhere.
        shutil.copytree(builder.folder / name, folder / name, copy_function=shutil.copyfile)
    for path in builder.folder.glob("*.py"):
        shutil.copyfile(path, folder / path.name)
    return replace(builder, folder=folder)


def count_work(builder: Builder) -> Mapping[str, int]:
    """Build, and count what was done: `files read`, `texts parsed`, `pictures decoded`, `cards drawn`."""
    with tempfile.TemporaryDirectory() as name:
        log = Path(name, "log")
        Path(name, "sitecustomize.py").write_text(_COUNTING, encoding="utf-8")
        more = {"PYTHONPATH": f"{name}{os.pathsep}{PROJECT}", "BENCH_LOG": str(log)}
        replace(builder, environment={**builder.environment, **more}).build()
        return Counter(log.read_text(encoding="utf-8").splitlines())
