"""A story that was read, checked and rendered as one unit, and the row of the cache that it is kept as."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from goodnews.audio import Attachment, read_attachments
from goodnews.checks import OwnLink, check_story, check_unread, own_links
from goodnews.config import SiteConfig
from goodnews.markdown.body import Html
from goodnews.problems import Problem, Severity
from goodnews.rendered import render_texts
from goodnews.story import FrontMatter, LineNumbers, Story, StoryFolder, UnreadStory, name_of, read_story

BATCH = 25
"""Stories to load together: each takes four fifths of the time that it takes alone."""


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


def load_batch(folders: Sequence[StoryFolder], root: Path, config: SiteConfig) -> list[LoadedStory]:
    """Read some stories, then render all, then check all: a processor is quick at what it just did."""
    stories = [read_story(folder.path, root) for folder in folders]
    texts = [render_texts(story) if isinstance(story, Story) else {} for story in stories]
    return [_check(*each, root, config) for each in zip(stories, folders, texts, strict=True)]


def _check(
    story: Story | UnreadStory, folder: StoryFolder, rendered: dict[str, Html], root: Path, config: SiteConfig
) -> LoadedStory:
    photo_cache = root / ".cache" / "photos"
    if isinstance(story, UnreadStory):
        return LoadedStory(None, check_unread(story, folder.names, config, photo_cache))
    problems = check_story(story, folder.names, config, photo_cache, rendered)
    attachments, _problems = read_attachments(story)  # a rule has told of what is wrong with them
    # Only the checks need the outline; it is not kept.
    texts = {name: Html(text.html, text.placed) for name, text in rendered.items()}
    return LoadedStory(story, problems, texts, attachments, own_links(rendered.values(), config))


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
    return to_json(row)


def decode_story(row: bytes, folder: StoryFolder, root: Path) -> LoadedStory | None:
    """Read what `encode_story` wrote; None when it is anything else."""
    try:
        known = from_json(row)
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


def _problem(file: str, line: int, severity: str, code: str, message: str, hint: str) -> Problem:
    return Problem(file, line, Severity(severity), code, message, hint)
