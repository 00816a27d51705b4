"""A site's feeds on a real web server on this machine, which remembers what it answered."""

import functools
import http.server
import os
import threading
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from goodnews.feeds import plan_feeds
from goodnews.files import write_atomically
from goodnews.rendered import Rendered
from goodnews.story import Story
from tests.feeds.making import make_trust


class FeedSite:
    """Serves a folder with `Last-Modified` and 304, and publishes feeds into it.

    `answers` holds the path and status of every request so far.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: list[tuple[str, int]] = []
        answers = self.answers

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                del size
                answers.append((self.path, HTTPStatus(int(code))))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                pass

        self._server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
        )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The site's address, without a slash."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def publish(
        self, public: Sequence[Rendered], withdrawn: Sequence[Story] = (), **settings: object
    ) -> list[str]:
        """Write the site's feeds; give the paths of those that changed."""
        trust = make_trust(**({"SITEURL": self.url} | settings))
        files = list(plan_feeds(public, withdrawn, trust))
        return [file.path for file in files if write_atomically(self.folder / file.path, file.render())]

    def age(self) -> None:
        """Let five seconds pass: HTTP's dates have whole seconds, and a real edit comes later than that."""
        for path in self.folder.rglob("feed*.*"):
            moment = path.stat().st_mtime + 5
            os.utime(path, (moment, moment))
