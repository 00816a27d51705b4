"""Stories as strangers with bad intentions would send them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.config import SiteConfig
from goodnews.problems import Problem
from goodnews.story import read_stories
from tests.checking import check_stories
from tests.checks.conftest import CONFIG, NOW


@pytest.fixture(scope="session")
def config() -> SiteConfig:
    return CONFIG


@pytest.fixture
def check(tmp_path: Path, config: SiteConfig) -> Callable[[bytes], tuple[Problem, ...]]:
    """Read and check one story file, whatever is in it."""

    def check_bytes(data: bytes) -> tuple[Problem, ...]:
        folder = tmp_path / "content" / "stories" / "2026" / "a-night"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "story.md").write_bytes(data)
        return check_stories(read_stories(tmp_path / "content", tmp_path), config, NOW)

    return check_bytes
