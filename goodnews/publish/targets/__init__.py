"""From the `TARGET` setting to the target."""

from collections.abc import Mapping
from pathlib import Path

from goodnews.problems import CommandError
from goodnews.publish.settings import (
    BranchSettings,
    DirectorySettings,
    PagesSettings,
    RsyncSettings,
    TargetSettings,
)
from goodnews.publish.targets.branch import BranchTarget
from goodnews.publish.targets.directory import DirectoryTarget
from goodnews.publish.targets.rclone import RcloneTarget
from goodnews.publish.targets.rsync import RsyncTarget
from goodnews.publish.targets.target import Target


def make_target(settings: TargetSettings, root: Path, environ: Mapping[str, str]) -> Target:
    """The target of these settings, for the project at `root`; keys come from `environ`.

    CommandError for GitHub Pages, which takes the site from a workflow and from no other machine.
    """
    if isinstance(settings, DirectorySettings):
        return DirectoryTarget(root / settings.path, keep=settings.keep, linger=settings.linger)
    if isinstance(settings, BranchSettings):
        work = root / ".cache" / "branch.git"
        return BranchTarget(
            root, work, remote=settings.remote, branch=settings.branch, domain=settings.domain
        )
    if isinstance(settings, RsyncSettings):
        return RsyncTarget(settings.to, port=settings.port, linger=settings.linger, environ=environ)
    if isinstance(settings, PagesSettings):
        raise CommandError(
            "GitHub Pages takes the site from the workflow Publish only, so nothing was delivered.",
            "Push to the main branch, and watch it there. To try everything here, run `./inv rehearse`.",
        )
    return RcloneTarget(settings.to, linger=settings.linger, environ=environ)
