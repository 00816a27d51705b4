"""What a task knows of the workflow that it runs in."""

import json
from pathlib import Path

import pytest

from goodnews.commands.workflow import is_public
from goodnews.config import SiteConfig


@pytest.mark.parametrize(
    ("event", "setting", "public"),
    [
        ({"repository": {"private": True}}, None, False),
        ({"repository": {"private": True, "visibility": "internal"}}, "public", False),
        ({"repository": {"private": False}}, "private", True),
        ({"repository": {"private": "no"}}, "private", False),
        ({"schedule": "7 * * * *"}, "private", False),
        ({"schedule": "7 * * * *"}, None, True),
        ([], None, True),
        (None, None, True),
        (None, "public", True),
        (None, "private", False),
    ],
)
def test_what_is_not_known_to_be_private_is_public(
    event: object, setting: str | None, public: bool, config: SiteConfig, tmp_path: Path
) -> None:
    (tmp_path / "event.json").write_text(json.dumps(event), encoding="utf-8")
    environ = {} if event is None else {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    known = config.model_copy(update={"repository_visibility": setting})
    assert is_public(known, environ) is public
