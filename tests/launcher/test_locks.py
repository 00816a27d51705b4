"""What is locked is what the ranges in pyproject.toml give, and the same in every lock file."""

import re
import tomllib

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-eyes.txt": PROJECT["dependencies"] + EXTRAS["eyes"],
    "requirements-dev.txt": PROJECT["dependencies"] + EXTRAS["eyes"] + EXTRAS["dev"],
}


def locked(name: str) -> dict[str, set[str]]:
    """Each package's versions in a lock file: more than one where systems differ."""
    versions: dict[str, set[str]] = {}
    for line in re.findall(r"^[\w.-]+==\S+.*?(?= \\$|$)", (ROOT / name).read_text("utf-8"), re.MULTILINE):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(dict(default_environment())):
            version = next(iter(requirement.specifier)).version
            versions.setdefault(canonicalize_name(requirement.name), set()).add(version)
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_every_range_is_locked_to_a_version_within_it(name: str) -> None:
    versions = locked(name)
    for text in LOCKS[name]:
        requirement = Requirement(text)
        if requirement.name == PROJECT["name"]:
            continue
        (version,) = versions[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), text


def test_no_two_lock_files_disagree() -> None:
    everyday, eyes, developer = (locked(name) for name in LOCKS)
    assert everyday.items() <= eyes.items()
    assert eyes.items() <= developer.items()
