"""A small project with a launcher, and packages of its own making to install: no network, real pip and uv."""

import base64
import hashlib
import importlib.machinery
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from uv import find_uv_bin

ROOT = Path(__file__).resolve().parents[2]

# Stands in for the tasks: says what it was asked for, and where.
TASKS = """
import invoke
import os, sys
print("invoked", sys.argv[1:], "in", os.getcwd())
print("at home", os.environ.get("HOME"), "from", os.environ["INV_FROM"])
"""


def make_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> str:
    """Write a wheel into `folder`, and give the line that locks it."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    contents = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = []
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in contents.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record.append(f"{file},sha256={digest},{len(text.encode())}")
            entry = zipfile.ZipInfo(file)
            entry.external_attr = (0o100755 if "/scripts/" in file else 0o100644) << 16
            wheel.writestr(entry, text)
        wheel.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@dataclass(frozen=True)
class Project:
    """A project in `root`, its packages in `wheels`, and a way to start its launcher."""

    root: Path
    wheels: Path

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "inv"), *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        """The machine's own uv and settings are left out: only the test's wheels count."""
        mine = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "UV_", "PYTHON"))
        }
        pip = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_NO_CACHE_DIR": "1",
            "UV_NO_CONFIG": "1",
            "UV_CACHE_DIR": str(self.wheels.parent / "uv-cache"),
            "PATH": "/usr/bin:/bin",
        }
        return mine | pip | more

    def inv(
        self, *arguments: str, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.root,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def break_uv(self) -> None:
        """As a proxy does that lets only pip through."""
        (self.root / "requirements-uv.txt").write_text("uv==2.0 --hash=sha256:00\n", encoding="utf-8")

    @property
    def uv_ran(self) -> list[str]:
        """What the fetched uv was asked to do."""
        ran = self.wheels.parent / "uv-ran"
        return ran.read_text(encoding="utf-8").split() if ran.exists() else []

    def lock(self, name: str, version: str = "1.0", **files: str) -> None:
        """Lock one more package into every lock file there is for a task."""
        line = make_wheel(self.wheels, name, version, {f"{name}/__init__.py": ""} | files)
        for lock in ("requirements.txt", "requirements-eyes.txt", "requirements-dev.txt"):
            with (self.root / lock).open("a", encoding="utf-8") as file:
                file.write(line)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    # A blank in the path, because that is what people's folders have.
    made = Project(root=tmp_path / "our site", wheels=tmp_path / "wheels")
    made.root.mkdir()
    made.wheels.mkdir()
    shutil.copy(ROOT / "inv", made.root / "inv")
    build = make_wheel(made.wheels, "setuptools", "99.0", {"setuptools/__init__.py": ""})
    (made.root / "requirements-build.txt").write_text(build, encoding="utf-8")
    invoke = make_wheel(made.wheels, "invoke", "1.0", {"invoke/__init__.py": ""})
    jobs = made.root / "goodnews/commands"
    jobs.mkdir(parents=True)
    (jobs / "__main__.py").write_text(TASKS, encoding="utf-8")

    script = f'#!/bin/sh\necho "$1" >> "{tmp_path}/uv-ran"\nexec "{find_uv_bin()}" "$@"\n'
    uv = make_wheel(made.wheels, "uv", "1.0", {"uv-1.0.data/scripts/uv": script})
    (made.root / "requirements-uv.txt").write_text(uv, encoding="utf-8")

    pytest_line = make_wheel(made.wheels, "pytest", "1.0", {"pytest/__init__.py": ""})
    (made.root / "requirements.txt").write_text(invoke, encoding="utf-8")
    rapidocr = make_wheel(made.wheels, "rapidocr", "1.0", {"rapidocr/__init__.py": ""})
    (made.root / "requirements-eyes.txt").write_text(invoke + rapidocr, encoding="utf-8")
    (made.root / "requirements-dev.txt").write_text(invoke + rapidocr + pytest_line, encoding="utf-8")
    return made


@pytest.fixture
def launcher(project: Project) -> ModuleType:
    """The small project's launcher, as a module whose functions can be called one at a time."""
    loader = importlib.machinery.SourceFileLoader("launcher_under_test", str(project.root / "inv"))
    spec = importlib.util.spec_from_loader("launcher_under_test", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
