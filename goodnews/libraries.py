"""Which versions of libraries are installed: seen at one look, as asking Python takes a millisecond each."""

import re
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

_INSTALLED = re.compile(r"(?P<name>.+)-(?P<version>[^-]+)\.dist-info")


def version_of(library: str) -> str:
    """The version of a library, by the name that it is installed by.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    return _installed().get(_plain(library)) or metadata.version(library)


@cache
def _installed() -> dict[str, str]:
    """Every library in a folder that Python looks in, by its plain name; the first folder wins, as there."""
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        for path in Path(folder).glob("*.dist-info") if folder else ():
            if match := _INSTALLED.fullmatch(path.name):
                found[_plain(match["name"])] = match["version"]
    return found


def _plain(name: str) -> str:
    """A name as all of its spellings are compared.

    >>> _plain("Markdown-it.py")
    'markdown_it_py'
    """
    return re.sub(r"[-_.]+", "_", name).lower()
