"""`./inv test`: everything that says whether the project is sound."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

CHECKS = (
    ("lint", ("-m", "ruff", "check", ".")),
    ("form", ("-m", "ruff", "format", "--check", ".")),
    (
        "types",
        (
            "-m",
            "mypy",
        ),
    ),
    ("arrows", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
)
"""What is checked before the tests: a name, and the arguments for Python."""


def run_tests(root: Path, python: str, only: str, environ: Mapping[str, str]) -> int:
    """Run every check and then the tests, all of them even after a failure; give the exit code.

    With `only`, run just the tests whose name has these words.
    """
    failed: list[str] = []
    if not only:
        for name, check in CHECKS:
            print(f"— {name}", flush=True)  # noqa: T201
            if subprocess.run([python, *check], cwd=root, check=False).returncode:
                failed.append(name)
    print("— tests", flush=True)  # noqa: T201
    workers = environ.get("TEST_WORKERS") or str(min(os.cpu_count() or 1, 4))
    everything = ["-n", workers, "--dist", "loadgroup", "--cov", "--cov-report="]
    arguments = ["-k", only] if only else everything
    if subprocess.run([python, "-m", "pytest", "-q", *arguments], cwd=root, check=False).returncode:
        failed.append("tests")
    if failed:
        print(f"Not sound yet: {', '.join(failed)}.", flush=True)  # noqa: T201
    return 1 if failed else 0
