"""Real servers on this machine for the tests: an SSH server, and one that rclone serves."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.apart import free_port, running
from tests.programs import needs


@dataclass(frozen=True)
class SshServer:
    """An SSH server on loopback; `environ` holds the key and its host key as a runner would have them."""

    user: str
    port: int
    environ: Mapping[str, str]


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """A real sshd, with keys of its own, for this user and this test only."""
    sshd, keygen = needs("sshd"), needs("ssh-keygen")
    needs("rsync")
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    for name in ("host", "user"):
        subprocess.run(
            [keygen, "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(folder / name)], check=True
        )
    shutil.copy(folder / "user.pub", folder / "authorized_keys")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd insists on it when root starts it
    port = free_port()
    config = folder / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin prohibit-password\nMaxStartups 100\n"
        "KexAlgorithms curve25519-sha256\n"  # the quickest: each file tree takes several connections
    )
    words = [sshd, "-D", "-e", "-f", str(config)]
    with running(words, port, folder / "log", {}):
        yield SshServer(
            pwd.getpwuid(os.geteuid()).pw_name,
            port,
            {
                "PUBLISH_SSH_KEY": (folder / "user").read_text(),
                "PUBLISH_SSH_KNOWN_HOSTS": f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}",
            },
        )


@contextmanager
def rclone_server(served: Path, folder: Path, kind: str) -> Iterator[Mapping[str, str]]:
    """A server that rclone itself serves, and the variables that make it the remote `there`."""
    rclone = needs("rclone")
    folder.mkdir(parents=True)
    port = free_port()
    words = [rclone, "serve", kind, str(served), "--addr", f"127.0.0.1:{port}", "--dir-cache-time", "0s"]
    environ = {"RCLONE_CONFIG": str(folder / "rclone.conf"), "RCLONE_CACHE_DIR": str(folder / "cache")}
    (folder / "rclone.conf").touch()
    remote = {
        "sftp": {
            "TYPE": "sftp",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "USER": "test",
            "PASS": obscured(rclone, "test"),
        },
        "webdav": {"TYPE": "webdav", "URL": f"http://127.0.0.1:{port}", "VENDOR": "other"},
    }[kind]
    if kind == "sftp":
        words += ["--user", "test", "--pass", "test"]
    with running(words, port, folder / "log", environ):
        yield {**environ, **{f"RCLONE_CONFIG_THERE_{name}": value for name, value in remote.items()}}


def obscured(rclone: str, password: str) -> str:
    done = subprocess.run([rclone, "obscure", password], capture_output=True, text=True, check=True)
    return done.stdout.strip()
