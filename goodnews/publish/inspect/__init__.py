"""A last look at the built site before anyone can see it."""

from goodnews.publish.inspect.inspection import inspect_output
from goodnews.publish.inspect.lost import LiveCopy, read_live

__all__ = ["LiveCopy", "inspect_output", "read_live"]
