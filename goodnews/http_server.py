"""A web server for this machine only: previews, rehearsals, the practice network, and tests."""

import contextlib
import socket
import sys
import threading
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from goodnews.file_types import content_type
from goodnews.files import WINDOWS
from goodnews.problems import CommandError

_HIDDEN = (".", "_headers")

LOCAL_STYLE = """
:root { color-scheme: light dark; --paper: #fbf8f3; --ink: #1f1b16; --soft: #474039; --a: #00616b }
@media (prefers-color-scheme: dark) {
  :root { --paper: #171512; --ink: #f4eee5; --soft: #d0c7ba; --a: #32bac8 }
}
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; font: 1.125rem/1.55 system-ui, sans-serif;
       color: var(--ink); background: var(--paper); overflow-wrap: anywhere }
h1, h2 { font-family: Newsreader, Georgia, serif; line-height: 1.15; letter-spacing: -.01em }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
a { color: var(--a) }
small { color: var(--soft) }
li { margin: .75rem 0 }
article { padding: 1rem 0; border-top: .25rem solid var(--a) }
img { display: block; max-width: 100%; height: auto; border-radius: .5rem }
"""
"""How a page looks that this machine alone shows: the site's own paper, ink and type."""


class RequestHandler(BaseHTTPRequestHandler):
    """Answers one connection. What a request needs to know is an attribute, given to the server."""

    protocol_version = "HTTP/1.1"
    server_version = "loopback"
    sys_version = ""
    timeout = 30
    wbufsize = 1 << 16  # one packet for head and body, or the reader's system waits for the second

    def reply(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Answer with a whole body, whose length is said."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Stay quiet: what the tasks print is for people."""


class _Server(ThreadingHTTPServer):
    """Says so when its port is in use: with this allowed, Windows lets two servers have one port."""

    allow_reuse_address = not WINDOWS
    daemon_threads = True

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """Say what went wrong in an answer; a reader who went away in the middle of it is nothing wrong."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class LocalServer:
    """A server at `http://127.0.0.1:<port>/`, from a thread, until the block ends.

    Port 0 is one that is free; `state` are attributes that the handler gets, shared by all requests.
    CommandError on entering, when the port is in use.
    """

    def __init__(self, handler: type[RequestHandler], *, port: int = 0, **state: object) -> None:
        self._handler = type(handler.__name__, (handler,), state)
        self._port = port
        self._running: tuple[ThreadingHTTPServer, threading.Thread] | None = None

    @property
    def url(self) -> str:
        """The address, without a closing slash; empty before it is started and after it has ended."""
        return f"http://127.0.0.1:{self._running[0].server_address[1]}" if self._running else ""

    def __enter__(self) -> Self:
        try:
            server = _Server(("127.0.0.1", self._port), self._handler)
        except OSError as error:
            raise CommandError(
                f"Port {self._port} is in use on this machine.",
                "Stop what uses it, or choose another: --port 8001.",
            ) from error
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        self._running = server, thread
        return self

    def __exit__(self, *_: object) -> None:
        if self._running:
            server, thread = self._running
            server.shutdown()
            thread.join()
            server.server_close()
        self._running = None


class FolderHandler(RequestHandler):
    """Serves a folder as a real host would.

    Types, `index.html`, `404.html`, redirects to the closing slash, `ETag` and `Last-Modified` with 304.
    Never a file outside the folder, whatever the address says, and never a listing. The folder may be a link
    that is switched while it is served: every request looks again. A child may answer more addresses before
    it calls `do_GET` here, and change what is sent of a file in `content`.
    """

    folder: Path

    @staticmethod
    def headers_for(_path: str) -> Mapping[str, str]:
        """What is said beside the type and the time."""
        return {}

    def content(self, file: Path) -> bytes:
        """What is sent of a file."""
        return file.read_bytes()

    def do_GET(self) -> None:
        """Answer with the file, a 304, a redirect, or the site's own 404 page."""
        path = urlsplit(self.path).path
        file = find_file(self.folder, path)
        if file is None:
            beside = None if path.endswith("/") else find_file(self.folder, f"{path}/")
            if beside and not path.startswith("//"):
                self.reply(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"{path}/"})
            else:
                self._not_found()
            return
        try:
            data, facts = self.content(file), file.stat()
        except OSError:  # gone since we looked
            self._not_found()
            return
        served = unquote(path).lstrip("/")
        served = f"{served}index.html" if not served or served.endswith("/") else served
        headers = {
            "Content-Type": content_type(served) or "application/octet-stream",
            "ETag": f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"',
            "Last-Modified": formatdate(facts.st_mtime, usegmt=True),
            **self.headers_for(served),
        }
        if self._is_fresh(headers["ETag"], facts.st_mtime):
            self.reply(HTTPStatus.NOT_MODIFIED, b"", headers)
        else:
            self.reply(HTTPStatus.OK, data, headers)

    do_HEAD = do_GET

    def _is_fresh(self, etag: str, modified: float) -> bool:
        """Whether the reader has these bytes already (RFC 9110, section 13): the tag outranks the date."""
        if tags := self.headers.get("If-None-Match"):
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return bool({"*", etag} & known)
        with contextlib.suppress(TypeError, ValueError):
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return int(modified) <= since.timestamp()
        return False

    def _not_found(self) -> None:
        page = find_file(self.folder, "/404.html")
        body = self.content(page) if page else b"Not found\n"
        kind = "text/html; charset=utf-8" if page else "text/plain; charset=utf-8"
        self.reply(HTTPStatus.NOT_FOUND, body, {"Content-Type": kind, **self.headers_for("404.html")})


def find_file(folder: Path, address: str) -> Path | None:
    """The file an address means, or None when there is none or it lies outside `folder`.

    Dot files, `_headers`, empty parts, backslashes and drive letters are refused before the disk is asked.
    """
    parts = unquote(urlsplit(address).path).split("/")[1:]
    *folders, last = parts or [""]
    names = [*folders, last or "index.html"]
    if any(not name or name.startswith(_HIDDEN) or any(c in name for c in "\\:\0") for name in names):
        return None
    base = folder.resolve()
    try:
        file = base.joinpath(*names).resolve()
        return file if file.is_relative_to(base) and file.is_file() else None
    except (OSError, ValueError):
        return None
