"""A content folder as one run sees it: looked at once, and its stories read once, by whoever asks first.

So what was checked is what is built, and no file is asked about twice.
"""

import time
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from goodnews.hands import Errand, nothing
from goodnews.standing import Standing, is_settled, look_around
from goodnews.story.library import Library
from goodnews.story.remembered import STORIES, Remembered, reading_recipe


class Contents:
    """The content of one project at one moment.

    Attributes:
        root: the project's root.
        recipe: names the code that reads the stories.
        is_known: whether stories were read here before.

    Args:
        root: the project's root.
        cache: where stories are kept between runs.
        content: the content folder, when it is not the project's own.
        clock: the time by which files are old, in seconds since 1970.
        hands: with more than one, another looks at the folder until somebody asks what stands there.
    """

    def __init__(
        self,
        root: Path,
        cache: Path,
        content: Path | None = None,
        clock: Callable[[], float] = time.time,
        hands: int = 1,
    ) -> None:
        self.root = root
        self.recipe = reading_recipe()
        self.is_known = (cache / STORIES).is_file()
        self._looked = clock()
        self._look = Errand(partial(look_around, str(content or root / "content")), hands)
        self._cache = cache
        self._library: Library | None = None

    def is_looked_at(self, patience: float) -> bool:
        """Whether what stands in the content folder is known, or will be within so many seconds."""
        return self._look.is_done(patience)

    @cached_property
    def tree(self) -> Standing:
        """What stands in the content folder."""
        return self._look.answer()

    @cached_property
    def settled(self) -> bool:
        """Whether a change of any file since would show in its stamp."""
        return is_settled(self.tree.stamps.values(), self._looked)

    @cached_property
    def _remembered(self) -> Remembered:
        return Remembered(self.tree, self.root, self._cache, self.recipe)

    @property
    def new(self) -> int:
        """How many stories were written or written to since they were read last."""
        return len(self._remembered.new)

    def read(self, glance: Callable[[], None] = nothing, meanwhile: Callable[[], None] = nothing) -> Library:
        """Every story, and what is wrong with those that can't be read; only what changed is parsed.

        Args:
            glance: called again and again; it stops the reading by raising something.
            meanwhile: done here while other hands begin to read; not at all if everything was read before.
        """
        if self._library is None:
            self._library = self._remembered.read(glance, meanwhile)
            del self._remembered
        return self._library
