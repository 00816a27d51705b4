"""The live preview: what is written shows in the browser as soon as it is saved, and problems as a page.

The script is added to what is served and is never in the output: the published site has none.
"""

import re
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup
from watchfiles import watch as watch_files

from goodnews.http_server import LOCAL_STYLE, FolderHandler, LocalServer
from goodnews.problems import Problem, by_file, summary
from goodnews.story import key_in

EVENTS = "/__preview/events"
PROBLEMS = "/__preview/problems"
SCRIPT_ADDRESS = "/__preview/refresh.js"
SCRIPT = """\
// Ask to be told about the next build; when it comes, load this page again where it was scrolled to.
const place = `preview-scroll ${location.pathname}`;
scrollTo(0, Number(sessionStorage.getItem(place) ?? 0));
const events = new EventSource("/__preview/events");
let first = null;
events.onmessage = (event) => {
  if (first === null) { first = event.data; return; }
  if (event.data !== first) { sessionStorage.setItem(place, String(scrollY)); location.reload(); }
};
"""
_TAG = f'<script src="{SCRIPT_ADDRESS}" defer></script>'.encode()
WAIT = 15.0
"""Seconds between two signs of life to a waiting browser."""
SETTLE = 20
"""Milliseconds without another change before a build: an editor saves in several steps."""
_ERROR_PAGE = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ summary }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ summary }}</h1>
<p>This page goes away by itself when you have saved the corrected file.
{% if is_built %}The <a href="/">other pages</a> can still be read.{% endif %}</p>
{% for file, problems in files.items() %}
<h2>{{ file }}</h2>
<ul>
{% for problem in problems %}
<li><strong>Line {{ problem.line }}:</strong> {{ problem.message }} {{ problem.hint }}</li>
{% endfor %}
</ul>
{% endfor %}
</body>
</html>
"""
_NOTICE = (
    '<div class="unpublished" lang="en-GB"><p class="panel"><strong>{}</strong> What is broken '
    'is left out until then. <a href="/__preview/problems">See what is wrong</a></p></div>'
)
"""What stands on top of each page while something is broken, as the mark of a draft does."""


class LiveReload:
    """Holds what is shown, and wakes up the browsers that wait for the next change.

    Its `number` goes up with each. Its `problems` hide what they are about, and all pages until these are
    built once (`is_built`).
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.number = 0
        self.problems: tuple[Problem, ...] = ()
        self.is_built = False
        self.is_over = False

    def show(self, problems: tuple[Problem, ...] = (), *, changed: bool = True) -> None:
        """Tell every browser that there is something new: a build that `changed` pages, or problems."""
        if not (changed or problems or self.problems or not self.number):
            return
        with self._changed:
            self.number, self.problems = self.number + 1, problems
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.is_over = True
            self._changed.notify_all()

    def wait_for_newer(self, number: int, seconds: float) -> int:
        """Wait until something newer than `number` is shown, or the time is over; gives its number."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_over or self.number > number, timeout=seconds)
            return self.number


@contextmanager
def preview_server(folder: Path, state: LiveReload, port: int = 0) -> Iterator[str]:
    """Serve a folder on loopback until the block ends; gives the address, without a closing slash.

    CommandError when the port is in use.
    """
    with LocalServer(_Handler, port=port, folder=folder, state=state) as server:
        try:
            yield server.url
        finally:
            state.end()


class _Handler(FolderHandler):
    state: LiveReload

    def do_GET(self) -> None:
        """Answer with the events, the script, the problems, or a file of the output."""
        path, problems = urlsplit(self.path).path, self.state.problems
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT_ADDRESS:
            self.reply(HTTPStatus.OK, SCRIPT.encode(), {"Content-Type": "text/javascript; charset=utf-8"})
        elif path == PROBLEMS and not problems:
            self.reply(HTTPStatus.FOUND, headers={"Location": "/"})
        elif problems and self._is_hidden(path, problems):
            page = _refreshing(_draw_problems(problems, is_built=self.state.is_built).encode())
            self.reply(HTTPStatus.SERVICE_UNAVAILABLE, page, {"Content-Type": "text/html; charset=utf-8"})
        else:
            super().do_GET()

    def content(self, file: Path) -> bytes:
        """A file, with the script and what is broken if it is a page."""
        data = file.read_bytes()
        if file.suffix != ".html":
            return data
        if problems := self.state.problems:
            notice = _NOTICE.format(summary(problems)).encode()
            data = re.sub(rb"<main\b[^>]*>", lambda main: main[0] + notice, data, count=1)
        return _refreshing(data)

    def _is_hidden(self, path: str, problems: Sequence[Problem]) -> bool:
        """Whether problems stand in a page's place: those of its story, or any while there is no page yet."""
        broken = tuple(f"/stories/{key_in(problem.file)}/" for problem in problems)
        is_theirs = path == PROBLEMS or f"{path}/".startswith(broken)
        return _is_page(path) and (is_theirs or not self.state.is_built)

    def reply(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Answer, so that the browser keeps nothing of it."""
        super().reply(status, body, {**(headers or {}), "Cache-Control": "no-store"})

    def _stream(self) -> None:
        """Server-sent events (WHATWG HTML, section 9.2): the number of what is shown, at each change."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        number = -1
        with suppress(OSError):  # the browser went away
            while not self.state.is_over:
                before, number = number, self.state.wait_for_newer(number, WAIT)
                is_news = number > before
                self.wfile.write(f"data: {number}\n\n".encode() if is_news else b": still here\n\n")
                self.wfile.flush()


def _draw_problems(problems: Sequence[Problem], *, is_built: bool) -> str:
    """Problems as a page, by their files; nothing of a file's text can be read as HTML."""
    template = Environment(autoescape=True).from_string(_ERROR_PAGE)
    style = Markup(LOCAL_STYLE)  # noqa: S704 - ours
    return template.render(summary=summary(problems), files=by_file(problems), style=style, is_built=is_built)


def _refreshing(page: bytes) -> bytes:
    """Add the script at the end of the head."""
    return page.replace(b"</head>", _TAG + b"</head>", 1)


def _is_page(path: str) -> bool:
    return path.endswith(("/", ".html")) or "." not in path.rsplit("/", 1)[-1]


def watch(folders: Collection[Path], stop: threading.Event) -> Iterator[set[str]]:
    """The paths below `folders` that were saved, each time that some were, until `stop` is set; first none.

    What is saved while one time's are worked on comes the next time.
    """
    changes = watch_files(
        *(folder for folder in folders if folder.exists()),
        debounce=SETTLE * 8,
        step=SETTLE,
        rust_timeout=SETTLE * 8,
        yield_on_timeout=True,
        stop_event=stop,
    )
    # The first turn comes as soon as the watch has begun.
    for number, change in enumerate(changes):
        if not number or change:
            yield {path for _, path in change}
