"""The `TARGET` setting of publishconf.py, and delivering the site there."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from goodnews.config import PUBLIC, line_of_setting
from goodnews.problems import CommandError, ContentError, Problem, Severity
from goodnews.publish.targets.branch import BranchTarget
from goodnews.publish.targets.directory import DirectoryTarget
from goodnews.publish.targets.rclone import deliver_by_rclone
from goodnews.publish.targets.rsync import deliver_by_rsync
from goodnews.publish.targets.transport import Delivery

Name = Annotated[str, Field(min_length=1)]
# A leading hyphen would be an option to git, ssh or rclone, not a place.
Location = Annotated[str, Field(pattern=r"^[^-\s][^\r\n\x00]*$")]


class _Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    wait_minutes: float = Field(15, gt=0, le=240, description="How long to wait until the new site is live")
    linger: float = Field(
        3, ge=0, le=600, description="Seconds that old files stay for readers who are in the middle of a page"
    )


class DirectorySettings(_Settings):
    """A folder on this machine, as a link to the release that is shown."""

    kind: Literal["directory"] = "directory"
    path: Name = Field("public", description="The folder, from the project's root")
    keep: int = Field(5, ge=1, le=100, description="How many releases stay for `rollback`")


class BranchSettings(_Settings):
    """A branch of a git remote, as GitHub Pages and others serve it."""

    kind: Literal["branch"]
    remote: Location = Field("origin", description="The remote's name, or its address")
    branch: Location = Field("gh-pages", description="The branch")
    domain: Name | None = Field(None, description="The site's own domain, for GitHub Pages' CNAME file")


class RsyncSettings(_Settings):
    """A folder on a server, by rsync over SSH."""

    kind: Literal["rsync"]
    to: Location = Field(description="user@host:/srv/www/stories")
    port: int = Field(22, ge=1, le=65535, description="The server's SSH port")


class RcloneSettings(_Settings):
    """Anything rclone can write to: S3, Azure Blob, SFTP, WebDAV and dozens more."""

    kind: Literal["rclone"]
    to: Location = Field(description="remote:bucket/folder, with the remote as `rclone config` set it up")


class PagesSettings(_Settings):
    """GitHub Pages, as the workflow delivers to it."""

    kind: Literal["pages"]


TargetSettings = DirectorySettings | PagesSettings | BranchSettings | RsyncSettings | RcloneSettings
_MODELS: Mapping[str, type[_Settings]] = {
    "directory": DirectorySettings,
    "pages": PagesSettings,
    "branch": BranchSettings,
    "rsync": RsyncSettings,
    "rclone": RcloneSettings,
}
_ADAPTER: TypeAdapter[TargetSettings] = TypeAdapter(Annotated[TargetSettings, Field(discriminator="kind")])


def read_target(settings: Mapping[str, Any], source: str = "") -> TargetSettings:
    """Read `TARGET` out of Pelican's settings, by default `{"kind": "directory", "path": "public"}`.

    ContentError has a problem for each part that is missing or wrong; with the text of publishconf.py in
    `source` it names the line.
    """
    try:
        return _ADAPTER.validate_python(settings.get("TARGET", {"kind": "directory"}))
    except ValidationError as error:
        line = line_of_setting(source, "TARGET")
        raise ContentError(
            Problem(PUBLIC, line, Severity.ERROR, "target-settings", *_words(fault))
            for fault in error.errors(include_url=False)
        ) from None


def _words(error: Any) -> tuple[str, str]:
    """What is wrong with a part of `TARGET`, and what to write."""
    if error["type"].startswith("union_tag"):
        return "TARGET has no known kind.", f"Write one of: {', '.join(_MODELS)}."
    if error["type"] in {"model_type", "model_attributes_type", "dict_type"}:
        return "TARGET is not in braces.", 'Write TARGET = {"kind": "directory", "path": "public"}.'
    kind, part = str(error["loc"][0]), str(error["loc"][-1])
    fields = _fields(kind)
    if error["type"] == "extra_forbidden":
        close = get_close_matches(part, fields, n=1)
        hint = f"Did you mean “{close[0]}”?" if close else f"It can have: {', '.join(fields)}."
        return f"TARGET of kind {kind} has no “{part}”.", hint
    if error["type"] == "missing":
        return f"TARGET of kind {kind} needs “{part}”.", f"It is this: {fields.get(part, 'a part of it')}."
    return f"TARGET's “{part}” can't be {error['input']!r}.", f"It is this: {fields.get(part, 'a setting')}."


def _fields(kind: str) -> dict[str, str]:
    model = _MODELS.get(kind, _Settings)
    return {name: info.description or "the kind" for name, info in model.model_fields.items()}


def deliver(
    settings: TargetSettings, root: Path, environ: Mapping[str, str], site: Path, build: str
) -> Delivery:
    """Make the target show the files of the folder `site`, whose build is `build`; keys are in `environ`.

    It may be interrupted anywhere: readers meet the old site or the new one, never a page whose files are
    missing, and calling it again completes the work. Delivering what is there already changes nothing at all.
    CommandError when the target can't be reached, or refuses; for GitHub Pages, which takes the site from a
    workflow and from no other machine.
    """
    if isinstance(settings, DirectorySettings):
        folder = DirectoryTarget(root / settings.path, keep=settings.keep, linger=settings.linger)
        return replace(folder.deliver(site, build), where=f"{settings.path}/")
    if isinstance(settings, BranchSettings):
        work, domain = root / ".cache" / "branch.git", settings.domain
        branch = BranchTarget(root, work, remote=settings.remote, branch=settings.branch, domain=domain)
        return branch.deliver(site, build)
    if isinstance(settings, RsyncSettings):
        port, linger = settings.port, settings.linger
        return deliver_by_rsync(site, settings.to, port=port, linger=linger, environ=environ)
    if isinstance(settings, PagesSettings):
        raise CommandError(
            "GitHub Pages takes the site from the workflow Publish only, so nothing was delivered.",
            "Push to the main branch, and watch it there. To try everything here, run `./inv rehearse`.",
        )
    return deliver_by_rclone(site, settings.to, linger=settings.linger, environ=environ)
