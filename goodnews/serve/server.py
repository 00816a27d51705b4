"""The preview's web server: the output, a line of script that refreshes it, and problems as a page.

The script is added to what is served and is never in the output: the published site has none.
"""

import http.server
import threading
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from goodnews.file_types import content_type
from goodnews.http_server import find_file
from goodnews.problems import CommandError
from goodnews.serve.error_page import draw_problems
from goodnews.serve.revision import LiveReload

EVENTS = "/__preview/events"
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


class PreviewServer:
    """Serves a folder on loopback from a thread, until the block ends."""

    def __init__(self, folder: Path, state: LiveReload, port: int = 0) -> None:
        closing = threading.Event()

        class Handler(_Handler):
            pass

        Handler.folder, Handler.state, Handler.closing = folder, state, closing
        try:
            self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        except OSError as error:
            raise CommandError(
                f"Port {port} is in use on this machine.",
                "Stop what uses it, or choose another: --port 8001.",
            ) from error
        self._server.daemon_threads = True
        self._closing = closing
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address, without a closing slash."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path
    state: LiveReload
    closing: threading.Event

    def do_GET(self) -> None:
        """Answer with the events, the script, the problems, or a file of the output."""
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._stream()
        elif path == SCRIPT_ADDRESS:
            self._send(HTTPStatus.OK, SCRIPT.encode(), "text/javascript; charset=utf-8")
        elif (problems := self.state.current.problems) and _is_page(path):
            page = draw_problems(problems).encode()
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _refreshing(page), "text/html; charset=utf-8")
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        beside = None if path.endswith("/") else find_file(self.folder, f"{path}/")
        if find_file(self.folder, path) is None and beside and not path.startswith("//"):
            self._send(HTTPStatus.FOUND, b"", "text/plain", Location=f"{path}/")
            return
        file = find_file(self.folder, path)
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or find_file(self.folder, "/404.html")
        data = file.read_bytes() if file else b"Not found"
        name = file.name if file else "missing.html"
        kind = content_type(unquote(name)) or "application/octet-stream"
        self._send(status, _refreshing(data) if kind.startswith("text/html") else data, kind)

    def _stream(self) -> None:
        """Server-sent events (WHATWG HTML, section 9.2): the number of what is shown, at each change."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number = -1
        try:
            while not self.closing.is_set():
                revision = self.state.wait_for_newer(number, WAIT)
                is_news = revision.number > number
                number = revision.number
                self.wfile.write(f"data: {number}\n\n".encode() if is_news else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            return  # the browser went away

    def _send(self, status: HTTPStatus, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Stay quiet: what the task prints is for people."""


def _refreshing(page: bytes) -> bytes:
    """Add the script at the end of the head."""
    return page.replace(b"</head>", _TAG + b"</head>", 1)


def _is_page(path: str) -> bool:
    return path.endswith(("/", ".html")) or "." not in path.rsplit("/", 1)[-1]
