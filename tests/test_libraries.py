"""Versions of libraries, seen at one look: those that Python itself names."""

from importlib import metadata

import pytest

from goodnews.libraries import version_of


@pytest.mark.parametrize(
    "library", ["pelican", "markdown-it-py", "PyYAML", "python-stdnum", "Jinja2", "tzdata"]
)
def test_it_is_the_version_that_python_names(library: str) -> None:
    assert version_of(library) == metadata.version(library)


def test_every_library_here_is_seen_as_python_sees_it() -> None:
    names = {each.metadata["Name"] for each in metadata.distributions()}
    assert len(names) > 20
    assert {name: version_of(name) for name in names} == {name: metadata.version(name) for name in names}


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        version_of("no-such-library")
