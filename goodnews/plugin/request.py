"""What a build is asked for, and what it says it did."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from goodnews.story import Contents

Progress = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Given a label and a total, a context whose value is called once for each step."""


@contextmanager
def in_silence(_label: str, _total: int) -> Iterator[Callable[[], None]]:
    """Show no progress."""
    yield lambda: None


@dataclass(frozen=True)
class BuildReport:
    """What one build did.

    Attributes:
        build: the build's name, from the bytes of its output: the same content gives the same name.
        output: the folder it is in.
        stories: how many are public.
        withdrawn: how many leave only a notice.
        waiting: how many are drafts or have a date still to come.
        pages: HTML files. photos: photos shown. feeds: feed files.
        changed: files whose bytes changed.
        reasons: for each page that was drawn anew, why; for `--explain`.
        gone: files that had no place any more.
        redraw: draws one story's page at once, for a preview; says whether it could.
    """

    build: str
    output: Path
    stories: int = 0
    withdrawn: int = 0
    waiting: int = 0
    pages: int = 0
    photos: int = 0
    feeds: int = 0
    changed: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    redraw: Callable[[Path], bool] = field(default=lambda _path: False, compare=False, repr=False)

    @property
    def written(self) -> int:
        """How many files changed."""
        return len(self.changed)

    @property
    def touches_stories(self) -> bool:
        """Whether any story's page was drawn again or removed."""
        return any(path.startswith("stories/") for path in (*self.reasons, *self.gone))


@dataclass(frozen=True)
class BuildRequest:
    """One build, as the task asks for it; travels in Pelican's settings as `GOODNEWS`.

    Attributes:
        root: the project's root, which problems name files from.
        cache: where renditions and fingerprints are kept between builds.
        now: the moment it is built for (aware); embargoes are judged by it.
        conversations: addresses of posts, by story identity and network.
        sweep: whether renditions that no public story needs are deleted from the cache.
        search: whether a search index stands in the output, which is somebody else's to make.
        progress: how long work is shown.
        clock: the time by which files are old, in seconds since 1970.
        glance: called often; whoever asked for the build stops it by raising something here.
        contents: what is built, if that was looked at already: then what was checked is what is built.
        whole: build even if nothing changed, for whoever needs what a build keeps in memory.
        done: told what was done.
    """

    root: Path
    cache: Path
    now: datetime
    done: Callable[[BuildReport], None]
    conversations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sweep: bool = False
    search: bool = False
    progress: Progress = in_silence
    clock: Callable[[], float] = time.time
    glance: Callable[[], None] = lambda: None
    whole: bool = False
    contents: Contents | None = None
