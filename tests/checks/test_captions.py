"""Recordings are opened by the check, and what is wrong with one is said at its line."""

import shutil
from pathlib import Path

import pytest

from .conftest import Check, Write

CASES = Path(__file__).parents[1] / "audio" / "cases"
WRONG = {
    "nested-moov.m4a": "has no sound in it.",
    "nosound.m4a": "has no sound in it.",
    "cut-off-30s.mp3": "is damaged or not all there: it can't be played to its end.",
    "handler-name.m4a": "",
    "vbr-no-xing-60s.mp3": "",
    "joined-60s.mp3": "",
}


@pytest.mark.parametrize(("name", "what"), WRONG.items(), ids=WRONG)
def test_a_recording_is_opened(name: str, what: str, write: Write, check: Check) -> None:
    folder = write(f"audio: {{file: {name}, title: Four in the morning, transcript: It is four.}}")
    shutil.copy(CASES / name, folder)
    lines = (folder / "story.md").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if line.startswith("audio:"))
    problems = [each for each in check() if each.code == "recording-file"]
    found = [(problem.line, problem.message) for problem in problems]
    assert found == ([(at, f"“{name}” {what}")] if what else [])
