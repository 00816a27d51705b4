"""Keep secrets out of everything that is shown or kept."""

import base64
import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "[hidden]"
_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]+@")
_HEADER = re.compile(r"(?i)\b(oauth|bearer|basic)\s+[^\s,;'\"]{8,}(?:,\s*\w+=\"[^\"]*\")*")
_PARAMETER = re.compile(r"(?i)\b((?:\w*_)?(?:token|signature|secret|password|api_?key))=[^&\s\"']+")


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Hide secrets, their URL-quoted and base64 forms, and whatever looks like credentials.

    >>> redact("https://me:hunter2@git.example/x", ())
    'https://[hidden]@git.example/x'
    """
    for secret in sorted({each for each in secrets if len(each) >= 4}, key=len, reverse=True):
        encoded = base64.b64encode(secret.encode()).decode()
        for form in (secret, quote(secret, safe=""), quote(secret), encoded):
            text = text.replace(form, HIDDEN)
    text = _IN_ADDRESS.sub(f"{HIDDEN}@", text)
    text = _HEADER.sub(rf"\1 {HIDDEN}", text)
    return _PARAMETER.sub(rf"\1={HIDDEN}", text)
