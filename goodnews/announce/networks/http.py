"""Asking a network over HTTP once, and saying plainly what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from goodnews.announce.outcome import Refused, Unsure
from goodnews.announce.redaction import redact

CONNECT, READ = 10.0, 30.0
LARGEST_ANSWER = 8_000_000
DEFINITE = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422, 429})
"""Answers that say for certain that nothing was posted. 408, 409, 425 and every 5xx do not."""
STOPPING = frozenset({401, 402, 404, 405, 429})
"""Answers that the next story would get too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it is of the 200s."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body as JSON; None when it is not."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class HttpClient:
    """Asks over one session, hiding these secrets from all that it says."""

    session: requests.Session
    secrets: Sequence[str] = ()

    def request(self, method: str, url: str, **more: Any) -> Answer | Refused | Unsure:
        """One request, no redirects, no second try.

        Returns:
            the answer, whatever its status; Refused when not a byte was sent; Unsure when nobody can say
            what became of it.
        """
        try:
            with self.session.request(
                method, url, timeout=(CONNECT, READ), allow_redirects=False, stream=True, **more
            ) as response:
                body = response.raw.read(LARGEST_ANSWER, decode_content=True)
                return Answer(response.status_code, body, {k.lower(): v for k, v in response.headers.items()})
        except requests.exceptions.RequestException as error:
            return self.failed(error, url)
        except (OSError, ValueError) as error:
            # urllib3's own errors come through while the body is read.
            return Unsure(self.redact(f"The connection broke: {type(error).__name__}."))
        except Exception as error:  # noqa: BLE001 - whatever breaks mid-request, the post may have been made
            return Unsure(self.redact(f"The connection broke: {type(error).__name__}."))

    def failed(self, error: requests.exceptions.RequestException, url: str) -> Refused | Unsure:
        """What a request that got no answer means for a post."""
        reason = getattr(error.args[0] if error.args else None, "reason", None)
        host = urlsplit(url).hostname or url
        if isinstance(error, requests.exceptions.ConnectTimeout) or isinstance(
            reason, (NewConnectionError, NameResolutionError, ConnectTimeoutError)
        ):
            return Refused(f"{host} can't be reached.", stop=True)
        # Only a wrong certificate stops a request before it is sent; other TLS errors can come at any time.
        if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
            return Refused(f"{host} does not prove who it is (TLS).", stop=True)
        kind = "did not answer in time" if isinstance(error, requests.exceptions.Timeout) else "broke off"
        return Unsure(f"{host} {kind}.")

    def redact(self, text: str) -> str:
        """The text without secrets, on one line, not too long."""
        return redact(" ".join(text.split()), self.secrets)[:300]

    def classify(self, answer: Answer, who: str) -> Refused | Unsure:
        """What an answer that is no success means for a post."""
        said = self.redact(error_message(answer))
        if answer.status in DEFINITE:
            return Refused(f"{who} said no ({answer.status}): {said}", stop=answer.status in STOPPING)
        return Unsure(f"{who} answered {answer.status}: {said}")


def error_message(answer: Answer) -> str:
    """The sentence in an error, wherever this network puts it."""
    found = answer.json()
    if isinstance(found, dict):
        for key in ("detail", "message", "error_description", "error", "title"):
            value = found.get(key)
            if isinstance(value, str) and value:
                return value
            if isinstance(value, dict) and isinstance(value.get("message"), str):
                return str(value["message"])
        errors = found.get("errors")
        if isinstance(errors, list) and errors and isinstance(errors[0], dict):
            return str(errors[0].get("message", ""))
    return answer.body[:120].decode("utf-8", "replace").strip() or "no explanation"


def make_session(base: str) -> requests.Session:
    """A session that goes through the Trust's proxy when there is one, but never for this machine itself."""
    session = requests.Session()
    if urlsplit(base).hostname in {"127.0.0.1", "localhost", "::1"}:
        session.trust_env = False
    session.headers["User-Agent"] = "show-them-ours announcer"
    return session
