"""Who can read the repository: as the workflow's event says it, or the setting; or else everybody."""

from collections.abc import Mapping
from typing import Any

from goodnews.commands.github_event import read_event
from goodnews.config import SiteConfig


def is_public(config: SiteConfig, environ: Mapping[str, str]) -> bool:
    """Whether everybody can read the repository that a check runs in.

    Args:
        config: its `repository_visibility` is what the setup was told.
        environ: where GitHub says in which file the event is that started the workflow.
    """
    return (_known(read_event(environ)) or config.repository_visibility) != "private"


def _known(event: Mapping[str, Any]) -> str | None:
    """`private` or `public` where the event says it; one for a whole enterprise counts as private."""
    try:
        private = event["repository"]["private"]
    except (KeyError, TypeError):
        return None
    if not isinstance(private, bool):
        return None
    return "private" if private else "public"
