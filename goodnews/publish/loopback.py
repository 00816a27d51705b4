"""A web server for this machine only: to rehearse with, and to test against."""

import contextlib
import http.server
from collections.abc import Callable, Mapping
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

from goodnews.file_types import content_type
from goodnews.loopback import LoopbackServer
from goodnews.publish.headers import loopback_headers

_HIDDEN = (".", "_headers")
HeadersFor = Callable[[str], Mapping[str, str]]


class LoopbackSite(LoopbackServer):
    """Serves a folder at `http://127.0.0.1:<free port>/` from a thread, until the block ends.

    The folder may be a link that is switched while it is served: every request looks again.
    It answers as a real host would: types, `index.html`, `404.html`, redirects to the closing
    slash, `ETag` and `Last-Modified` with 304, the security headers. Never a file outside the
    folder, whatever the address says, and never a listing.

    >>> with LoopbackSite(Path("public")) as site:  # doctest: +SKIP
    ...     requests.get(f"{site.url}/feed.xml")
    """

    def __init__(self, folder: Path, *, headers: HeadersFor = loopback_headers, port: int = 0) -> None:
        super().__init__(port)
        self.folder = folder
        self._headers = headers

    def handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        """Answer with the folder's files."""
        folder, headers = self.folder, self._headers

        class Handler(_Handler):
            site_folder = folder
            headers_for = staticmethod(headers)

        return Handler


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


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET and HEAD for one folder."""

    protocol_version = "HTTP/1.1"
    server_version = "loopback"
    sys_version = ""
    timeout = 30
    wbufsize = 1 << 16  # one packet for head and body, or the reader's system waits for the second
    site_folder: Path
    headers_for: HeadersFor

    def do_GET(self) -> None:
        """Answer with the file, a 304, a redirect, or the site's own 404 page."""
        path = urlsplit(self.path).path
        file = find_file(self.site_folder, path)
        if file is None:
            beside = None if path.endswith("/") else find_file(self.site_folder, f"{path}/")
            if beside and not path.startswith("//"):
                self._send(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": f"{path}/"})
            else:
                self._not_found()
            return
        try:
            data, facts = file.read_bytes(), file.stat()
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
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers)
        else:
            self._send(HTTPStatus.OK, data, headers)

    do_HEAD = do_GET  # noqa: N815 - the name http.server calls

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
        page = find_file(self.site_folder, "/404.html")
        body = page.read_bytes() if page else b"Not found\n"
        kind = "text/html; charset=utf-8" if page else "text/plain; charset=utf-8"
        self._send(HTTPStatus.NOT_FOUND, body, {"Content-Type": kind, **self.headers_for("404.html")})

    def _send(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Stay quiet: what the tasks print is for people."""
