"""Cards need the library that sets scripts from right to left, or with letters that join."""

import pytest

from tests.programs import needs


@pytest.fixture(autouse=True)
def fribidi() -> None:
    needs("libfribidi")
