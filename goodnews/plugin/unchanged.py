"""A build of what was built already: seen by looking at every file once, without reading a story.

What the last build was made from and what it left are remembered as two digests of what the file
system says of each file. While both are as they were, and the clock has passed nothing that any page
looks at, there is nothing to do.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from goodnews.files import write_atomically

COUNTS = ("build", "stories", "withdrawn", "waiting", "pages", "photos", "feeds")
"""What a report says of a site, whether or not it was made just now."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finished build.

    Attributes:
        inputs: a digest of all it was made from; see `digest_inputs`.
        outputs: a digest of the files it left; see `goodnews.standing.digest_of`.
        since: the moment it was built for, ISO.
        until: the moment from which the same content gives another site, ISO.
        counts: what its report counted, and its name as `build`.
    """

    inputs: str
    outputs: str
    since: str
    until: str
    counts: Mapping[str, Any]

    def holds_at(self, now: datetime) -> bool:
        """Whether the site would come out the same at `now` (aware)."""
        return datetime.fromisoformat(self.since) <= now < datetime.fromisoformat(self.until)


def digest_inputs(*parts: str) -> str:
    """Digest all that a site is made from: digests and settings, in an order that stays."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def plain_settings(settings: object) -> str:
    """Write settings down as text: the same text for the same settings, in any process.

    >>> plain_settings({"b": [1, None], "a": len})
    "{'a': <builtin_function_or_method>, 'b': [1, None]}"
    """
    if isinstance(settings, Mapping):
        return (
            f"{{{', '.join(sorted(f'{key!r}: {plain_settings(each)}' for key, each in settings.items()))}}}"
        )
    if isinstance(settings, list | tuple):
        return f"[{', '.join(map(plain_settings, settings))}]"
    if settings is None or isinstance(settings, str | int | float | date | Path):
        return repr(settings)
    # What it does is part of the code, which is digested as a whole.
    return f"<{type(settings).__qualname__}>"


def recall(file: Path) -> Left | None:
    """Read what the last build left; None where nothing is known, or nothing that can be believed."""
    try:
        left = Left(**json.loads(file.read_bytes()))
        left.holds_at(datetime.fromisoformat(left.since))
        return left if left.counts.keys() == set(COUNTS) else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def remember(file: Path, left: Left | None) -> None:
    """Keep what a build left for the next one; with None, keep nothing."""
    if left:
        write_atomically(file, json.dumps(asdict(left)))
    else:
        file.unlink(missing_ok=True)
