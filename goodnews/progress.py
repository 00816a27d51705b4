"""How long work is shown while it goes on."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Given a label and a total, a context whose value is called once for each step."""


@contextmanager
def in_silence(_label: str, _total: int) -> Iterator[Callable[[], None]]:
    """Show no progress."""
    yield lambda: None
