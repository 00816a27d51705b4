"""The editor's files: Sveltia CMS as npm has it at its locked version and hash, bundled once and kept."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from goodnews.files import disk_in_words, patiently
from goodnews.problems import CommandError
from goodnews.programs import find_program, run_program

SOURCES = ("package.json", "package-lock.json", "bundle.mjs", "editor.js")
"""All that the bundle is made from: the lock file names each package with its hash."""

HOW = "Install Node.js 20 or newer, which brings npm, or write TRUST_EDITOR = False into pelicanconf.py."

_PASSED_ON = ("PATH", "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_NETWORK = ("npm_config_", "http_proxy", "https_proxy", "no_proxy", "node_extra_ca_certs", "ssl_cert_")


def bundled_files(cache: Path) -> Iterator[tuple[str, bytes]]:
    """Give the editor's files, by their path below `/edit/`, sorted; fetch and bundle them if need be.

    They are kept in the project's cache, by the digest of what they are made from. CommandError when npm is
    missing, could not fetch a package, or the bundling failed; nothing is kept.
    """
    digest = hashlib.sha256(b"".join(_source(name).read_bytes() for name in SOURCES)).hexdigest()[:16]
    bundle = cache / "editor" / digest
    if not bundle.is_dir():
        with disk_in_words("The editor can't be kept"):
            bundle.parent.mkdir(parents=True, exist_ok=True)
            _make(bundle)
    for file in sorted(bundle.rglob("*")):
        if file.is_file():
            yield file.relative_to(bundle).as_posix(), file.read_bytes()


def _make(bundle: Path) -> None:
    """Bundle the editor beside its place, then put it there in one step."""
    npm, node = find_program("npm", HOW), find_program("node", HOW)
    environ = _without_secrets(os.environ)
    with tempfile.TemporaryDirectory(prefix=".", dir=bundle.parent, ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        for name in SOURCES:
            shutil.copyfile(_source(name), work / name)
        # Nothing of what is fetched may run while it is being fetched.
        fetch = (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        for arguments, what in (
            (fetch, "npm could not fetch the editor"),
            ((node, "bundle.mjs", str(work / "out")), "The editor could not be bundled"),
        ):
            ran = run_program(arguments, folder=work, environ=environ, limit=600)
            if ran.code:
                hint = "See whether the network is there, or write TRUST_EDITOR = False, then run it again."
                raise CommandError(f"{what}: {ran.complaint}", hint)
        if not bundle.exists():  # somebody else may have been quicker, with the same bytes
            patiently(partial((work / "out").rename, bundle))


def _source(name: str) -> Path:
    return Path(__file__).with_name(name)


def _without_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """What npm needs of the environment, and nothing that a package should not see."""
    return {
        name: value
        for name, value in environ.items()
        if name.upper() in _PASSED_ON or name.lower().startswith(_NETWORK)
    }
