"""The live preview: what is written shows in the browser as soon as it is saved."""

from goodnews.serve.revision import LiveReload
from goodnews.serve.server import PreviewServer
from goodnews.serve.watcher import watch

__all__ = ["LiveReload", "PreviewServer", "watch"]
