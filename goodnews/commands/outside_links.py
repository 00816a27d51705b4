"""Asking whether the pages that stories link to are still there."""

import ipaddress
import socket
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import requests

MOST = 1000
"""Addresses asked in one run."""
HOPS = 5
TIMEOUT = 15.0
_GONE = {requests.codes.not_found, requests.codes.gone}


def is_public_host(host: str) -> bool:
    """Whether a name leads only to the public internet: a link is a stranger's text, and we run inside."""
    try:
        addresses = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return True  # No address at all: asking will fail, and say so.
    return all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in addresses)


def find_broken(
    addresses: Iterable[str],
    *,
    may_ask: Callable[[str], bool] = is_public_host,
    timeout: float = TIMEOUT,
    workers: int = 8,
) -> Mapping[str, str]:
    """Ask each address once, twice when it did not answer; give those that are broken, and why.

    Only `http` and `https` are asked, and only hosts that `may_ask` lets pass. A place that turns robots away
    (401, 403, 429) is there, and is left in peace.
    """
    requested = sorted({address for address in addresses if address.startswith(("https://", "http://"))})[
        :MOST
    ]
    with ThreadPoolExecutor(workers) as pool:
        answers = list(pool.map(lambda address: _ask_twice(address, may_ask, timeout), requested))
    return {address: why for address, why in zip(requested, answers, strict=True) if why}


def _ask_twice(address: str, may_ask: Callable[[str], bool], timeout: float) -> str:
    first = _ask(address, may_ask, timeout)
    return _ask(address, may_ask, timeout) if first.startswith("It did not answer") else first


def _ask(address: str, may_ask: Callable[[str], bool], timeout: float) -> str:
    """Why an address is broken, or nothing. Every step of a redirect is looked at before it is taken."""
    here = address
    for _ in range(HOPS):
        try:
            host = urlsplit(here).hostname or ""
        except ValueError:
            return "It leads to an address that is not one."
        if not may_ask(host):
            return "It leads to a private network."
        try:
            with requests.get(
                here,
                headers={"User-Agent": "goodnews-stale"},
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            ) as answer:
                status, onward = answer.status_code, answer.headers.get("Location")
        except requests.exceptions.SSLError:
            return "Its certificate is not valid."
        except (requests.RequestException, OSError, UnicodeError):
            return "It did not answer."
        if status in _GONE:
            return f"The page is gone ({status})."
        if status >= requests.codes.server_error:
            return f"It did not answer properly ({status})."
        if onward is None or not requests.codes.multiple_choices <= status < requests.codes.bad_request:
            return ""
        here = urljoin(here, onward)
    return "It leads round in circles."
