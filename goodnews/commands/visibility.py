"""Who can read the repository: as the workflow's event says it, or the setting; or else everybody."""

import json
from collections.abc import Mapping
from pathlib import Path

from goodnews.config import SiteConfig


def is_public(config: SiteConfig, environ: Mapping[str, str]) -> bool:
    """Whether everybody can read the repository that a check runs in.

    Args:
        config: its `repository_visibility` is what the setup was told.
        environ: where GitHub says in which file the event is that started the workflow.
    """
    known = _from_event(environ.get("GITHUB_EVENT_PATH", ""))
    return (known or config.repository_visibility) != "private"


def _from_event(path: str) -> str | None:
    """`private` or `public` where the event says it; one for a whole enterprise counts as private."""
    try:
        repository = json.loads(Path(path).read_bytes())["repository"]
        private = repository["private"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not isinstance(private, bool):
        return None
    return "private" if private else "public"
