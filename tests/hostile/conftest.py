"""Stories as strangers with bad intentions would send them."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from goodnews.config import SiteConfig
from goodnews.problems import Problem
from goodnews.story import LONDON, read_stories
from tests.checking import check_stories

NOW = datetime(2026, 11, 23, 9, tzinfo=LONDON)


@pytest.fixture(scope="session")
def config() -> SiteConfig:
    return SiteConfig.model_validate(
        {
            "SITENAME": "Show them ours",
            "SITEURL": "https://stories.merrowdale.example",
            "TRUST_NAME": "Merrowdale Hospitals NHS Trust",
            "TRUST_SHORT_NAME": "Merrowdale",
            "TRUST_STRAPLINE": "Good things, told by the people who do them.",
            "TRUST_ACCENT": "#005f6b",
            "TRUST_HOSPITALS": ("Merrowdale General",),
            "TRUST_CATEGORIES": ("People",),
            "TRUST_EMAIL": "stories@merrowdale.example",
            "TRUST_CONFIDENTIAL_EMAIL": "speakup@merrowdale.example",
            "TRUST_REMOVAL_EMAIL": "pictures@merrowdale.example",
            "TRUST_ACCESSIBILITY_REVIEWED": date(2026, 9, 1),
        }
    )


@pytest.fixture
def check(tmp_path: Path, config: SiteConfig) -> Callable[[bytes], tuple[Problem, ...]]:
    """Read and check one story file, whatever is in it."""

    def check_bytes(data: bytes) -> tuple[Problem, ...]:
        folder = tmp_path / "content" / "stories" / "2026" / "a-night"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "story.md").write_bytes(data)
        return check_stories(read_stories(tmp_path / "content", tmp_path), config, NOW)

    return check_bytes
