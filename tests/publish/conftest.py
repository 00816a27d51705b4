"""A small site to deliver, and a reader who clicks through it all the while."""

import json
import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Self
from urllib.parse import urljoin

import pytest
import requests

from tests.shared import read_files

Site = Mapping[str, str]
Built = Callable[[int], Path]


def page(build: str, body: str, style: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="build" content="{build}">'
        f'<title>A page</title><link rel="stylesheet" href="/theme/style.{style}.css"></head>'
        f"<body>{body}{'<p>Warm words.</p>' * 20}</body></html>"
    )


def a_site(number: int, *, build: str | None = None) -> dict[str, str]:
    """Site number N has its own style, story, photo, and a second list page when N is odd."""
    build = build or f"build{number:04d}"
    style, photo = f"{number:07d}a", f"{number:011d}a-640.jpg"
    story = f"stories/2026/story-{number}/"
    links = f'<a href="/{story}">Story</a> <a href="/about/">About</a>'
    links += '<a href="/page/2/">More</a>' if number % 2 else ""
    files = {
        "index.html": page(build, links, style),
        "about/index.html": page("", "About us", style),
        "404.html": page("", "Nothing here", style),
        f"{story}index.html": page("", f'<img src="/photos/{photo}" alt="A desk">', style),
        f"photos/{photo}": f"photo {number}",
        f"theme/style.{style}.css": "body { color: #123 }" * 20,
        "feed.xml": f"<rss><channel><link>/{story}</link></channel></rss>",
        "announce.json": json.dumps(
            {"version": 1, "build": build, "stories": [{"id": f"2026/story-{number}", "url": f"/{story}"}]}
        ),
    }
    if number % 2:
        files["page/2/index.html"] = page("", links, style)
    return files


def write_site(folder: Path, site: Site) -> Path:
    """Make `folder` hold exactly `site`."""
    for name in read_files(folder).keys() - site.keys():
        (folder / name).unlink()
    for name, text in site.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    return folder


def read_site(folder: Path) -> dict[str, str]:
    """Every file below `folder` with its text."""
    return {name: data.decode() for name, data in read_files(folder).items()}


def named_in(text: str) -> list[str]:
    """The addresses a page or a feed names."""
    return ["".join(pair) for pair in re.findall(r"""(?:href|src)="(/[^"]*)"|<link>(/[^<]*)</link>""", text)]


class Reader(threading.Thread):
    """Reads the home page and the feed, and follows every link, again and again until told to stop.

    It takes a breath after each round, and leaves the processor to what it watches.

    Somebody who holds a page asks for what it names at once: each answer but 200 is broken.
    """

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.broken: list[str] = []
        self.rounds = 0
        self._done = threading.Event()

    def run(self) -> None:
        with requests.Session() as session:
            while not self._done.wait(0.02):
                for start in ("/", "/feed.xml"):
                    self._follow(session, start)
                self.rounds += 1

    def _follow(self, session: requests.Session, start: str) -> None:
        seen, todo = {start}, [start]
        while todo:
            address = todo.pop()
            answer = session.get(urljoin(self.url, address), timeout=10)
            if answer.status_code != 200:
                self.broken.append(f"{answer.status_code} {address}")
            new = set(named_in(answer.text)) - seen
            seen |= new
            todo += new

    def wait_for_rounds(self, number: int) -> None:
        """Wait until it has clicked through the whole site a few times more."""
        target = self.rounds + number
        for _ in range(3000):
            if self.rounds >= target or not self.is_alive():
                return
            self._done.wait(0.01)

    def __enter__(self) -> Self:
        self.start()
        self.wait_for_rounds(1)
        return self

    def __exit__(self, *_: object) -> None:
        assert self.is_alive(), "the reader could not go on"
        self._done.set()
        self.join(timeout=30)


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Write site number N to the output folder and give the folder."""
    return lambda number: write_site(tmp_path / "output", a_site(number))
