"""A last look at the built site before anyone can see it."""

from goodnews.publish.inspect.inspection import inspect_output
from goodnews.publish.inspect.regressions import SHRINKS, LiveCopy, read_live

__all__ = ["SHRINKS", "LiveCopy", "inspect_output", "read_live"]
