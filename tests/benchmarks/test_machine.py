"""What was measured on."""

import platform
from pathlib import Path

from benchmarks.machine import describe_machine


def test_the_machine_is_told_with_versions(tmp_path: Path, hugo: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nmodel name\t: Abacus 3000\n")
    line = describe_machine(cpuinfo)
    assert "cores of Abacus 3000" in line
    assert f"Python {platform.python_version()}" in line
    assert "Pelican 4." in line
    assert line.endswith("Hugo 0.1.2.")
    assert "\n" not in line


def test_a_machine_that_does_not_say_what_it_is_is_told_by_its_kind(tmp_path: Path) -> None:
    assert platform.machine() in describe_machine(tmp_path / "missing")
