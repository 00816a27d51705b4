"""OAuth 1.0a against the examples of RFC 5849 and of X's own documentation, and against oauthlib."""

import base64
import time
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from goodnews.announce.practice.signature import BadSignature, base_string, percent, read_header, sign, verify

# RFC 5849, section 1.2: the three requests of the photo printing example.
RFC_KEY, RFC_SECRET = "dpf43f3p2l4k3l03", "kd94hf93k423kf44"


@pytest.mark.parametrize(
    ("method", "url", "parameters", "token_secret", "signature"),
    [
        (
            "POST",
            "https://photos.example.net/initiate",
            {
                "oauth_timestamp": "137131200",
                "oauth_nonce": "wIjqoS",
                "oauth_callback": "http://printer.example.com/ready",
            },
            "",
            "74KNZJeDHnMBp0EMJ9ZHt/XKycU=",
        ),
        (
            "POST",
            "https://photos.example.net/token",
            {
                "oauth_token": "hh5s93j4hdidpola",
                "oauth_timestamp": "137131201",
                "oauth_nonce": "walatlh",
                "oauth_verifier": "hfdp7dh39dks9884",
            },
            "hdhd0244k9j7ao03",
            "gKgrFCywp7rO0OXSjdot/IHF7IU=",
        ),
        (
            "GET",
            "http://photos.example.net/photos",
            {
                "oauth_token": "nnch734d00sl2jdk",
                "oauth_timestamp": "137131202",
                "oauth_nonce": "chapoH",
                "file": "vacation.jpg",
                "size": "original",
            },
            "pfkkdhi9sl3r4s00",
            "MdpQcU8iPSUjWoN/UDMsK2sui9I=",
        ),
    ],
)
def test_the_signatures_of_rfc_5849(
    method: str, url: str, parameters: dict[str, str], token_secret: str, signature: str
) -> None:
    usual = {"oauth_consumer_key": RFC_KEY, "oauth_signature_method": "HMAC-SHA1"}
    text = base_string(method, url, [*usual.items(), *parameters.items()])
    assert sign(text, RFC_SECRET, token_secret) == signature


def test_the_base_string_of_rfc_5849_section_3_4_1() -> None:
    parameters = [
        ("b5", "=%3D"),
        ("a3", "a"),
        ("c@", ""),
        ("a2", "r b"),
        ("oauth_consumer_key", "9djdj82h48djs9d2"),
        ("oauth_token", "kkk9d7dh3k39sjv7"),
        ("oauth_signature_method", "HMAC-SHA1"),
        ("oauth_timestamp", "137131201"),
        ("oauth_nonce", "7d8f3e4a"),
        ("c2", ""),
        ("a3", "2 q"),
    ]
    assert base_string("POST", "http://EXAMPLE.COM:80/request", parameters) == (
        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%25"
        "40%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method"
        "%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7"
    )


def test_the_signature_of_xs_own_documentation() -> None:
    parameters = {
        "status": "Hello Ladies + Gentlemen, a signed OAuth request!",
        "include_entities": "true",
        "oauth_consumer_key": "xvz1evFS4wEEPTGEFPHBog",
        "oauth_nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "1318622958",
        "oauth_token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "oauth_version": "1.0",
    }
    text = base_string("post", "https://api.twitter.com/1.1/statuses/update.json", parameters.items())
    signature = sign(
        text, "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw", "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"
    )
    assert signature == "hCtSmYh+iHYCEqBWrE7C7hYmtUk="


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("Ladies + Gentlemen", "Ladies%20%2B%20Gentlemen"),
        ("☃", "%E2%98%83"),
        ("-._~aZ09", "-._~aZ09"),
        ("*/", "%2A%2F"),
    ],
)
def test_percent_encoding_leaves_only_the_unreserved(text: str, encoded: str) -> None:
    assert percent(text) == encoded


KEYS = {("a-key", "a-token"): ("a secret&", "token/secret")}


def signed(url: str, **more: Any) -> requests.PreparedRequest:
    """A request as our client signs it, through oauthlib."""
    auth = OAuth1("a-key", "a secret&", "a-token", "token/secret")
    return requests.Request(more.pop("method", "POST"), url, auth=auth, **more).prepare()


def check(request: requests.PreparedRequest, **more: Any) -> None:
    headers = {
        name.lower(): value.decode() if isinstance(value, bytes) else value
        for name, value in request.headers.items()
    }
    body = request.body or b""
    verify(
        more.get("method", request.method),
        more.get("url", request.url),
        {**headers, **more.get("headers", {})},
        body.encode() if isinstance(body, str) else body,
        more.get("keys", KEYS),
        now=time.time() + more.get("now", 0),
        is_new=more.get("is_new", lambda _: True),
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
def test_what_our_client_signs_an_independent_verifier_takes(url: str, more: dict[str, Any]) -> None:
    check(signed(url, **more))


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"url": "https://api.x.com/2/tweets?x=1"}, "signature is wrong"),
        ({"url": "http://api.x.com/2/tweets"}, "signature is wrong"),
        ({"url": "https://api.y.com/2/tweets"}, "signature is wrong"),
        ({"method": "PUT"}, "signature is wrong"),
        ({"keys": {("a-key", "a-token"): ("a secret&", "another")}}, "signature is wrong"),
        ({"keys": {("a-key", "b-token"): ("a secret&", "token/secret")}}, "not known"),
        ({"now": 301}, "timestamp"),
        ({"now": -302}, "timestamp"),
        ({"is_new": lambda _: False}, "sent before"),
        ({"headers": {"authorization": "Bearer abc"}}, "no OAuth header"),
        ({"headers": {"authorization": 'OAuth oauth_nonce="a"'}}, "must have exactly"),
        ({"headers": {"authorization": 'OAuth oauth_nonce="a", oauth_nonce="b"'}}, "can't be read"),
    ],
)
def test_anything_changed_is_refused(changed: dict[str, Any], why: str) -> None:
    request = signed("https://api.x.com/2/tweets", json={"text": "Hello"})
    with pytest.raises(BadSignature, match=why):
        check(request, **changed)


def test_the_header_is_read_without_its_realm() -> None:
    assert read_header('OAuth realm="x", oauth_nonce="a%2Bb"') == {"oauth_nonce": "a+b"}


def test_a_signature_is_the_whole_of_an_hmac_sha1() -> None:
    assert len(base64.b64decode(sign("a", "b", "c"))) == 20
