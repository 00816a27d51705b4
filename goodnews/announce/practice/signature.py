"""Check that a request is signed as X wants it: OAuth 1.0a (RFC 5849), by oauthlib."""

import threading
from collections.abc import Mapping

from oauthlib.common import Request
from oauthlib.oauth1 import RequestValidator, ResourceEndpoint

from goodnews.announce.networks.x import XKeys


class SignatureVerifier:
    """Knows one account's keys, and every request that was sent with them before."""

    def __init__(self, keys: XKeys) -> None:
        self._endpoint = ResourceEndpoint(_OneAccount(keys))

    def is_valid(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Whether a request is signed with the account's keys, just now and for the first time.

        Args:
            method: as sent.
            url: the whole address that the client meant, query included.
            headers: as sent, named `Authorization` and `Content-Type`.
            body: counted in when it is a form.
        """
        is_form = headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded")
        form = body.decode("utf-8", "replace") if is_form else ""
        try:
            valid, _ = self._endpoint.validate_protected_resource_request(url, method, form, dict(headers))
        except ValueError:
            # A header that is none at all.
            return False
        return bool(valid)


class _OneAccount(RequestValidator):
    """One app and one user, as oauthlib asks for them."""

    enforce_ssl = False
    timestamp_lifetime = 300
    allowed_signature_methods = ("HMAC-SHA1",)
    nonce_length = (8, 64)
    dummy_client = "nobody"
    dummy_access_token = "nobody"  # noqa: S105 - it is nobody's

    def __init__(self, keys: XKeys) -> None:
        super().__init__()
        self._keys = keys
        self._used: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def check_client_key(self, client_key: str) -> bool:
        """Any text may be a key; whether it is ours is asked next."""
        return bool(client_key)

    def check_access_token(self, request_token: str) -> bool:
        """Any text may be a token."""
        return bool(request_token)

    def validate_client_key(self, client_key: str, request: Request) -> bool:  # noqa: ARG002 - oauthlib's
        """Whether it is our app."""
        return client_key == self._keys.key

    def validate_access_token(self, client_key: str, token: str, request: Request) -> bool:  # noqa: ARG002
        """Whether it is our user."""
        return token == self._keys.token

    def get_client_secret(self, client_key: str, request: Request) -> str:  # noqa: ARG002
        """The app's secret."""
        return self._keys.secret

    def get_access_token_secret(self, client_key: str, token: str, request: Request) -> str:  # noqa: ARG002
        """The user's secret."""
        return self._keys.token_secret

    def validate_realms(self, *_: object, **__: object) -> bool:
        """X has no realms."""
        return True

    def validate_timestamp_and_nonce(
        self,
        client_key: str,  # noqa: ARG002 - there is one client
        timestamp: str,
        nonce: str,
        *_: object,
        **__: object,
    ) -> bool:
        """Whether this request was not sent before; from now on it was."""
        with self._lock:
            is_new = (timestamp, nonce) not in self._used
            self._used.add((timestamp, nonce))
            return is_new
