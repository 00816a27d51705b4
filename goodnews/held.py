"""A story with an error is held up alone: it is left out, or shown as it last stood; all else goes out.

Only publishing does this. What people take back goes out whatever else is wrong with a story: a withdrawal
that stands in a file nobody can read, a photo that the newer words drop, a consent that they end.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from goodnews.content import Content, check_loaded, shown
from goodnews.files import read_file
from goodnews.held_pages import Version, hold_up_broken_pages
from goodnews.history import STORIES, older_folders
from goodnews.loaded import LoadedStory, load_batch
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


class StandIn(NamedTuple):
    """What readers get of a story that is held up, and how that is said."""

    folder: StoryFolder
    loaded: LoadedStory
    consequence: str


def hold_up_broken(
    content: Content, live: Collection[str], workspace: Path, unfit: Mapping[Version, Problem]
) -> tuple[Content, tuple[Problem, ...]]:
    """Hold up each story with an error; what else has to be fixed stays among the problems.

    Gives the content without these errors, and for each story that is held up its first one, under a code
    that is a title to show it by.

    `live` are identities of the stories that the live site shows, or says were removed; `unfit` says of
    versions that passed every check why they can't be published all the same. Files out of git go into the
    workspace, which has to stand until the site is built. CommandError when the history of the stories is
    not here, and can't be fetched.
    """
    versions: dict[str, Iterator[StandIn]] = {}
    stand_ins: dict[str, StandIn | None] = {}
    errors: dict[str, Problem] = {}
    sound = content
    while broken := _broken(sound, unfit):
        for key, error in broken.items():
            errors.setdefault(key, error)
            versions.setdefault(key, _versions(key, content, live, workspace))
            stand_ins[key] = next(versions[key], None)
        sound = _with_stand_ins(content, stand_ins)
    problems = [
        _spared(problem, sound.loaded)
        for problem in sound.problems
        # A stray `content/stories/pelicanconf.py` must not hold up what is wrong with the settings.
        if not (_is_about_a_story(problem) and key_in(problem.file) in stand_ins)
    ]
    held = []
    for key, error in sorted(errors.items()):
        stand_in = stand_ins[key]
        consequence = stand_in.consequence if stand_in else _left_out(key, content, live)
        held.append(error._replace(code=f"{key} is held up", hint=f"{error.hint} {consequence}"))
    return replace(sound, problems=in_order(problems)), tuple(held)


def leave_out_broken(content: Content) -> Content:
    """Leave out each story with an error, as if none of them were live; a page stands as it last did."""
    sound, _held = hold_up_broken(content, frozenset(), content.root, {})
    return hold_up_broken_pages(sound, {})[0]


def version_of(story: Story) -> Version:
    """What tells it from all others."""
    return story.key, story.digest


def _with_stand_ins(content: Content, stand_ins: Mapping[str, StandIn | None]) -> Content:
    """The content with what stands in for some stories, and checked again.

    Another story may lead to one that is not there any more, or only be alone of its kind with it.
    """
    loaded, folders = dict(content.loaded), dict(content.stories.folders)
    for key, stand_in in stand_ins.items():
        loaded.pop(key, None)
        folders.pop(key, None)
        if stand_in:
            loaded[key], folders[key] = stand_in.loaded, stand_in.folder
    collected = collect(known.story or known.problems for known in loaded.values())
    stories = replace(collected, static_pages=content.stories.static_pages, folders=folders)
    others = [problem for problem in content.problems if not _is_about_a_story(problem)]
    problems = (*others, *check_loaded(stories, loaded, content.config, content.now))
    return replace(content, stories=shown(stories, content.now), loaded=loaded, problems=problems)


def _is_about_a_story(problem: Problem) -> bool:
    return problem.file.startswith(f"{STORIES}/")


def _is_withdrawn(key: str, loaded: Mapping[str, LoadedStory]) -> bool:
    story = loaded[key].story if key in loaded else None
    return story is not None and story.meta.withdrawn is not None


def _broken(content: Content, unfit: Mapping[Version, Problem]) -> dict[str, Problem]:
    """The first error of each story that has one. A withdrawal is never held up."""
    errors = [problem for problem in content.problems if problem.is_error and _is_about_a_story(problem)]
    stories = [loaded.story for loaded in content.loaded.values() if loaded.story]
    errors += [unfit[version] for version in map(version_of, stories) if version in unfit]
    broken: dict[str, Problem] = {}
    for error in sorted(errors):
        key = key_in(error.file)
        if not _is_withdrawn(key, content.loaded):
            broken.setdefault(key, error)
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


def _versions(key: str, content: Content, live: Collection[str], workspace: Path) -> Iterator[StandIn]:
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
        (loaded,) = load_batch([older], workspace / commit, content.config)
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
        yield StandIn(older, loaded._replace(story=story, texts=texts), consequence)


def _removed(folder: StoryFolder, identity: str, text: str, content: Content) -> StandIn:
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
    return StandIn(folder, LoadedStory(story, ()), consequence)


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
