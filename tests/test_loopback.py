"""A server for this machine only, as long as a block runs."""

from http.server import BaseHTTPRequestHandler

import pytest
import requests

from goodnews.loopback import LoopbackServer


class Kettle(LoopbackServer):
    def handler(self) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(418)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler


def test_it_answers_until_the_block_ends_and_can_be_started_again() -> None:
    kettle = Kettle()
    for _ in range(2):
        assert kettle.url == ""
        with kettle as running:
            url = running.url
            assert url.startswith("http://127.0.0.1:")
            assert requests.get(url, timeout=5).status_code == 418
        with pytest.raises(requests.ConnectionError):
            requests.get(url, timeout=5)
    assert kettle.url == ""


def test_two_never_share_a_port() -> None:
    with Kettle() as one, Kettle() as two:
        assert one.url != two.url
        with pytest.raises(OSError, match="in use"), Kettle(int(one.url.rpartition(":")[2])):
            pass
