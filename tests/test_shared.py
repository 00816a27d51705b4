"""What several test processes share is made once."""

import os
from pathlib import Path

import pytest

from tests.shared import made_once


def test_the_first_makes_it_and_the_others_find_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    makers: list[Path] = []
    name = f"shared-{os.getpid()}"
    one, two = (made_once(tmp_path_factory, name, makers.append) for _ in range(2))
    assert one == two
    assert makers == [one]
