"""What a request without an answer means for a post: only what was certainly not sent is a no."""

import pytest
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError, ReadTimeoutError

from goodnews.announce.network import OutcomeUnknown, Rejected
from goodnews.announce.networks.http import HttpClient, Response, classify, classify_failure, error_message
from goodnews.announce.report import redact

errors = requests.exceptions


def never_connected() -> Exception:
    reason = NewConnectionError(None, "refused")  # type: ignore[arg-type]
    return errors.ConnectionError(MaxRetryError(None, "/", reason))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (never_connected(), Rejected),
        (errors.ConnectTimeout("too slow"), Rejected),
        (errors.SSLError("CERTIFICATE_VERIFY_FAILED: self-signed"), Rejected),
        (errors.SSLError("UNEXPECTED_EOF_WHILE_READING"), OutcomeUnknown),
        (errors.ReadTimeout("too slow"), OutcomeUnknown),
        (errors.ConnectionError("Connection aborted."), OutcomeUnknown),
        (errors.ConnectionError(ReadTimeoutError(None, "/", "slow")), OutcomeUnknown),  # type: ignore[arg-type]
        (errors.ChunkedEncodingError("cut off"), OutcomeUnknown),
        (errors.TooManyRedirects("round and round"), OutcomeUnknown),
        (errors.ProxyError("the proxy hung up"), OutcomeUnknown),
    ],
)
def test_only_what_was_certainly_not_sent_is_a_no(error: requests.RequestException, meaning: type) -> None:
    assert isinstance(classify_failure(error, "https://api.x.com/2/tweets"), meaning)


@pytest.mark.parametrize("status", [408, 409, 425, 500, 502, 503, 504, 599, 302, 100])
def test_a_status_that_proves_nothing_leaves_the_outcome_unknown(status: int) -> None:
    assert isinstance(classify(status, "", "X"), OutcomeUnknown)


def test_what_breaks_while_an_answer_is_read_leaves_the_outcome_unknown() -> None:
    class Broken(requests.Session):
        def request(self, *_: object, **__: object) -> requests.Response:
            raise MemoryError

    with pytest.raises(OutcomeUnknown, match="The connection broke: MemoryError"):
        HttpClient(Broken()).request("GET", "https://api.x.com/")


def test_what_is_shown_is_one_line_without_secrets() -> None:
    assert HttpClient(requests.Session(), ("planted-secret",)).redact("bad\nplanted-secret") == "bad [hidden]"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"message": "m"}', "m"),
        (b'{"error": {"message": "m"}}', "m"),
        (b'{"errors": [{"message": "m"}]}', "m"),
        (b"", "no explanation"),
        (b"<html>", "<html>"),
        (b"[]", "[]"),
        (b'{"errors": [], "title": "t"}', "t"),
    ],
)
def test_the_sentence_is_found_wherever_it_stands(body: bytes, words: str) -> None:
    assert error_message(Response(400, body)) == words


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
