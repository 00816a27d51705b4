"""A story with an error is held up alone: it is left out, or shown as it last stood; all else goes out.

Only publishing does this. What people take back goes out whatever else is wrong with a story: a withdrawal
that stands in a file nobody can read, a photo that the newer words drop, a consent that they end.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from goodnews.content import Content, check_loaded, shown
from goodnews.files import read_file
from goodnews.history import STORIES, older_folders
from goodnews.loaded import LoadedStory, load_story
from goodnews.problems import Problem, Severity, in_order
from goodnews.rendered import texts_of
from goodnews.story import (
    WITHDRAWN,
    Depicts,
    FrontMatter,
    LineNumbers,
    PhotoNote,
    Story,
    StoryFolder,
    collect,
    key_in,
)

_PHOTO_WITHDRAWN = re.compile(r"(?<!\n)\bwithdrawn[ \t]*:", re.IGNORECASE)
_IDENTITY = re.compile(r"^id[ \t]*:[ \t]*[\"']?([\w/-]+)", re.MULTILINE)


@dataclass(frozen=True)
class HeldStory:
    """A story that is held up, and the first thing that is wrong with it.

    `consequence` is what readers see of it meanwhile, and what can be done.
    """

    key: str
    error: Problem
    consequence: str

    def as_problem(self) -> Problem:
        """The same as a problem, whose code is a title to show it by."""
        hint = f"{self.error.hint} {self.consequence}"
        return self.error._replace(code=f"{self.key} is held up", hint=hint)


@dataclass(frozen=True)
class OlderStory:
    """What stands in for a story, and how that is said."""

    folder: StoryFolder
    loaded: LoadedStory
    consequence: str

    @property
    def digest(self) -> str:
        """What tells it from other versions of the story."""
        return self.loaded.story.digest if self.loaded.story else ""


def hold_up_broken(
    content: Content, live: Collection[str], workspace: Path, unfit: Collection[str] = ()
) -> tuple[Content, tuple[HeldStory, ...]]:
    """Hold up each story with an error; what else has to be fixed stays among the problems.

    `live` are identities of the stories that the live site shows, or says were removed; `unfit` digests of
    stories that passed every check and can't be published all the same. Files out of git go into the
    workspace, which has to stand until the site is built. CommandError when the history of the stories is not
    here, and can't be fetched.
    """
    loaded, folders = dict(content.loaded), dict(content.stories.folders)
    stories = content.stories
    problems = [problem for problem in content.problems if _is_about_a_story(problem)]
    others = [problem for problem in content.problems if not _is_about_a_story(problem)]
    candidates: dict[str, Iterator[OlderStory]] = {}
    held: dict[str, HeldStory] = {}
    while broken := _broken(problems, loaded):
        for key, error in broken.items():
            versions = candidates.setdefault(key, _versions(key, content, live, workspace))
            older = next((version for version in versions if version.digest not in unfit), None)
            first = held[key].error if key in held else error
            held[key] = HeldStory(key, first, older.consequence if older else _left_out(key, content, live))
            loaded.pop(key, None)
            folders.pop(key, None)
            if older:
                loaded[key], folders[key] = older.loaded, older.folder
        # Another story may lead to one that is not there any more, or only be alone of its kind with it.
        collected = collect(known.story or known.problems for known in loaded.values())
        stories = replace(collected, static_pages=stories.static_pages, folders=folders)
        problems = check_loaded(stories, loaded, content.config, content.now)
    if held:
        stories = shown(stories, content.now)
        content = replace(content, stories=stories, loaded=loaded)
    problems = [_spared(problem, loaded) for problem in problems if key_in(problem.file) not in held]
    content = replace(content, problems=in_order([*others, *problems]))
    return content, tuple(held[key] for key in sorted(held))


def _is_about_a_story(problem: Problem) -> bool:
    return problem.file.startswith(f"{STORIES}/")


def _is_withdrawn(key: str, loaded: Mapping[str, LoadedStory]) -> bool:
    story = loaded[key].story if key in loaded else None
    return story is not None and story.meta.withdrawn is not None


def _broken(problems: list[Problem], loaded: Mapping[str, LoadedStory]) -> dict[str, Problem]:
    """The first error of each story that has one. A withdrawal is never held up."""
    broken: dict[str, Problem] = {}
    for problem in sorted(problems):
        key = key_in(problem.file)
        if problem.is_error and not _is_withdrawn(key, loaded):
            broken.setdefault(key, problem)
    return broken


def _spared(problem: Problem, loaded: Mapping[str, LoadedStory]) -> Problem:
    """An error of a withdrawn story stops nothing; it is still said."""
    is_spared = problem.is_error and _is_withdrawn(key_in(problem.file), loaded)
    return problem._replace(severity=Severity.WARNING) if is_spared else problem


def _left_out(key: str, content: Content, live: Collection[str]) -> str:
    if _identity(key, content) not in live:
        return "It is not live yet, and was left out."
    return "It was left out: git has no earlier version of it that passes today."


def _identity(key: str, content: Content) -> str:
    """What the story is known by, also when its file can't be read."""
    known = content.loaded.get(key)
    if known and known.story:
        return known.story.identity
    match = _IDENTITY.search(_text(key, content))
    return match[1] if match else key


