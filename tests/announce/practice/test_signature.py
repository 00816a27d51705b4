"""What our client signs is taken, and nothing that was changed on the way or afterwards."""

from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from goodnews.announce.networks.x import XKeys
from goodnews.announce.practice.server import SignatureVerifier

KEYS = XKeys("a-key", "a secret&", "a-token", "token/secret")


def signed(url: str, keys: XKeys = KEYS, **more: Any) -> requests.PreparedRequest:
    """A request as our client signs it."""
    auth = OAuth1(keys.key, keys.secret, keys.token, keys.token_secret, timestamp=more.pop("timestamp", None))
    return requests.Request(more.pop("method", "POST"), url, auth=auth, **more).prepare()


def is_valid(
    request: requests.PreparedRequest, verifier: SignatureVerifier | None = None, **more: Any
) -> bool:
    headers = {
        name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()
    }
    body = request.body or b""
    return (verifier or SignatureVerifier(KEYS)).is_valid(
        more.get("method", request.method),
        more.get("url", request.url),
        {**headers, **more.get("headers", {})},
        body.encode() if isinstance(body, str) else body,
    )


@pytest.mark.parametrize(
    ("url", "more"),
    [
        ("http://127.0.0.1:8080/2/tweets", {"json": {"text": "Hello & <goodbye>"}}),
        (
            "https://api.x.com/2/users/1/tweets?tweet.fields=entities&start_time=2026-11-23T09%3A00%3A00Z",
            {"method": "GET"},
        ),
        ("https://api.x.com/2/media/upload", {"files": {"media": ("a.jpg", b"\xff\xd8", "image/jpeg")}}),
        ("https://api.x.com/form", {"data": {"status": "Knackered, happy + proud ☃", "b": "a"}}),
        ("https://api.x.com/2/tweets/1", {"method": "DELETE"}),
    ],
)
def test_what_our_client_signs_is_taken_once(url: str, more: dict[str, Any]) -> None:
    request, verifier = signed(url, **more), SignatureVerifier(KEYS)
    assert is_valid(request, verifier)
    assert not is_valid(request, verifier)


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "https://api.x.com/2/tweets?x=1"},
        {"url": "http://api.x.com/2/tweets"},
        {"url": "https://api.y.com/2/tweets"},
        {"method": "PUT"},
        {"headers": {"Authorization": "Bearer abc"}},
        {"headers": {"Authorization": "OAuth nonsense"}},
        {"headers": {"Authorization": ""}},
        {"headers": {"Authorization": 'OAuth oauth_nonce="a"'}},
        {"headers": {"Authorization": 'OAuth oauth_nonce="a", oauth_nonce="b"'}},
    ],
)
def test_anything_changed_is_refused(changed: dict[str, Any]) -> None:
    assert not is_valid(signed("https://api.x.com/2/tweets", json={"text": "Hello"}), **changed)


@pytest.mark.parametrize(
    "keys",
    [
        XKeys("a-key", "another", "a-token", "token/secret"),
        XKeys("a-key", "a secret&", "a-token", "another"),
        XKeys("b-key", "a secret&", "a-token", "token/secret"),
        XKeys("a-key", "a secret&", "b-token", "token/secret"),
    ],
)
def test_other_keys_are_refused(keys: XKeys) -> None:
    assert not is_valid(signed("https://api.x.com/2/tweets", keys))


def test_what_was_signed_long_ago_is_refused() -> None:
    assert not is_valid(signed("https://api.x.com/2/tweets", timestamp="1318622958"))
