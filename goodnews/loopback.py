"""Serving HTTP on this machine only, from a thread, while a block runs."""

import threading
from abc import ABC, abstractmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class LoopbackServer(ABC):
    """A server at `http://127.0.0.1:<port>/` until the block ends; what it answers is its children's to say.

    Args:
        port: the port, or 0 for one that is free.
    """

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._running: tuple[ThreadingHTTPServer, threading.Thread] | None = None

    @abstractmethod
    def handler(self) -> type[BaseHTTPRequestHandler]:
        """Make the class that answers requests."""

    @property
    def url(self) -> str:
        """The address, without a closing slash; empty before it is started and after it has ended."""
        return f"http://127.0.0.1:{self._running[0].server_address[1]}" if self._running else ""

    def __enter__(self) -> Self:
        server = ThreadingHTTPServer(("127.0.0.1", self._port), self.handler())
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        self._running = server, thread
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running:
            server, thread = self._running
            server.shutdown()
            thread.join()
            server.server_close()
        self._running = None
