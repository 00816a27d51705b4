"""A stand-in for Hugo: a real program that answers as Hugo does, wherever these tests run."""

import os
from pathlib import Path

import pytest

PROGRAM = """#!/bin/sh
if [ "$1" = version ]; then echo "hugo v0.1.2-abc linux/amd64"; exit 0; fi
mkdir -p public .cache && cat content/stories/*/*.md > public/index.html && echo kept > .cache/kept
"""


@pytest.fixture
def hugo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put it on the path, and give where it is."""
    program = tmp_path / "programs" / "hugo"
    program.parent.mkdir()
    program.write_text(PROGRAM)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program
