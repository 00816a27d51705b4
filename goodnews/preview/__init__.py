"""`./inv serve`: the site as it will be, refreshed while it is being written."""

from goodnews.preview.server import PreviewServer
from goodnews.preview.state import PreviewState
from goodnews.preview.watching import Preview, watch

__all__ = ["Preview", "PreviewServer", "PreviewState", "watch"]
