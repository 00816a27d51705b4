"""The `rclone` target: S3, Azure Blob, SFTP, WebDAV and dozens more through one tool.

The remote is set up once by `rclone config`, or in a runner by one secret that holds the same words,
or by rclone's own `RCLONE_CONFIG_…` variables.
"""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodnews.file_types import BEACON, DeliveryStage, content_type, delivery_stage, is_immutable, plain_name
from goodnews.problems import CommandError
from goodnews.programs import Completed, find_program, run_program, secret_file
from goodnews.publish.files import SiteChanges, list_files
from goodnews.publish.headers import cache_control
from goodnews.publish.targets.transport import PROTECTED, Delivery, sync

CONFIG = "PUBLISH_RCLONE_CONFIG"
"""Where a runner without files of its own keeps what `rclone config` wrote.

Rclone's own variables are named after the remote and after its kind's options, and a workflow can
pass on only secrets whose names it knows.
"""

_HOW = "Get it from rclone.org. On Debian and Ubuntu: apt-get install rclone. On a Mac: brew install rclone."
_NOT_THERE = 3
"""rclone's exit code for a folder that does not exist."""
HASHES = ("md5", "sha1", "sha256")
"""Checksums that rclone's remotes know and Python does, in the order we ask for them."""


def deliver_by_rclone(
    site: Path,
    to: str,
    *,
    linger: float,
    environ: Mapping[str, str],
    sleep: Callable[[float], None] = time.sleep,
) -> Delivery:
    """Bring `to`, which is `remote:bucket/folder`, to show `site`.

    A set-up that came as a secret is on the disk only meanwhile.
    """
    with tempfile.TemporaryDirectory() as folder:
        set_up = {**os.environ, **environ}
        if text := environ.get(CONFIG):
            set_up["RCLONE_CONFIG"] = str(secret_file(Path(folder, "rclone.conf"), text))
        return sync(_Rclone(site, to, set_up), linger=linger, sleep=sleep)


@dataclass
class _Rclone:
    """rclone, as a transport."""

    site: Path
    where: str
    environ: Mapping[str, str]

    def changes(self) -> SiteChanges:
        """Compare with what the remote lists."""
        there, here = self._list(), set(list_files(self.site))
        # Only a remote without checksums leaves a doubt, and then the beacon settles it: it is
        # written last, and names a build that is made from every byte of the site.
        beacon = self._try("cat", f"{self.where.rstrip('/')}/{BEACON}").out if BEACON in there else ""
        settled = beacon == (self.site / BEACON).read_text(encoding="utf-8")
        same = (path for path in here if path in there and self._is_same(path, there[path], settled=settled))
        ours = (path for path in there if path in here or not path.startswith(PROTECTED))
        return SiteChanges.between(ours, here, same)

    def write(self, paths: Sequence[str]) -> None:
        """Upload these files, and tell stores that keep headers what to say with them."""
        by_type: dict[tuple[str, ...], list[str]] = {}
        for path in paths:
            by_type.setdefault(_upload_headers(path), []).append(path)
        for headers, some in by_type.items():
            options = ("--ignore-times", "--no-traverse", "--files-from-raw=-", *headers)
            self._run("copy", *options, str(self.site), self.where, paths=some)

    def remove(self, paths: Sequence[str]) -> None:
        """Remove these files on the remote."""
        self._run("delete", "--files-from-raw=-", self.where, paths=paths)

    def tidy(self) -> None:
        """Remove empty folders; where folders are only parts of names there are none."""
        self._run("rmdirs", "--leave-root", self.where)

    def _is_same(self, path: str, there: Mapping[str, object], *, settled: bool) -> bool:
        """Whether the remote's file holds the same bytes, by its checksum if it has one."""
        file = self.site / path
        if there.get("Size") != file.stat().st_size:
            return False
        hashes = there.get("Hashes")
        known = hashes if isinstance(hashes, dict) else {}
        for kind in HASHES:
            if known.get(kind):
                digest = hashlib.new(kind, file.read_bytes(), usedforsecurity=False).hexdigest()
                return bool(known[kind] == digest)
        return settled or is_immutable(path)

    def _list(self) -> dict[str, Mapping[str, object]]:
        """What rclone knows of every file there, by path."""
        words = [f"--hash-type={kind}" for kind in HASHES]
        options = ("--recursive", "--files-only", "--no-mimetype", "--hash", *words)
        ran = self._try("lsjson", *options, self.where)
        if ran.code == _NOT_THERE:
            return {}
        listed = json.loads(self._must(ran).out or "[]")
        return {str(entry["Path"]): entry for entry in listed}

    def _run(self, *words: str, paths: Sequence[str] = ()) -> None:
        self._must(self._try(*words, paths=paths))

    def _try(self, *words: str, paths: Sequence[str] = ()) -> Completed:
        rclone = find_program("rclone", _HOW)
        listed = "\n".join(paths).encode()
        return run_program([rclone, *words], stdin=listed, environ=self.environ)

    def _must(self, ran: Completed) -> Completed:
        if ran.code:
            if b"could not parse line" in ran.stderr:
                # It repeats the line, and that may hold a key.
                raise CommandError(
                    "rclone could not read its set-up.",
                    f"See `rclone config show`. On a runner, all of its lines go into {CONFIG}.",
                )
            raise CommandError(
                f"rclone could not deliver to {self.where}: {ran.complaint}",
                "Check the remote with `rclone lsd`, then publish again: it picks up where it was.",
            )
        return ran


def _upload_headers(path: str) -> tuple[str, ...]:
    """Rclone's flags for the headers that object stores keep with a file."""
    flags = [f"--header-upload=Cache-Control: {cache_control(path)}"]
    if (
        path != plain_name(path)
        or delivery_stage(path) in {DeliveryStage.FEED, DeliveryStage.BEACON}
        or "." not in path
    ):
        flags.append(f"--header-upload=Content-Type: {content_type(path)}")
    return tuple(flags)
