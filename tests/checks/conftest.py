"""A made-up Trust, and stories laid over a plain one."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from goodnews.checks.context import StoryContext
from goodnews.checks.folder import read_context
from goodnews.config import SiteConfig
from goodnews.problems import Problem
from goodnews.story import LONDON, Story, StoryCollection, read_stories
from tests.checking import check_stories
from tests.photos.specimens import encoded
from tests.trust import make_config

Write = Callable[..., Path]
Stories = Callable[[], StoryCollection]
Read = Callable[..., StoryContext]
Check = Callable[..., list[Problem]]
Codes = Callable[..., set[str]]
Found = Callable[[], list[tuple[str, int, str]]]

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)

PLAIN = {
    "title": "title: A night on Ward 7",
    "summary": "summary: What a night on the ward is really like.",
    "date": "date: 2026-11-20 07:45",
    "category": "category: People",
}
BODY = "The kettle goes on at six. By seven the day team is here."


def overlay(example: str) -> str:
    """A whole story file: the plain story's lines, with those of the example in their place."""
    meta, fence, body = example.partition("---\n")
    blocks = dict(PLAIN)
    name = ""
    for line in meta.splitlines():
        if line and not line.startswith((" ", "-")):
            name = line.split(":")[0]
            blocks[name] = line
        else:
            blocks[name] += f"\n{line}"
    return "---\n" + "\n".join(blocks.values()) + f"\n---\n{body if fence else BODY}\n"


CONFIG = make_config(
    TRUST_EDITOR=True,
    TRUST_REPOSITORY="merrowdale/stories",
    TRUST_PHONE="01632 960100",
    TRUST_ADDRESS="Merrowdale General, 1 Tarn Road, Merrowdale MD1 1AA",
    TRUST_CONFIDENTIAL_EMAIL="jo.guardian@merrowdale.example",
    TRUST_ACCESSIBILITY_REVIEWED=date(2026, 9, 1),
)


@pytest.fixture
def config() -> SiteConfig:
    return CONFIG


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A small real photo."""
    return encoded(Image.radial_gradient("L").resize((960, 640)), "JPEG", quality=40)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "stories").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def write(project: Path, jpeg: bytes) -> Write:
    """Write a story from an example, and every photo that it names; give its folder."""

    def write_story(example: str = "", key: str = "2026/a-night", photos: bool = True) -> Path:
        folder = project / "content" / "stories" / key
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "story.md").write_text(overlay(example), encoding="utf-8")
        for found in read_stories(project / "content", project).stories:
            for photo in found.meta.photos if photos and found.folder == folder else ():
                (folder / photo.file).write_bytes(jpeg)
        return folder

    return write_story


@pytest.fixture
def library(project: Path) -> Stories:
    return lambda: read_stories(project / "content", project)


@pytest.fixture
def context(write: Write, library: Stories, config: SiteConfig) -> Read:
    """What the rules see of an example."""

    def read(example: str = "", today: date = TODAY) -> StoryContext:
        write(example)
        found = library()
        assert not found.problems, found.problems
        story: Story = found.stories[0]
        return read_context(story, found.folders[story.key].names, config, today)

    return read


@pytest.fixture
def check(library: Stories, config: SiteConfig) -> Check:
    """All that is found in the stories that are written."""
    return lambda now=NOW: list(check_stories(library(), config, now))


@pytest.fixture
def codes(check: Check) -> Codes:
    """The codes of all that is found."""
    return lambda now=NOW: {problem.code for problem in check(now)}


@pytest.fixture
def found(check: Check) -> Found:
    """Where each problem is: (story, line, code)."""
    return lambda: [(problem.file.split("/")[-2], problem.line, problem.code) for problem in check()]
