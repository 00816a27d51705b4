"""What the photo tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goodnews.photos import PhotoJob, PhotoSet, prepare_photos


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """An empty folder for a story's photos."""
    folder = tmp_path / "story"
    folder.mkdir()
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where the renditions go."""
    return tmp_path / "cache"


Prepare = Callable[[str, bytes], PhotoSet]


@pytest.fixture
def prepare(story: Path, cache: Path) -> Prepare:
    """Hand a photo in and get its renditions."""

    def run(name: str, data: bytes) -> PhotoSet:
        path = story / name
        path.write_bytes(data)
        return prepare_photos([PhotoJob(path, "story.md", 3)], cache)[path]

    return run
