"""The page of benchmarks: words by hand, tables by the measurements, and what was measured on."""

import platform
from pathlib import Path

from benchmarks.report import describe_machine, record

PAGE = "# Figures\n\nBy hand.\n"


def test_the_machine_is_told_with_versions(tmp_path: Path, hugo: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nmodel name\t: Abacus 3000\n")
    line = describe_machine(cpuinfo)
    assert "cores of Abacus 3000" in line
    assert f"Python {platform.python_version()}" in line
    assert "Pelican 4." in line
    assert line.endswith("Hugo 0.1.2.")
    assert "\n" not in line


def test_a_later_table_takes_its_place_and_leaves_all_other_words_alone() -> None:
    page = record(record(PAGE, "feeds", "| 1 |\n", "Two cores."), "build", "| 2 |\n", "Two cores.")
    page += "\nMore by hand.\n"
    again = record(page, "feeds", "| 3 |\n", "Four cores.")
    assert "| 1 |" not in again
    assert again.index("| 3 |") < again.index("| 2 |") < again.index("More by hand.")
    assert again.count("Two cores.") == 1
    assert record(again, "feeds", "| 3 |\n", "Four cores.") == again


def test_words_after_a_lost_mark_are_kept() -> None:
    page = record(PAGE, "feeds", "| 1 |\n", "Two cores.").replace("<!-- end of feeds -->", "By hand, too.")
    assert "By hand, too." in record(page, "feeds", "| 3 |\n", "Four cores.")
