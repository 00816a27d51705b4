"""A site on loopback for the readers to read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feeds.serving import FeedSite


@pytest.fixture
def site(tmp_path: Path) -> Iterator[FeedSite]:
    """An empty site, served."""
    folder = tmp_path / "site"
    folder.mkdir()
    with FeedSite(folder) as served:
        yield served
