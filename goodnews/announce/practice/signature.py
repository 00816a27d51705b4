"""Check an OAuth 1.0a signature (RFC 5849), independently of the library that makes ours."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl, quote, unquote, urlsplit

_PAIR = re.compile(r'\s*([\w.%~-]+)="([^"]*)"\s*')
_NEEDED = frozenset(
    {
        "oauth_consumer_key",
        "oauth_nonce",
        "oauth_signature",
        "oauth_signature_method",
        "oauth_timestamp",
        "oauth_token",
        "oauth_version",
    }
)
CLOCK_SKEW = 300


class BadSignature(Exception):
    """The request is not signed as it must be; says how."""


def percent(text: str) -> str:
    """Percent-encode as section 3.6 wants: nothing but letters, digits and `-._~` stays.

    >>> percent("Ladies + Gentlemen")
    'Ladies%20%2B%20Gentlemen'
    """
    return quote(text, safe="-._~")


def base_string(method: str, url: str, parameters: Iterable[tuple[str, str]]) -> str:
    """The text that is signed (section 3.4.1), from the decoded parameters of header, query and form."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    place = f"{parts.scheme.lower()}://{host}{port}{parts.path or '/'}"
    pairs = sorted((percent(name), percent(value)) for name, value in parameters)
    normal = "&".join(f"{name}={value}" for name, value in pairs)
    return "&".join((method.upper(), percent(place), percent(normal)))


def sign(text: str, consumer_secret: str, token_secret: str) -> str:
    """HMAC-SHA1 (section 3.4.2), base64."""
    key = f"{percent(consumer_secret)}&{percent(token_secret)}"
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


def read_header(header: str) -> dict[str, str]:
    """The parameters of an `Authorization: OAuth …` header, decoded, without the realm.

    Raises:
        BadSignature: it is no such header, or says something twice.
    """
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "oauth":
        raise BadSignature("The request has no OAuth header.")
    found: dict[str, str] = {}
    for piece in rest.split(","):
        match = _PAIR.fullmatch(piece)
        if not match or unquote(match[1]) in found:
            raise BadSignature("The OAuth header can't be read.")
        found[unquote(match[1])] = unquote(match[2])
    found.pop("realm", None)
    return found


def verify(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    secrets: Mapping[tuple[str, str], tuple[str, str]],
    *,
    now: float,
    is_new: Callable[[str], bool],
) -> None:
    """Check one request.

    Args:
        method: as sent.
        url: the whole address that the client meant, query included.
        headers: with lower-case names.
        body: counted in when it is a form.
        secrets: (consumer key, token) to their two secrets.
        now: seconds since 1970.
        is_new: whether a nonce with its timestamp has not been seen; called for good signatures only.

    Raises:
        BadSignature: anything at all is wrong.
    """
    said = read_header(headers.get("authorization", ""))
    if set(said) != _NEEDED:
        raise BadSignature(f"The OAuth header must have exactly {', '.join(sorted(_NEEDED))}.")
    if said["oauth_version"] != "1.0" or said["oauth_signature_method"] != "HMAC-SHA1":
        raise BadSignature("Only OAuth 1.0 with HMAC-SHA1 is taken.")
    stamp = said["oauth_timestamp"]
    if not stamp.isdigit() or abs(int(stamp) - now) > CLOCK_SKEW:
        raise BadSignature("The timestamp is out of bounds.")
    known = secrets.get((said["oauth_consumer_key"], said["oauth_token"]))
    if known is None:
        raise BadSignature("These keys are not known.")
    signature = said.pop("oauth_signature")
    parameters = [*said.items(), *parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    if headers.get("content-type", "").partition(";")[0].strip() == "application/x-www-form-urlencoded":
        parameters += parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    if not hmac.compare_digest(sign(base_string(method, url, parameters), *known), signature):
        raise BadSignature("The signature is wrong.")
    if not is_new(f"{stamp} {said['oauth_nonce']}"):
        raise BadSignature("This request was sent before.")
