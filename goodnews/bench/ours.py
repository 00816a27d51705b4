"""This project, as it is measured: the real theme, feeds, checks and search, on made-up stories."""

import sys
from pathlib import Path

from goodnews.bench.builders import Builder
from goodnews.bench.one_build import CHECKED
from goodnews.bench.stories import write_corpus

PROJECT = Path(__file__).parents[2]


def make_ours(folder: Path, stories: int) -> Builder:
    """Write a project of so many stories, and say how it is built.

    A clean build of it finds the stories' cards there and nothing else: no other builder draws any. See
    `with_cards` and `with_checks`.
    """
    write_corpus(folder, PROJECT, stories)
    return Builder(
        name="ours",
        folder=folder,
        command=(sys.executable, "-m", "goodnews.bench.one_build"),
        output="output",
        cache=".cache",
        spared=("photos",),
        story="content/stories/{}/story.md".format,
        environment={"PYTHONPATH": str(PROJECT)},
    )


def with_cards(builder: Builder) -> Builder:
    """Ours, starting without any cache: each story's picture for social media is drawn."""
    return builder.called("ours, with a card drawn for each story", spared=())


def with_checks(builder: Builder) -> Builder:
    """Ours, with every rule of `./inv check` before the build, and nothing remembered by it."""
    return builder.called("ours, every check first", command=(*builder.command, CHECKED))
