"""The content of a project at one moment: each story read, checked and rendered as one unit.

What came of a story is kept as one row of the cache. The row's key is all that it depends on: the digests of
the files in the story's folder, and the settings; the code is the version of the whole cache. So a row is
right or it is not found, on any machine.
"""

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from goodnews.cache import SqliteCache
from goodnews.checks import CollectionContext, check_together
from goodnews.config import SiteConfig
from goodnews.files import DirectorySnapshot, is_racy
from goodnews.loaded import BATCH, LoadedStory, decode_story, encode_story, load_batch
from goodnews.parallel import in_batches, parallel_map
from goodnews.problems import Problem, raise_for_errors
from goodnews.site.static_pages import StaticPage
from goodnews.story import LONDON, Story, StoryCollection, StoryFolder, Visibility, shown_on
from goodnews.terminal import Progress

UNPUBLISHED = (Visibility.DRAFT, Visibility.EMBARGOED)


@dataclass(frozen=True)
class Content:
    """All content of a project at one moment.

    Attributes:
        root: the project's root.
        config: the settings it was checked with.
        now: the moment (aware).
        stories: every story, newest first.
        loaded: what came of each story, by its key.
        pages: the static pages.
        problems: all that was found, sorted.
        conversations: addresses of posts, by story identity and network.
        ledger: the newest commit of the announcer's ledger that is known.
        is_preview: whether drafts and stories to come are shown too, marked as such; for `serve` and the
            preview of a change alone, never for what is delivered.
    """

    root: Path
    config: SiteConfig
    now: datetime
    stories: StoryCollection
    loaded: Mapping[str, LoadedStory]
    pages: tuple[StaticPage, ...]
    problems: tuple[Problem, ...]
    conversations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ledger: str | None = None
    is_preview: bool = False

    @property
    def photo_cache(self) -> Path:
        """The folder of renditions and cards."""
        return self.root / ".cache" / "photos"

    def of(self, visibility: Visibility) -> list[Story]:
        """The stories of which the public may see so much, newest first."""
        return [story for story in self.stories.stories if story.visibility(self.now) is visibility]

    @property
    def shown(self) -> list[Story]:
        """The stories that have a page, newest first."""
        visible = {Visibility.PUBLIC, *(UNPUBLISHED if self.is_preview else ())}
        return [story for story in self.stories.stories if story.visibility(self.now) in visible]

    def raise_for_errors(self) -> None:
        """Go on only if there is nothing that has to be fixed first.

        Raises:
            ContentError: with that, and with all else that was found.
        """
        raise_for_errors(self.problems)


def digest_files(content: DirectorySnapshot, cache: SqliteCache) -> dict[str, str]:
    """SHA-256 of every plain file in the content folder, by its path in it.

    A file that stands as it was when it was read last is not read again.
    """
    rows = cache.entries("file")
    looked = time.time()
    digests: dict[str, str] = {}
    used: dict[str, bytes] = {}
    for path, stamp in content.stamps.items():
        if stamp is None:
            continue
        known, _, digest = rows.get(path, b"").decode().partition(" ")
        if known != stamp:
            try:
                with open(f"{content.root}/{path}", "rb") as file:  # noqa: PTH123 - one of thousands
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                continue  # whoever reads the file will say what is wrong with it
        digests[path] = digest
        if not is_racy(stamp, looked):
            used[path] = f"{stamp} {digest}".encode()
    cache.replace("file", used)
    return digests


def load_stories(
    folders: Sequence[StoryFolder],
    root: Path,
    config: SiteConfig,
    cache: SqliteCache,
    progress: Progress,
    before: Content | None = None,
) -> dict[str, LoadedStory]:
    """Read, check and render every story, or know from `before` or the cache what came of it; by its key."""
    at_hand = before if before and before.config == config else None
    rows, used = cache.entries("story"), dict[str, bytes]()
    loaded: dict[str, LoadedStory] = {}
    settings = config.digest
    keys = {folder.key: f"{folder.digest} {settings}\n".encode() for folder in folders}
    for folder in folders:
        row, key = rows.get(folder.key, b""), keys[folder.key]
        if not row.startswith(key):
            continue
        if at_hand and at_hand.stories.folders.get(folder.key) == folder:
            known = at_hand.loaded.get(folder.key)
        else:
            known = decode_story(row[len(key) :], folder, root)
        if known:
            loaded[folder.key], used[folder.key] = known, row
    new = [folder for folder in folders if folder.key not in loaded]
    load, batches = partial(_load_rows, root=root, config=config), in_batches(new, BATCH)
    with progress("Stories", len(new)) as on_done:
        for folder, row in zip(new, chain.from_iterable(parallel_map(load, batches, 1)), strict=True):
            story = decode_story(row, folder, root)
            if story is None:
                raise ValueError(f"{folder.key} does not come back as it was kept")
            loaded[folder.key] = story
            if _may_be_kept(story, folder):
                used[folder.key] = keys[folder.key] + row
            on_done()
    cache.replace("story", used)
    return loaded


def check_loaded(
    stories: StoryCollection, loaded: Mapping[str, LoadedStory], config: SiteConfig, now: datetime
) -> list[Problem]:
    """All that was found in loaded stories, alone and together."""
    problems = {key: story.problems for key, story in loaded.items()}
    links = {key: story.links for key, story in loaded.items() if story.links}
    return [*stories.problems, *check_together(CollectionContext(stories, config, now, links), problems)]


def shown(stories: StoryCollection, now: datetime) -> StoryCollection:
    """The stories as they may be shown today: without photos whose consent ended, and the like."""
    today = now.astimezone(LONDON).date()
    return replace(stories, stories=tuple(shown_on(story, today) for story in stories.stories))


def _load_rows(folders: Sequence[StoryFolder], root: Path, config: SiteConfig) -> list[bytes]:
    return [encode_story(loaded) for loaded in load_batch(folders, root, config)]


def _may_be_kept(loaded: LoadedStory, folder: StoryFolder) -> bool:
    """Whether a story may wait in a cache: not if it was taken back, nor if it was saved just now."""
    story = loaded.story
    return not story or (not story.meta.withdrawn and story.digest == folder.digests.get("story.md"))
