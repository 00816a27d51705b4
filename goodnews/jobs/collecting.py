"""Python's looking for garbage, put off while a task keeps nearly all that it makes."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keeping_everything(*, for_good: bool = False) -> Iterator[None]:
    """Collect no garbage meanwhile: nearly all that a build or a check makes is kept to its end.

    Looking through it for rings that nobody holds took two fifths of a build of ten thousand stories. When
    the process ends Python would do so once more, for nothing. A process that soon ends keeps it `for_good`:
    then nobody ever looks through it.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if wanted:
            gc.enable()
