"""What one publish is about: the project, the Trust, the target."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goodnews.announce.credentials import has_credentials
from goodnews.config import PUBLIC, SiteConfig, load_config, read_settings
from goodnews.file_types import BEACON
from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from goodnews.publish.manifest import read_manifest
from goodnews.publish.targets import DirectorySettings, TargetSettings, read_target


@dataclass(frozen=True)
class PublishContext:
    """What one publish is about: the Trust with its public address, and where the site goes."""

    root: Path
    config: SiteConfig
    target: TargetSettings
    environ: Mapping[str, str]

    @property
    def output(self) -> Path:
        """Where the build goes."""
        return self.root / "output"

    @property
    def served(self) -> Path | None:
        """The folder to serve here, when the site goes nowhere else and no network has credentials."""
        if isinstance(self.target, DirectorySettings) and not has_credentials(self.environ):
            return self.root / self.target.path
        return None


def read_publish_context(root: Path, environ: Mapping[str, str]) -> PublishContext:
    """Read publishconf.py.

    ContentError with everything that is wrong in it. CommandError when the target is a folder of a machine
    that is thrown away when it is done.
    """
    settings = read_settings(root, PUBLIC)
    source = (root / PUBLIC).read_text(encoding="utf-8")
    target = read_target(settings, source)
    if isinstance(target, DirectorySettings) and environ.get("GITHUB_ACTIONS"):
        raise CommandError(
            "TARGET is a folder of this machine, which GitHub throws away after the run.",
            'Set TARGET = {"kind": "pages"} in publishconf.py for GitHub Pages, or `rsync` or `rclone` '
            "for a server of yours; docs/running.md says how.",
        )
    return PublishContext(root, load_config(root, PUBLIC), target, environ)


@contextmanager
def served_here(context: PublishContext) -> Iterator[str]:
    """Serve the site during the block where nobody else does; gives its address, or else nothing.

    CommandError when it was never published.
    """
    if context.served is None:
        yield ""
        return
    if not (context.served / BEACON).is_file():
        raise CommandError("There is no published site to announce from.", "Run `./inv publish` first.")
    with LoopbackSite(context.served) as site:
        yield site.url


def build_name(output: Path) -> str:
    """The name of the build that stands in the output; where there is none, what to do."""
    build_id = read_manifest(output).build
    if not build_id:
        raise CommandError("There is no built site to deliver.", "Run `./inv publish` without --only.")
    return build_id


def try_read(folder: Path, path: str) -> bytes | None:
    """A file's bytes, or None when it is not there."""
    try:
        return (folder / path).read_bytes()
    except OSError:
        return None
