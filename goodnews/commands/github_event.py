"""What started a workflow on GitHub: the event, as GitHub writes it into a file."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_event(environ: Mapping[str, str]) -> Mapping[str, Any]:
    """The event that the file in `GITHUB_EVENT_PATH` holds; nothing where there is none."""
    try:
        event = json.loads(Path(environ.get("GITHUB_EVENT_PATH", "")).read_bytes())
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}
