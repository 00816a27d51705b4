"""One story's page at once: what somebody who writes sees first, while the whole build is still to come.

Everything else that shows the story (lists, feeds, its card) follows with that build, which
compares with nothing this room wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from goodnews.files import write_atomically
from goodnews.markup import render_all
from goodnews.plugin.rendering import texts_of
from goodnews.problems import ContentError
from goodnews.rendered import Rendered
from goodnews.site import Page
from goodnews.story import Story, Visibility, read_story


@dataclass(frozen=True)
class Redrawing:
    """What the last build knew.

    Attributes:
        root: the project's root.
        output: where the page goes.
        now: the moment the build was for (aware).
        public: its public stories, newest first.
        plan: plans the page of the story at a place among such stories.
        draw: makes a page's bytes.
    """

    root: Path
    output: Path
    now: datetime
    public: tuple[Rendered, ...]
    plan: Callable[[tuple[Rendered, ...], int], Page]
    draw: Callable[[Page], bytes]

    def __call__(self, changed: Path) -> bool:
        """Draw the page of the story whose `story.md` changed.

        Gives False when only a whole build can tell: a new story, another date, other files.

        Raises:
            ContentError: the story can't be read, with all its problems.
        """
        folder = str(changed.parent)
        place = next((n for n, each in enumerate(self.public) if each.story.place == folder), None)
        if place is None or changed.name != "story.md":
            return False
        before = self.public[place]
        story = read_story(folder, self.root)
        if not isinstance(story, Story):
            raise ContentError(story)
        if story.visibility(self.now) is not Visibility.PUBLIC or _files(story) != _files(before.story):
            return False
        wanted = texts_of(story)
        texts = dict(zip(wanted, render_all(list(wanted.values())), strict=True))
        after = replace(
            before,
            story=story,
            body=texts["body"],
            notes=texts.get("notes"),
            transcript=texts.get("transcript"),
        )
        page = self.plan((*self.public[:place], after, *self.public[place + 1 :]), place)
        write_atomically(self.output / page.path, self.draw(page))
        return True


def _files(story: Story) -> object:
    """Its date, and the files it shows: with others, its place or its pictures would be others, too."""
    front = story.front
    captions = [part.captions for part in (front.video, front.live) if part]
    photos = [(note.file, note.focus) for note in front.photos]
    return front.date, photos, captions, front.audio and front.audio.file
