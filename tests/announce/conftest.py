from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.announce.stage import Stage, stage_in


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A made-up live site on loopback, with the practice network beside it."""
    with stage_in(tmp_path) as ready:
        yield ready
