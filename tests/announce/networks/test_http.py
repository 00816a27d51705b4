"""What a request without an answer means for a post: only what was certainly not sent is a no."""

import pytest
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError, ReadTimeoutError

from goodnews.announce.networks.http import Answer, HttpClient, error_message
from goodnews.announce.outcome import Refused, Unsure
from goodnews.announce.redaction import redact

errors = requests.exceptions
CLIENT = HttpClient(requests.Session(), ("planted-secret",))


def never_connected() -> Exception:
    reason = NewConnectionError(None, "refused")  # type: ignore[arg-type]
    return errors.ConnectionError(MaxRetryError(None, "/", reason))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (never_connected(), Refused),
        (errors.ConnectTimeout("too slow"), Refused),
        (errors.SSLError("CERTIFICATE_VERIFY_FAILED: self-signed"), Refused),
        (errors.SSLError("UNEXPECTED_EOF_WHILE_READING"), Unsure),
        (errors.ReadTimeout("too slow"), Unsure),
        (errors.ConnectionError("Connection aborted."), Unsure),
        (errors.ConnectionError(ReadTimeoutError(None, "/", "slow")), Unsure),  # type: ignore[arg-type]
        (errors.ChunkedEncodingError("cut off"), Unsure),
        (errors.TooManyRedirects("round and round"), Unsure),
        (errors.ProxyError("the proxy hung up"), Unsure),
    ],
)
def test_only_what_was_certainly_not_sent_is_a_no(error: requests.RequestException, meaning: type) -> None:
    assert isinstance(CLIENT.failed(error, "https://api.x.com/2/tweets"), meaning)


@pytest.mark.parametrize("status", [408, 409, 425, 500, 502, 503, 504, 599, 302, 100])
def test_a_status_that_proves_nothing_is_unsure(status: int) -> None:
    assert isinstance(CLIENT.classify(Answer(status, b"{}"), "X"), Unsure)


def test_what_a_server_says_is_passed_on_without_secrets() -> None:
    said = CLIENT.classify(Answer(400, b'{"detail": "bad planted-secret here"}'), "X")
    assert said.why == "X said no (400): bad [hidden] here"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"message": "m"}', "m"),
        (b'{"error": {"message": "m"}}', "m"),
        (b'{"errors": [{"message": "m"}]}', "m"),
        (b"", "no explanation"),
        (b"<html>", "<html>"),
        (b"[]", "[]"),
    ],
)
def test_the_sentence_is_found_wherever_it_stands(body: bytes, words: str) -> None:
    assert error_message(Answer(400, body)) == words


@pytest.mark.parametrize(
    "text",
    [
        "https://me:planted-secret@git.example/x",
        "Authorization: Bearer planted-secret-token",
        "Authorization: Basic cGxhbnRlZC1zZWNyZXQ=",
        'OAuth oauth_token="planted-secret", oauth_signature="abc"',
        "GET /me?access_token=planted-secret&x=1",
        "the key planted-secret, and again planted-secret",
    ],
)
def test_secrets_are_hidden_however_they_are_written(text: str) -> None:
    shown = redact(text, ("planted-secret",))
    assert "planted-secret" not in shown
    assert "cGxhbnRlZC1zZWNyZXQ" not in shown
