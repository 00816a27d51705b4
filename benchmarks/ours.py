"""This project, as it is measured: the real theme, feeds and checks, on made-up stories."""

import sys
from pathlib import Path

from benchmarks.builders import Builder
from benchmarks.one_build import CHECKED, SEARCH
from benchmarks.stories import write_corpus

PROJECT = Path(__file__).parents[1]


def make_ours(folder: Path, stories: int) -> Builder:
    """Write a project of so many stories, and say how it is checked and built.

    A clean build of it finds the stories' cards there and nothing else: no other builder draws any. See
    `with_cards`, `with_search` and `without_checks`.
    """
    write_corpus(folder, PROJECT, stories)
    return Builder(
        name="ours",
        folder=folder,
        command=(sys.executable, "-m", "benchmarks.one_build", CHECKED),
        output="output",
        cache=".cache",
        spared=("photos",),
        story="content/stories/{}/story.md".format,
        environment={"PYTHONPATH": str(PROJECT)},
    )


def with_cards(builder: Builder) -> Builder:
    """Ours, starting without any cache: each story's picture for social media is drawn."""
    return builder.called("ours, with a card drawn for each story", spared=())


def with_search(builder: Builder) -> Builder:
    """Ours, and then the search index that publishing makes."""
    return builder.called("ours, with the search index", command=(*builder.command, SEARCH))


def without_checks(builder: Builder) -> Builder:
    """Ours, as `./inv build` does it."""
    return builder.called("ours, unchecked", command=builder.command[:-1])
