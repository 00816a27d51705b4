"""A site on loopback for the readers to read."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feeds.serving import FeedSite

# `reader` carries a copy of feedparser that needs a module it does not ask for; use the real one.
os.environ["READER_NO_VENDORED_FEEDPARSER"] = "1"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[FeedSite]:
    """An empty site, served."""
    folder = tmp_path / "site"
    folder.mkdir()
    with FeedSite(folder) as served:
        yield served
