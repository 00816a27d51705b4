"""A loopback server whose answers can be dropped, delayed to never, or replaced."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from goodnews.http_server import LocalServer, RequestHandler


class No(Exception):
    """A refusal: status and JSON."""

    def __init__(self, status: int, said: object) -> None:
        self.status = status
        self.said = said
        super().__init__(str(said))


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        fields = parse_qs(self.body.decode(), strict_parsing=True)
        return {name: values[0] for name, values in fields.items()}


@dataclass
class FakeServer(LocalServer):
    """Answers through `answer`; `trouble` maps "METHOD /path" to what goes wrong with it.

    A trouble is "drop before" (the request is thrown away), "drop after" (it is done, the answer is lost),
    a status (it is not done), "garbage" (it is done, the answer can't be read), "after 503", or any JSON,
    which is answered in place of what was asked for.
    """

    trouble: dict[str, str | int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(_Handler, server_of=self)

    def answer(self, request: Request) -> tuple[int, object]:
        raise NotImplementedError


class _Handler(RequestHandler):
    # A server that is not there any more must not answer on a connection that was kept open.
    protocol_version = "HTTP/1.0"
    server_of: FakeServer

    def _do(self) -> None:
        fake, parts = self.server_of, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(
            self.command,
            parts.path,
            parse_qs(parts.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()},
            body,
        )
        trouble = fake.trouble.get(f"{self.command} {parts.path}")
        if trouble == "drop before":
            self._hang_up()
            return
        if isinstance(trouble, int):
            self._say(trouble, {"error": "trouble", "message": "made up for the test"})
            return
        if str(trouble)[:1] in {"{", "[", '"', "n"}:
            self._say(200, str(trouble))
            return
        try:
            status, said = fake.answer(request)
        except No as no:
            status, said = no.status, no.said
        except Exception as error:  # noqa: BLE001 - a test must hear of it
            fake.wrong.append(f"{self.command} {self.path}: {error!r}")
            status, said = 500, {"error": repr(error)}
        if trouble == "drop after":
            self._hang_up()
        elif trouble == "after 503":
            self._say(503, {"error": "later"})
        elif trouble == "garbage":
            self._say(status, "<html>not what you think")
        else:
            self._say(status, said)

    do_GET = do_POST = do_DELETE = do_PUT = _do

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _say(self, status: int, said: object) -> None:
        body = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        self.reply(status, body, {"Content-Type": "application/json; charset=utf-8"})
