"""The workflow on GitHub that a task may run in: what started it, who can read it, what it is told."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodnews.config import SiteConfig
from goodnews.files import disk_in_words


def read_event(environ: Mapping[str, str]) -> Mapping[str, Any]:
    """What started the workflow: the file that `GITHUB_EVENT_PATH` names; nothing where there is none."""
    try:
        event = json.loads(Path(environ.get("GITHUB_EVENT_PATH", "")).read_bytes())
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}


def is_public(config: SiteConfig, environ: Mapping[str, str]) -> bool:
    """Whether everybody can read the repository: as the event says it, or the setting, or else yes.

    One for a whole enterprise is private to GitHub, too.
    """
    repository = read_event(environ).get("repository")
    private = repository.get("private") if isinstance(repository, dict) else None
    return not private if isinstance(private, bool) else config.repository_visibility != "private"


def append_to(variable: str, text: str, environ: Mapping[str, str]) -> None:
    """Append to the file that one of GitHub's variables names, as `GITHUB_STEP_SUMMARY`; else do nothing."""
    if path := environ.get(variable):
        with disk_in_words(f"{variable} can't be written"), Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def write_outputs(outputs: Mapping[str, str], environ: Mapping[str, str]) -> None:
    """Hand a step's outputs, each of one line, on to the next ones."""
    append_to("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in outputs.items()), environ)
