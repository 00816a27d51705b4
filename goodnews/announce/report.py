"""What people are shown of a run, and never a secret."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

HIDDEN = "[hidden]"
_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]+@")
_HEADER = re.compile(r"(?i)\b(oauth|bearer|basic)\s+[^\s,;'\"]{8,}(?:,\s*\w+=\"[^\"]*\")*")
_PARAMETER = re.compile(r"(?i)\b((?:\w*_)?(?:token|signature|secret|password|api_?key))=[^&\s\"']+")


class EventKind(StrEnum):
    """What an event means for the run: nothing, one more post, or that it ends with exit code 1."""

    NOTE = "note"
    POSTED = "posted"
    NEEDS_PERSON = "needs person"


@dataclass(frozen=True, slots=True)
class AnnounceEvent:
    """One thing that happened; without a network or a story it concerns all."""

    network: str
    kind: EventKind
    text: str
    story: str = ""
    url: str = ""

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look after it."""
        return self.kind is EventKind.NEEDS_PERSON


@dataclass(frozen=True, slots=True)
class AnnounceReport:
    """A whole run; after a rehearsal `look` is where the practice network's page is."""

    events: tuple[AnnounceEvent, ...] = ()
    look: str = ""

    @property
    def posted(self) -> int:
        """Posts made in this run."""
        return sum(event.kind is EventKind.POSTED for event in self.events)

    @property
    def exit_code(self) -> int:
        """0, or 1 when something needs a person."""
        return int(any(event.needs_person for event in self.events))

    @property
    def lines(self) -> tuple[str, ...]:
        """What to print, a line each, calm."""
        lines = [_line(event) for event in self.events]
        if not self.posted and not self.exit_code:
            lines.append("Nothing new to announce.")
        if self.look:
            lines.append(
                "No network has credentials here, so posts go to the practice network on this machine. "
                f"See them in {self.look}"
            )
        return tuple(lines)


def _line(event: AnnounceEvent) -> str:
    mark = "Needs a person: " if event.needs_person else ""
    name = f"{event.network}: " if event.network else ""
    where = f" {event.url}" if event.url else ""
    return f"{mark}{name}{event.text}{where}"


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Hide secrets, their URL-quoted and base64 forms, and whatever looks like credentials.

    >>> redact("https://me:hunter2@git.example/x", ())
    'https://[hidden]@git.example/x'
    """
    for secret in sorted({secret for secret in secrets if len(secret) >= 4}, key=len, reverse=True):
        encoded = base64.b64encode(secret.encode()).decode()
        for form in (secret, quote(secret, safe=""), quote(secret), encoded):
            text = text.replace(form, HIDDEN)
    text = _IN_ADDRESS.sub(f"{HIDDEN}@", text)
    text = _HEADER.sub(rf"\1 {HIDDEN}", text)
    return _PARAMETER.sub(rf"\1={HIDDEN}", text)
