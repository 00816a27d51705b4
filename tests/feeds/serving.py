"""A site's feeds on a real web server on this machine, which remembers what it answered."""

import os
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path

from goodnews.feeds.plan import plan_feeds
from goodnews.files import write_atomically
from goodnews.http_server import FolderHandler, LocalServer
from goodnews.rendered import RenderedStory
from goodnews.story import Story
from tests.feeds.making import make_config


class Handler(FolderHandler):
    answers: list[tuple[str, int]]

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del size
        self.answers.append((self.path, HTTPStatus(int(code))))


class FeedSite(LocalServer):
    """Serves a folder with `Last-Modified` and 304, and publishes feeds into it.

    `answers` holds the path and status of every request so far.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: list[tuple[str, int]] = []
        super().__init__(Handler, folder=folder, answers=self.answers)

    def publish(
        self, public: Sequence[RenderedStory], withdrawn: Sequence[Story] = (), **settings: object
    ) -> list[str]:
        """Write the site's feeds; give the paths of those that changed."""
        config = make_config(**({"SITEURL": self.url} | settings))
        files = list(plan_feeds(public, withdrawn, config))
        return [file.path for file in files if write_atomically(self.folder / file.path, file.render())]

    def age(self) -> None:
        """Let five seconds pass: HTTP's dates have whole seconds, and a real edit comes later than that."""
        for path in self.folder.rglob("feed*.*"):
            moment = path.stat().st_mtime + 5
            os.utime(path, (moment, moment))
