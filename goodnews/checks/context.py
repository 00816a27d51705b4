"""A story being read by the checks: the story, its texts with their lines, and what it is read against."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from string import ascii_lowercase
from typing import TYPE_CHECKING

from goodnews.checks.passages import Passage, passages_of_fields, passages_of_text
from goodnews.checks.text import caseless, count_digits
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html, render
from goodnews.markdown.outline import Outline, Tag, TextLink, Words
from goodnews.metadata import Field
from goodnews.rendered import texts_of
from goodnews.story import PhotoNote, Story

if TYPE_CHECKING:  # checking texts needs no Pillow
    from goodnews.photos.eyes import Sighting

_LETTERS_ALONE = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))
"""What turns all but small letters into spaces."""


_NUMBER = r"[+-]\d+(?:\.\d+)?"
_COORDINATES = re.compile(rf"{_NUMBER}{_NUMBER}(?:{_NUMBER})?(?:CRS\w+)?/?")
"""A place as phones write it (ISO 6709), which is no telephone number."""


@dataclass(frozen=True)
class StoryContext:
    """One story, and all that a rule may know besides.

    Attributes:
        story: the story.
        config: the Trust's own settings.
        today: the date in London.
        files: names of what lies in the story's folder, folders with a `/` behind.
        originals: what the photos and recordings in the folder say beside what they show, by file.
        captions: the words of the caption files in the folder, as (file, words).
        rendered: the story's `body`, `notes` and `transcript`, as far as they are rendered already.
        sightings: what may be seen in its photos, by file; of those that were looked into.
    """

    story: Story
    config: SiteConfig
    today: date
    files: tuple[str, ...] = ()
    originals: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    captions: tuple[tuple[str, str], ...] = ()
    rendered: Mapping[str, Html] = field(default_factory=dict)
    sightings: Mapping[str, "Sighting"] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The story's `story.md`."""
        return self.story.file

    @cached_property
    def texts(self) -> Mapping[str, tuple[int, Outline]]:
        """What readers get of each of the story's texts, by its name, with its first line."""
        return {
            name: (text.line, (self.rendered.get(name) or render(text)).outline)
            for name, text in texts_of(self.story).items()
        }

    @property
    def outline(self) -> Outline:
        """What readers get of the body."""
        return self.texts["body"][1]

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """What readers get of the body, the notes and the transcript."""
        return tuple(outline for _, outline in self.texts.values())

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Everything of the story that somebody could read, hidden corners included."""
        return tuple(_passages(self))

    @cached_property
    def _spelled(self) -> tuple[tuple[int, Passage], ...]:
        """The passages as readers see them, each behind the number of its digits, of any alphabet."""
        spelled = [passage.spelled() for passage in self.passages]
        return tuple((count_digits(passage.text), passage) for passage in spelled)

    def with_digits(self, fewest: int) -> list[Passage]:
        """The passages, spelled, that have so many digits: no telephone number is in fewer than eight."""
        return [passage for digits, passage in self._spelled if digits >= fewest]

    @cached_property
    def caseless(self) -> str:
        """All of these one after the other, `caseless`, to see quickly what is in none of them."""
        return caseless("\n".join(passage.text for _, passage in self._spelled))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every run of plain letters in the passages, small: a word that is not among them is in none."""
        # As bytes, and much sooner than with a pattern; no byte of any other letter is that of a plain one.
        letters = self.caseless.encode(errors="replace").translate(_LETTERS_ALONE)
        return frozenset(letters.decode("ascii").split())

    @cached_property
    def figures(self) -> tuple[Words, ...]:
        """What is read as running words and has a digit in it."""
        return tuple(words for words in _running(self) if count_digits(words.text))

    @cached_property
    def named_files(self) -> Mapping[str, int]:
        """The files of the folder that the story names, each with the line that does."""
        meta, line = self.story.meta, self.story.lines
        named = {photo.file: line for line, photo in self.photos("file")}
        for name, media in (("audio", meta.audio), ("video", meta.video)):
            if media and media.file:
                named[media.file] = line(name, "file")
        for name, shown in (("video", meta.video), ("live", meta.live)):
            if shown and isinstance(shown.captions, str):
                named[shown.captions] = line(name, "captions")
        return named

    def line_of_file(self, name: str) -> int:
        """The line that names a file of the folder; the first where none does."""
        return self.named_files.get(name, 1)

    @property
    def links(self) -> Iterator[TextLink]:
        """The links of all its texts."""
        return (link for outline in self.outlines for link in outline.links)

    @property
    def tags(self) -> Iterator[Tag]:
        """The HTML in all its texts that their pages leave out."""
        return (tag for outline in self.outlines for tag in outline.tags)

    def photos(self, *field: str) -> Iterator[tuple[int, PhotoNote]]:
        """Its photos, each with the line of one of its fields."""
        for number, photo in enumerate(self.story.meta.photos):
            yield self.story.lines("photos", number, *field), photo


def outline_of(story: Story) -> Outline:
    """What readers get of a story's body."""
    return render(texts_of(story)["body"]).outline


def _passages(context: StoryContext) -> Iterator[Passage]:
    yield from passages_of_fields(context.story)
    for name, (first_line, outline) in context.texts.items():
        yield from passages_of_text({"body": "text"}.get(name, name), first_line, outline)
    yield Passage("folder's name", 1, context.story.key)
    yield from _passages_of_files(context)


INSIDE_A_FILE = "hidden data"
"""What the kind of a passage begins with that stands within a file."""


def _passages_of_files(context: StoryContext) -> Iterator[Passage]:
    """The names of the files in the folder, and the words inside them."""
    for name in context.files:
        yield Passage("file name", context.line_of_file(name), name)
    for file, fields in context.originals.items():
        for words in dict.fromkeys(entry.text for entry in fields if entry.text):
            if _COORDINATES.fullmatch(words):  # a rule of its own speaks of places
                continue
            yield Passage(f"{INSIDE_A_FILE} of “{file}”", context.line_of_file(file), words)
    for file, words in context.captions:
        yield Passage("caption file", context.line_of_file(file), words)


def _running(context: StoryContext) -> Iterator[Words]:
    meta, line = context.story.meta, context.story.lines
    yield Words(line("title"), meta.title)
    yield Words(line("summary"), meta.summary)
    yield from (Words(line, photo.caption) for line, photo in context.photos("caption") if photo.caption)
    yield from (Words(heading.line, heading.text) for heading in context.outline.headings)
    yield from context.outline.paragraphs
