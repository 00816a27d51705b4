"""The live preview: what is written shows in the browser as soon as it is saved."""

from goodnews.serve.server import LiveReload, preview_server
from goodnews.serve.watcher import watch

__all__ = ["LiveReload", "preview_server", "watch"]
