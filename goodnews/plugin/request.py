"""What a build is asked for, and what it says it did."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from goodnews.hands import nothing
from goodnews.looking import Looking
from goodnews.progress import Progress, in_silence
from goodnews.story import Contents


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
        looking: a look at the output that was begun already.
        meanwhile: called here once, if at all, while other hands are busy.
        approve: asked before photos are prepared, which takes long, and before anything of the site is
            written; stops the build by raising something.
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
    glance: Callable[[], None] = nothing
    looking: Looking | None = None
    meanwhile: Callable[[], None] = nothing
    approve: Callable[[], None] = nothing
    whole: bool = False
    contents: Contents | None = None
