"""Asking a network over HTTP once, and saying plainly what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from pydantic import BaseModel, ValidationError
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from goodnews.announce.network import Network, NetworkError, OutcomeUnknown, Rejected
from goodnews.announce.report import redact

CONNECT, READ = 10.0, 30.0
PAGES, MARGIN = 5, timedelta(minutes=10)
"""How many pages of a timeline are looked through for a lost post, from how long before its claim on."""
MAY_POST = "may post, and look for what it posted"
LARGEST_ANSWER = 8_000_000
DEFINITE = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422, 429})
"""Answers that say for certain that nothing was posted. 408, 409, 425 and every 5xx do not."""
STOPPING = frozenset({401, 402, 404, 405, 429})
"""Answers that the next story would get too."""
_Body = TypeVar("_Body", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; the names of `headers` are in lower case."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether it is of the 200s."""
        return 200 <= self.status < 300

    def json(self) -> Mapping[str, Any]:
        """The body as a JSON object; empty when it is anything else."""
        try:
            body = json.loads(self.body)
        except ValueError:
            return {}
        return body if isinstance(body, dict) else {}


@dataclass(frozen=True, slots=True)
class HttpClient:
    """Asks over one session, hiding these secrets from all that it says."""

    session: requests.Session
    secrets: Sequence[str] = ()

    def request(self, method: str, url: str, **more: Any) -> Response:
        """One request, no redirects, no second try; the answer, whatever its status.

        Rejected when not a byte of it was sent. OutcomeUnknown when nobody can say what became of it.
        """
        try:
            with self.session.request(
                method, url, timeout=(CONNECT, READ), allow_redirects=False, stream=True, **more
            ) as answer:
                body = answer.raw.read(LARGEST_ANSWER, decode_content=True)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Response(answer.status_code, body, headers)
        except requests.exceptions.RequestException as error:
            raise classify_failure(error, url) from None
        except Exception as error:  # noqa: BLE001 - whatever breaks mid-request, the post may have been made
            # urllib3's own errors come through while the body is read.
            raise OutcomeUnknown(f"The connection broke: {type(error).__name__}.") from None

    def redact(self, text: str) -> str:
        """The text without secrets, on one line, not too long."""
        return redact(" ".join(text.split()), self.secrets)[:300]


class HttpNetwork(Network):
    """What the networks share whose API is plain HTTP; `secrets` are never shown."""

    def __init__(self, base: str, secrets: Sequence[str]) -> None:
        self._base = base.rstrip("/")
        self._http = HttpClient(make_session(self._base), secrets)

    def _ask(self, method: str, path: str, **more: Any) -> Response:
        """Ask for a yes, whatever it says. Raises what `classify` gives."""
        answer = self._http.request(method, f"{self._base}{path}", **more)
        if not answer.ok:
            raise self.classify(answer)
        return answer

    def _call(self, body: type[_Body], method: str, path: str, **more: Any) -> _Body:
        """Ask for a yes, and read it; OutcomeUnknown when it can't be read."""
        return self._read(body, self._ask(method, path, **more))

    def _delete(self, path: str) -> None:
        """Ask for a deletion; what is not there is gone."""
        answer = self._http.request("DELETE", f"{self._base}{path}")
        if not answer.ok and answer.status not in {404, 410}:
            raise self.classify(answer)

    def _read(self, body: type[_Body], answer: Response) -> _Body:
        """The answer as a model; a status of 200 is no yes when what stands below it is something else."""
        try:
            return body.model_validate_json(answer.body)
        except ValidationError:
            raise OutcomeUnknown(f"{self.label} answered in a way that can't be read.") from None

    def classify(self, answer: Response) -> NetworkError:
        """What an answer that is no success means for a post."""
        return classify(answer.status, self._http.redact(error_message(answer)), self.label)


def classify(status: int, message: str, label: str) -> NetworkError:
    """What a status that is no success means for a post.

    >>> classify(503, "later", "X")
    OutcomeUnknown('X answered 503: later')
    """
    if status in DEFINITE:
        return Rejected(f"{label} said no ({status}): {message}", stops_run=status in STOPPING)
    return OutcomeUnknown(f"{label} answered {status}: {message}")


def classify_failure(error: requests.exceptions.RequestException, url: str) -> NetworkError:
    """What a request that got no answer means for a post."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    host = urlsplit(url).hostname or url
    not_sent = (NewConnectionError, NameResolutionError, ConnectTimeoutError)
    if isinstance(error, requests.exceptions.ConnectTimeout) or isinstance(reason, not_sent):
        return Rejected(f"{host} can't be reached.", stops_run=True)
    # Only a wrong certificate stops a request before it is sent; other TLS errors can come at any time.
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Rejected(f"{host} does not prove who it is (TLS).", stops_run=True)
    happened = "did not answer in time" if isinstance(error, requests.exceptions.Timeout) else "broke off"
    return OutcomeUnknown(f"{host} {happened}.")


def error_message(answer: Response) -> str:
    """The sentence in an error, wherever this network puts it."""
    body = answer.json()
    candidates = [body.get(key) for key in ("detail", "message", "error_description", "error", "title")]
    candidates += list(body.get("errors") or ())[:1]
    for value in candidates:
        text = value.get("message") if isinstance(value, dict) else value
        if isinstance(text, str) and text:
            return text
    return answer.body[:120].decode("utf-8", "replace").strip() or "no explanation"


def make_session(base: str) -> requests.Session:
    """A session that goes through the Trust's proxy when there is one, but never for this machine itself."""
    session = requests.Session()
    if urlsplit(base).hostname in {"127.0.0.1", "localhost", "::1"}:
        session.trust_env = False
    session.headers["User-Agent"] = "show-them-ours announcer"
    return session
