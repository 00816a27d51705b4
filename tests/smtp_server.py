"""A server to send mail by, over TLS: it takes a message from who has signed in, and keeps it."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .mail_server import PASSWORD, USER


@dataclass
class Outbox:
    """What was sent.

    Attributes:
        port: where the server listens.
        messages: each with its recipient.
        refuses: whether it refuses every message at its end.
    """

    port: int = 0
    messages: list[tuple[str, str]] = field(default_factory=list)
    refuses: bool = False


@contextmanager
def smtp_server(certificate: Path) -> Iterator[Outbox]:
    """A server while the block runs; its key lies beside its certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    outbox = Outbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            signed_in, to = False, ""
            self.say("220 localhost")
            while line := self.rfile.readline().decode().strip():
                command, _, rest = line.partition(" ")
                match command.upper():
                    case "EHLO":
                        self.say("250-localhost\r\n250 AUTH PLAIN")
                    case "AUTH":
                        given = base64.b64decode(rest.partition(" ")[2]).decode()
                        signed_in = given == f"\0{USER}\0{PASSWORD}"
                        self.say("235 Welcome" if signed_in else "535 Not you")
                    case "MAIL":
                        self.say("250 OK" if signed_in else "530 Sign in first")
                    case "RCPT":
                        to = rest.partition("<")[2].partition(">")[0]
                        self.say("250 OK")
                    case "DATA":
                        self.say("354 Go on")
                        words = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                        if not outbox.refuses:
                            outbox.messages.append((to, words))
                        self.say("554 No" if outbox.refuses else "250 OK")
                    case "QUIT":
                        self.say("221 Bye")
                        return
                    case _:
                        self.say("502 What?")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        outbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield outbox
        finally:
            server.shutdown()
            thread.join()
