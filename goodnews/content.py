"""The content of a project at one moment: each story read, checked and rendered as one unit.

What came of a story is kept as one row of the cache. The row's key is all that it depends on: the digests of
the files in the story's folder, and the settings; the code is the version of the whole cache. So a row is
right or it is not found, on any machine.
"""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from goodnews.audio import Attachment, read_attachments
from goodnews.cache import SqliteCache
from goodnews.checks import (
    CollectionContext,
    OwnLink,
    check_story,
    check_together,
    check_unread,
    own_links,
)
from goodnews.config import SiteConfig
from goodnews.files import DirectorySnapshot, is_racy
from goodnews.markdown.body import Html, render
from goodnews.parallel import parallel_map
from goodnews.problems import ContentError, Problem, Severity, raise_for_errors
from goodnews.rendered import texts_of
from goodnews.site.static_pages import INTRODUCED, StaticPage, parse_introduction, parse_page
from goodnews.story import (
    LONDON,
    FrontMatter,
    LineNumbers,
    Story,
    StoryCollection,
    StoryFolder,
    Visibility,
    decode,
    name_of,
    read_story,
    shown_on,
)
from goodnews.terminal import Progress

STORIES_AT_A_TIME = 25
UNPUBLISHED = (Visibility.DRAFT, Visibility.EMBARGOED)


class LoadedStory(NamedTuple):
    """A story that was read, checked and rendered.

    Attributes:
        story: the story; None when it can't be read.
        problems: all that was found, whatever the day.
        texts: its `body`, and its `notes` and `transcript` if it has them, as HTML.
        attachments: its sounds and captions, by the name the front matter calls them.
        links: where its texts lead on this site.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, Html] = {}
    attachments: Mapping[str, Attachment] = {}
    links: tuple[OwnLink, ...] = ()


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
    settings = _digest(config)
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
    with progress("Stories", len(new)) as on_done:
        load = partial(_load_row, root=root, config=config)
        for folder, row in zip(new, parallel_map(load, new, STORIES_AT_A_TIME, on_done), strict=True):
            story = decode_story(row, folder, root)
            if story is None:
                raise ValueError(f"{folder.key} does not come back as it was kept")
            loaded[folder.key] = story
            if _may_be_kept(story, folder):
                used[folder.key] = keys[folder.key] + row
    cache.replace("story", used)
    return loaded


def load_story(folder: StoryFolder, root: Path, config: SiteConfig) -> LoadedStory:
    """Read, check and render one story."""
    story = read_story(folder.path, root)
    if not isinstance(story, Story):
        return LoadedStory(None, (*story, *check_unread(folder, story, config)))
    rendered = {name: render(text) for name, text in texts_of(story).items()}
    problems = check_story(story, folder.names, config, root / ".cache" / "photos", rendered)
    attachments, _problems = read_attachments(story)  # a rule has told of what is wrong with them
    # Only the checks need the outline; it is not kept.
    texts = {name: Html(text.html, text.placed) for name, text in rendered.items()}
    return LoadedStory(story, problems, texts, attachments, own_links(rendered.values(), config))


def load_pages(content: Path, root: Path, config: SiteConfig, cache: SqliteCache) -> tuple[StaticPage, ...]:
    """Read the static pages, `pages/*.md`, in order of name, then what terms say, `tags/*.md` and the like.

    Raises:
        ContentError: with the problems of all of them.
    """
    kind = f"page {config.site_url}"
    rows, used = cache.entries(kind), dict[str, bytes]()
    pages: list[StaticPage] = []
    problems: list[Problem] = []
    folders = ("pages", *INTRODUCED)
    for path in [path for folder in folders for path in sorted((content / folder).glob("*.md"))]:
        file, data = path.relative_to(root).as_posix(), path.read_bytes()
        key = hashlib.sha256(f"{file} {_digest(config)}\n".encode() + data).hexdigest()
        try:
            page = _decode_page(rows.get(key)) or _parse_page(data, file, config)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            pages.append(page)
            row = asdict(page) | {"source": (page.source.html, page.source.placed)}
            used[key] = json.dumps(row, ensure_ascii=False).encode()
    cache.replace(kind, used)
    if problems:
        raise ContentError(problems)
    return tuple(pages)


def encode_story(loaded: LoadedStory) -> bytes:
    """Write down what came of a story; its front matter is held to the same model when it comes back."""
    row: dict[str, Any] = {"problems": loaded.problems}
    if story := loaded.story:
        row |= {
            "digest": story.digest,
            "meta": story.meta.model_dump_json(by_alias=True, exclude_defaults=True),
            "body": story.body,
            "body_line": story.body_line,
            "lines": [[*path, line] for path, line in story.lines.at.items()],
            "texts": {name: (body.html, body.placed) for name, body in loaded.texts.items()},
            "attachments": {
                name: (file.name, file.type, file.size, file.path.name, file.seconds)
                for name, file in loaded.attachments.items()
            },
            "links": loaded.links,
        }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def decode_story(row: bytes, folder: StoryFolder, root: Path) -> LoadedStory | None:
    """Read what `encode_story` wrote; None when it is anything else."""
    try:
        known = json.loads(row)
        problems = tuple(_problem(*values) for values in known["problems"])
        if "digest" not in known:
            return LoadedStory(None, problems)
        story = Story(
            path=folder.path,
            file=f"{name_of(folder.path, root)}/story.md",
            key=folder.key,
            meta=FrontMatter.model_validate_json(known["meta"]),
            body=known["body"],
            body_line=known["body_line"],
            lines=LineNumbers({tuple(path): line for *path, line in known["lines"]}),
            digest=known["digest"],
        )
        texts = {name: Html(html, tuple(placed)) for name, (html, placed) in known["texts"].items()}
        attachments = {
            name: Attachment(published, kind, size, story.folder / file, seconds)
            for name, (published, kind, size, file, seconds) in known["attachments"].items()
        }
        links = tuple(OwnLink(*link) for link in known["links"])
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return LoadedStory(story, problems, texts, attachments, links)


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


def _problem(file: str, line: int, severity: str, code: str, message: str, hint: str) -> Problem:
    return Problem(file, line, Severity(severity), code, message, hint)


def _load_row(folder: StoryFolder, root: Path, config: SiteConfig) -> bytes:
    return encode_story(load_story(folder, root, config))


def _may_be_kept(loaded: LoadedStory, folder: StoryFolder) -> bool:
    """Whether a story may wait in a cache: not if it was taken back, nor if it was saved just now."""
    story = loaded.story
    return not story or (not story.meta.withdrawn and story.digest == folder.digests.get("story.md"))


def _digest(config: SiteConfig) -> str:
    return hashlib.sha256(config.model_dump_json().encode()).hexdigest()


def _parse_page(data: bytes, file: str, config: SiteConfig) -> StaticPage:
    text = decode(data, file)
    if isinstance(text, Problem):
        raise ContentError([text])
    parse = parse_page if file.startswith("content/pages/") else parse_introduction
    return parse(text, file, config)


def _decode_page(row: bytes | None) -> StaticPage | None:
    try:
        fields = json.loads(row or b"")
        html, placed = fields.pop("source")
        return StaticPage(**fields, source=Html(html, tuple(placed)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
