"""What was measured on, and with which versions: figures mean nothing without."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks.hugo import find_hugo, read_version

LIBRARIES = ("pelican", "markdown", "jinja2", "lxml", "nh3", "pillow", "pydantic")


def describe_machine(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """One line: processor, cores, system, Python, libraries, and Hugo when it is there."""
    hugo = find_hugo()
    parts = [
        f"{os.cpu_count()} cores of {_processor(cpuinfo)}",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        *(f"{name.capitalize()} {version(name)}" for name in LIBRARIES),
        f"Hugo {read_version(hugo)}" if hugo else "no Hugo",
    ]
    return ", ".join(parts) + "."


def _processor(cpuinfo: Path) -> str:
    try:
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
