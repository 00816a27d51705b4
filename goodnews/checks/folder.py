"""The edge of the checks: what lies in a story's folder, and what its photos say of themselves."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from goodnews.checks.context import StoryContext
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.metadata import Field, unescape
from goodnews.problems import Problem
from goodnews.story import Story
from goodnews.story.file_names import nearest_file

NO_TEXTS: Mapping[str, Html] = MappingProxyType({})
"""For a story whose texts are not rendered yet."""

_MOST_CAPTIONS = 2_000_000
"""Bytes of a caption file that are read; a day of talk has fewer."""
_TIME = r"[ \t]*(?:\d\d+:)?\d\d:\d\d\.\d{3}[ \t]*"
_SETTING = r"(?:[ \t][a-z]+:-?(?:\d{1,3}(?:\.\d{1,4})?%?,?)?[a-z-]*[ \t]*)*"
_TIMES = re.compile(rf"^(?:\d{{1,5}}\n)?{_TIME}-->{_TIME}{_SETTING}$", re.MULTILINE)
"""When and where a caption shows, with its number."""
_MARK = re.compile(r"</?[^<>\s]*([^<>]*)>")
"""A mark in a caption; behind its name it may say who speaks."""
_LONG_NAME = re.compile(r"<(?![\d:.]+>)([^<>\s]{8,})")
"""The name of a mark that says more than what it is."""


def read_context(
    story: Story,
    names: tuple[str, ...],
    config: SiteConfig,
    today: date,
    texts: Mapping[str, Html] = NO_TEXTS,
) -> StoryContext:
    """Put together all that the rules may see of one story."""
    originals, captions = dict(_originals(story, names)), tuple(_captions(story, names))
    return StoryContext(story, config, today, names, originals, captions, texts)


def _originals(story: Story, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    """What each photo and recording in the folder says, those that the story does not name among them."""
    media = [name for name in names if not name.endswith(("/", ".md", ".vtt"))]
    if not media:
        return
    # A process that checks texts alone has no need of Pillow.
    from goodnews import audio, photos  # noqa: PLC0415

    for name in media:
        path = story.folder / name
        yield name, photos.read_metadata(path) or audio.read_metadata(path)


def _captions(story: Story, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The words of each caption file, one after the other, without their times and marks."""
    for name in names:
        if name.lower().endswith(".vtt") and (path := story.folder / name).is_file():
            with path.open("rb") as file:
                text = file.read(_MOST_CAPTIONS).decode("utf-8-sig", "replace").replace("\r\n", "\n")
            text = _TIMES.sub("", text)
            words = " | ".join([_MARK.sub(_voice, text), *_LONG_NAME.findall(text)])
            yield name, " ".join(unescape(words).split())


def _voice(mark: re.Match[str]) -> str:
    """Who speaks, as `<v Sister>` says it."""
    return f"{mark[1]}: " if mark[1].strip() else ""


def inspect_photos(story: Story, photo_cache: Path | None = None) -> Iterator[Problem]:
    """What is wrong with the photos as files: missing, broken, too large, no photos, the same twice."""
    if not story.meta.photos:
        return
    from goodnews.photos import PhotoJob  # noqa: PLC0415
    from goodnews.photos import inspect_photos as inspect_files  # noqa: PLC0415

    jobs = [
        PhotoJob(
            path=story.folder / photo.file,
            file=story.file,
            line=story.lines("photos", number, "file"),
            focus=photo.focus,
            leads=number == 0,
        )
        for number, photo in enumerate(story.meta.photos)
        if not photo.withdrawn
    ]
    for problem in inspect_files(jobs, story.folder, photo_cache):
        yield _with_suggestion(problem, story) if problem.code == "photo-missing" else problem


def _with_suggestion(problem: Problem, story: Story) -> Problem:
    """Ask about the file in the folder that is called most like a missing photo."""
    named = {photo.file for photo in story.meta.photos}
    missing = next((file for file in named if problem.message.startswith(f"{file} ")), "")
    close = nearest_file(missing, {path.name for path in story.folder.iterdir()} - named)
    return problem._replace(hint=f"Did you mean “{close}”?") if close else problem