def _text(key: str, content: Content) -> str:
    """The file of a story as it stands, whatever it holds."""
    folder = content.stories.folders.get(key)
    # A link out of the project has no digest, and is not opened.
    if folder is None or "story.md" not in folder.digests:
        return ""
    return read_file(f"{folder.path}/story.md").decode("utf-8", "replace").replace("\r\n", "\n")


def _versions(key: str, content: Content, live: Collection[str], workspace: Path) -> Iterator[OlderStory]:
    """What may stand in for a story that has an error, the best first; nothing for one that is not live."""
    identity, newest = _identity(key, content), content.loaded.get(key)
    if identity not in live or newest is None:
        return
    folder, text = content.stories.folders[key], _text(key, content)
    if newest.story is None and WITHDRAWN.search(text):
        yield _removed(folder, identity, text, content)
        return
    former = (identity,) if identity != key and identity not in content.loaded else ()
    for commit, day, older in older_folders(content.root, (key, *former), workspace):
        loaded = load_story(older, workspace / commit, content.config)
        if loaded.story is None:
            continue
        story = _without_dropped(loaded.story, older, newest.story, folder, text)
        if story.identity != identity:  # it was in another folder then
            story = replace(story, meta=story.meta.model_copy(update={"id": identity}))
        texts = {name: html for name, html in loaded.texts.items() if name in texts_of(story)}
        consequence = (
            f"The words of {day} (commit {commit[:8]}) are still live. To take them off as well: "
            f"./inv withdraw {key} --reason …"
        )
        yield OlderStory(older, loaded._replace(story=story, texts=texts), consequence)


def _removed(folder: StoryFolder, identity: str, text: str, content: Content) -> OlderStory:
    """The page that says that a story was removed, for a file of which only that can be read."""
    match = re.search(r"^withdrawn.*?(20\d\d-[01]\d-[0-3]\d)", text, re.MULTILINE | re.IGNORECASE)
    first_day = f"{folder.key[:4]}-01-01"
    fields = {
        "title": "Removed",
        "summary": "Removed",
        "date": first_day,
        "category": content.config.categories[0],
        "withdrawn": {"on": match[1] if match else first_day, "reason": "It can't be read"},
    } | ({"id": identity} if identity != folder.key else {})
    story = Story(
        path=folder.path,
        file=f"{STORIES}/{folder.key}/story.md",
        key=folder.key,
        meta=FrontMatter.model_validate(fields),
        body="",
        body_line=1,
        lines=LineNumbers(),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    consequence = "It has a line withdrawn:, so its page says that it was removed."
    return OlderStory(folder, LoadedStory(story, ()), consequence)


def _without_dropped(
    older: Story, older_folder: StoryFolder, newest: Story | None, folder: StoryFolder, text: str
) -> Story:
    """The older story without photos, voices and films that the newer one drops.

    A photo stays only when its very bytes are still in the folder, and the newer words still name it and end
    no consent. In doubt it goes.
    """
    still_there = {digest: name for name, digest in folder.digests.items()}

    def name_now(file: str) -> str | None:
        name = still_there.get(older_folder.digests.get(file, ""))
        return name if name and _is_named(name, text) else None

    def photo(note: PhotoNote) -> PhotoNote | None:
        name = name_now(note.file)
        if not name:
            return None
        if newest is None:
            return None if _PHOTO_WITHDRAWN.search(text) else note
        now = next((now for now in newest.meta.photos if now.file == name), None)
        if now is None or now.withdrawn or not _has_consent(now):
            return None
        return note.model_copy(update={"consent": now.consent, "shows": now.shows})

    meta, changes = older.meta, dict[str, object]()
    changes["photos"] = tuple(note for note in map(photo, meta.photos) if note)
    if meta.audio and not name_now(meta.audio.file):
        changes["audio"] = None
    if video := meta.video:
        is_there = video.url in text if video.url else name_now(video.file or "")
        changes["video"] = video if is_there else None
    if meta.bsl and meta.bsl.url not in text:
        changes["bsl"] = None
    if meta.live and meta.live.recording and meta.live.recording not in text:
        changes["live"] = meta.live.model_copy(update={"recording": None})
    meta = meta.model_copy(update=changes)
    digest = hashlib.sha256(f"{older.digest} {meta.model_dump_json()}".encode()).hexdigest()
    return replace(older, meta=meta, digest=digest)


def _is_named(file: str, text: str) -> bool:
    """Whether a text names a file, as loosely as it may: capitals and the ending do not count."""
    stem = re.escape(file.rpartition(".")[0])
    return re.search(rf"(?<![\w.-]){stem}\.\w", text, re.IGNORECASE) is not None


def _has_consent(note: PhotoNote) -> bool:
    if not note.shows.needs_consent:
        return True
    return note.consent is not None and (note.shows is not Depicts.CHILDREN or bool(note.consent.guardian))
