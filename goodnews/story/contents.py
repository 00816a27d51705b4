"""A content folder as one run sees it: looked at once, and its stories read once, by whoever asks first.

So what was checked is what is built, and no file is asked about twice.
"""

import time
from collections.abc import Callable
from pathlib import Path

from goodnews.standing import is_settled, look_around
from goodnews.story.library import Library
from goodnews.story.remembered import read_remembered, reading_recipe


class Contents:
    """The content of one project at one moment.

    Attributes:
        root: the project's root.
        tree: what stands in its content folder.
        settled: whether a change of any file since would show in its stamp.
        recipe: names the code that reads the stories.

    Args:
        root: the project's root.
        cache: where stories are kept between runs.
        content: the content folder, when it is not the project's own.
        clock: the time by which files are old, in seconds since 1970.
    """

    def __init__(
        self,
        root: Path,
        cache: Path,
        content: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.root = root
        looked = clock()
        self.tree = look_around(str(content or root / "content"))
        self.settled = is_settled(self.tree.stamps.values(), looked)
        self.recipe = reading_recipe()
        self._cache = cache
        self._library: Library | None = None

    def read(self, glance: Callable[[], None] = lambda: None) -> Library:
        """Every story, and what is wrong with those that can't be read; only what changed is parsed.

        `glance` is called again and again; it stops the reading by raising something.
        """
        if self._library is None:
            self._library = read_remembered(self.tree, self.root, self._cache, self.recipe, glance)
        return self._library
