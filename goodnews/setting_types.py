"""What a setting may be: a colour, a web address, an email address."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError


def _refuse(message: str) -> PydanticCustomError:
    return PydanticCustomError("plain", "{what}", {"what": message})


def _shaped(pattern: str, message: str) -> AfterValidator:
    """A check that a pattern fits a whole value."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise _refuse(message)
        return value

    return AfterValidator(check)


def _site_url(value: str) -> str:
    parts = urlsplit(value)
    local = parts.hostname in {"127.0.0.1", "localhost"}
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise _refuse("has to be the site's public address and start with https://")
    if not parts.hostname or parts.query or parts.fragment:
        raise _refuse("has to be a plain address, like https://stories.merrowdale.example")
    return value.rstrip("/")


def _https(value: str) -> str:
    if urlsplit(value).scheme != "https":
        raise _refuse("has to start with https://")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise _refuse(f"is no regular expression ({error})") from None
    return value


def _host(target: object) -> object:
    kind = target.get("kind") if isinstance(target, Mapping) else target
    return kind if kind in {"branch", "rclone"} else "server"


Text = Annotated[str, Field(min_length=1)]
SiteUrl = Annotated[str, AfterValidator(_site_url)]
Https = Annotated[str, AfterValidator(_https)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[Literal["server", "branch", "rclone"], BeforeValidator(_host)]
Colour = Annotated[
    str, _shaped("#[0-9a-fA-F]{6}", "has to be a colour like #005f6b"), AfterValidator(str.lower)
]
Email = Annotated[str, _shaped(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+", "has to be an email address")]
Repository = Annotated[str, _shaped(r"[\w.-]+/[\w.-]+", "has to be written as owner/name")]
Logo = Annotated[
    str,
    _shaped(
        r"(?a:[\w-]+(\.[\w-]+)*\.(svg|png|webp|avif|jpe?g))",
        "has to be a picture in theme/static: SVG, PNG, WebP, AVIF or JPEG",
    ),
]
