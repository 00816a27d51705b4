"""`./inv test`: everything that says whether the project is sound."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping
from ctypes.util import find_library
from pathlib import Path

CHECKS = (
    ("lint", ("-m", "ruff", "check", ".")),
    ("form", ("-m", "ruff", "format", "--check", ".")),
    ("types", ("-m", "mypy")),
    ("arrows", ("-c", "from importlinter.cli import lint_imports_command as lint; lint()")),
)
"""What is checked beside the tests: a name, and the arguments for Python."""

PROGRAMS: Mapping[str, str] = {
    "git": "git",
    "npm": "npm",
    "chromium": "chromium",
    "java": "default-jre-headless",
    "exiftool": "libimage-exiftool-perl",
    "newsboat": "newsboat",
    "r2e": "rss2email",
    "sshd": "openssh-server",
    "ssh-keygen": "openssh-client",
    "rsync": "rsync",
    "rclone": "rclone",
    "nginx": "nginx-light",
    "caddy": "caddy",
    "libfribidi": "libfribidi0",
    "dovecot": "dovecot-imapd",
    "openssl": "openssl",
    "mkntfs": "ntfs-3g",
    "lowntfs-3g": "ntfs-3g",
}
"""What tests drive for real, and its package on Debian and Ubuntu. A test that needs another adds it here."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def find_program(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The path of a program that tests drive, or a library's name; servers may be on root's path alone."""
    if name == "chromium":
        named = environ.get("CHROMIUM")
        return named or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if name.startswith("lib"):
        return find_library(name.removeprefix("lib"))
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def run_tests(
    root: Path, python: str, environ: Mapping[str, str], *, only: str = "", everything: bool = False
) -> int:
    """Run every check beside the tests, all of them even after a failure; give the exit code.

    `only` runs just the tests whose name has these words, or those of a file or folder like `tests/story`,
    and no other check; `everything` what is for the night, too, and sees how much of the program is tested.
    `CI` and `TEST_WORKERS` may be set.
    """
    began = time.monotonic()
    if not only:
        get_programs()
        get_browser_tools(root)
    checks = {} if only else {name: _start([python, *check], root, environ) for name, check in CHECKS}
    arguments = test_arguments(environ, only=only, everything=everything)
    # Without its compiled modules, each of a thousand processes would compile them all anew.
    compiled = {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    checks["tests"] = _start([python, "-m", "pytest", "-q", *arguments], root, compiled)
    failed = []
    for name, process in checks.items():
        print(f"— {name}", flush=True)  # noqa: T201
        for line in process.stdout or ():
            print(line, end="", flush=True)  # noqa: T201
        if process.wait():
            failed.append(name)
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    verdict = f"Not sound yet: {', '.join(failed)}." if failed else "All is sound."
    print(f"{verdict} It took {minutes} min {seconds} s.", flush=True)  # noqa: T201
    return 1 if failed else 0


def test_arguments(environ: Mapping[str, str], *, only: str, everything: bool) -> list[str]:
    """What pytest is asked for."""
    which = ["-m", "not real_bluesky"] if everything else []
    if only:
        return [*which, only] if "/" in only else [*which, "-k", only]
    # Two for each processor: tests often wait for servers, browsers and git.
    workers = environ.get("TEST_WORKERS") or str(min(2 * (os.cpu_count() or 1), 4))
    # Each worker takes a row of modules, so that what a module's tests share is made once.
    night = ["--hypothesis-profile", "nightly", "--cov", "--cov-report="] if everything else []
    return [*which, "-n", workers, "--dist", "worksteal", *night]


def get_programs(names: Iterable[str] = PROGRAMS) -> None:
    """Install what tests drive and is not here, where that can be done without asking anybody.

    That is on Debian and Ubuntu, as root or as somebody who may use sudo without a password. What can't be
    installed is left out by the tests, which say so at their end.
    """
    missing = [PROGRAMS[name] for name in names if not find_program(name)]
    if not missing or not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (not shutil.which("sudo") or _run([*as_root, "true"])):
        return
    print(f"Installing what the tests need: {', '.join(missing)}", flush=True)  # noqa: T201
    # Servers are installed for their programs: none may start by itself (policy-rc.d is Debian's way).
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    _run([*apt, "update"])
    for package in missing:
        # One by one: a package that this release doesn't have must not keep the others out.
        _run([*apt, "install", "-y", "--no-install-recommends", package])


def get_browser_tools(root: Path) -> None:
    """Fetch the accessibility rules and the HTML checker, at the versions that the lock file names."""
    folder = root / "tests" / "browser"
    npm = find_program("npm")
    if npm and _versions(folder / "package-lock.json") != _versions(
        folder / "node_modules/.package-lock.json"
    ):
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        _run([npm, "ci", "--prefix", str(folder), *quiet])


def _versions(lock: Path) -> Mapping[str, str]:
    """The packages of a lock file of npm's, with their versions; none if it isn't there."""
    try:
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    except (OSError, ValueError, KeyError):
        return {}
    return {name: package["version"] for name, package in packages.items() if name}


def _start(command: list[str], root: Path, environ: Mapping[str, str]) -> "subprocess.Popen[str]":
    """Start what goes on beside others, and says what it has to say when it is its turn."""
    return subprocess.Popen(
        command, cwd=root, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


def _run(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode
