"""The `rsync` target: a folder on a server, over SSH.

Files are compared by checksum, so those that did not change keep their dates on the server, and
each is written beside its old self and then renamed, so nobody meets half of one.
"""

import os
import re
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goodnews.problems import CommandError
from goodnews.programs import find_program, run_program, secret_file
from goodnews.publish.files import SiteChanges, list_files
from goodnews.publish.targets.transport import PROTECTED, Delivery, sync

KEY, HOSTS = "PUBLISH_SSH_KEY", "PUBLISH_SSH_KNOWN_HOSTS"
"""Where a runner without files of its own keeps the private key and the server's host key."""

_HOW = "On Debian and Ubuntu: apt-get install rsync openssh-client. On a Mac: brew install rsync."
_ITEM = re.compile(r"(\*deleting|[<>ch.][fdLDS]\S{9}) +(.+)")


def deliver_by_rsync(
    site: Path,
    to: str,
    *,
    port: int,
    linger: float,
    environ: Mapping[str, str],
    sleep: Callable[[float], None] = time.sleep,
) -> Delivery:
    """Bring `to`, which is `user@host:/folder`, to show `site`."""
    with ssh_command(to.partition(":")[0], port, environ) as ssh:
        return sync(_Rsync(site, f"{to.rstrip('/')}/", ssh), linger=linger, sleep=sleep)


@contextmanager
def ssh_command(host: str, port: int, environ: Mapping[str, str]) -> Iterator[str]:
    """The ssh command for rsync; a key from the environment is on the disk only during the block."""
    # Without a terminal a question would wait for ever, so ssh may not ask any.
    words = ["ssh", "-p", str(port), "-o", "BatchMode=yes", "-o", "ConnectTimeout=20"]
    with tempfile.TemporaryDirectory() as folder:
        if key := environ.get(KEY):
            words += ["-i", str(secret_file(Path(folder, "key"), key)), "-o", "IdentitiesOnly=yes"]
        if hosts := environ.get(HOSTS):
            known = secret_file(Path(folder, "known_hosts"), hosts)
            words += ["-o", f"UserKnownHostsFile={known}", "-o", "StrictHostKeyChecking=yes"]
        socket = Path(folder, "s")  # a short name: systems allow about a hundred letters
        words += ["-o", f"ControlPath={socket}"]
        with _one_greeting(words, host, socket):
            yield shlex.join(words)


@contextmanager
def _one_greeting(words: Sequence[str], host: str, socket: Path) -> Iterator[None]:
    """Keep a connection open that all passes share; without one each pass makes its own."""
    if os.name == "nt":  # ssh on Windows cannot share
        yield
        return
    nowhere = subprocess.DEVNULL
    master = subprocess.Popen([*words, "-M", "-N", host], stdin=nowhere, stdout=nowhere, stderr=nowhere)
    try:
        for _ in range(200):
            if socket.exists() or master.poll() is not None:
                break
            time.sleep(0.05)
        yield
    finally:
        master.kill()  # it would otherwise be asked, and may be waiting for the network
        master.wait()


@dataclass
class _Rsync:
    """rsync, as a transport."""

    site: Path
    where: str
    ssh: str

    def changes(self) -> SiteChanges:
        """Ask rsync what it would do."""
        options = ("--dry-run", "--recursive", "--checksum", "--delete", "--out-format=%i %n")
        out = self._run(*options, *_spare())
        items = [item for line in out.splitlines() if (item := _ITEM.fullmatch(line)) and item[2][-1] != "/"]
        removed = [item[2] for item in items if item[1] == "*deleting"]
        written = {item[2]: item[1] for item in items if item[1][1] == "f"}
        here = list_files(self.site)
        old = [path for path in here if not written.get(path, "").endswith("+++++++")]
        return SiteChanges.between([*old, *removed], here, (path for path in here if path not in written))

    def write(self, paths: Sequence[str]) -> None:
        """Send these files: what changed within them, if the server has an older one."""
        options = ("--ignore-times", "--chmod=D755,F644", "--perms", "--files-from=-", "--from0")
        self._run(*options, paths=paths)

    def remove(self, paths: Sequence[str]) -> None:
        """Remove files on the server that the site does not have."""
        self._run("--delete-missing-args", "--files-from=-", "--from0", paths=paths)

    def tidy(self) -> None:
        """Remove what is left empty, and write nothing."""
        options = ("--recursive", "--delete-after", "--existing", "--ignore-existing", "--prune-empty-dirs")
        self._run(*options, *_spare())

    def _run(self, *words: str, paths: Sequence[str] = ()) -> str:
        rsync = find_program("rsync", _HOW)
        command = [rsync, f"--rsh={self.ssh}", *words, f"{self.site}/", self.where]
        ran = run_program(command, stdin="\0".join(paths).encode())
        if ran.code:
            hint = "Readers get whole pages all the same. Check the server, then publish again."
            if b"Host key verification failed" in ran.stderr:
                hint = (
                    "Connect once by hand, with ssh, so that this computer knows the server. "
                    f"On a runner, its key goes into {HOSTS}."
                )
            raise CommandError(f"rsync could not deliver to {self.where}: {ran.complaint}", hint)
        return ran.out


def _spare() -> tuple[str, ...]:
    return tuple(f"--filter=P /{folder}" for folder in PROTECTED)
