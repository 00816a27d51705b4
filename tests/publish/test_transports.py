"""Delivering file by file to a place elsewhere: a real rsync over a real sshd, and a real rclone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.publish.headers import LoopbackSite
from goodnews.publish.targets import RcloneSettings, RsyncSettings, deliver
from goodnews.publish.targets.rclone import CONFIG, deliver_by_rclone
from goodnews.publish.targets.rsync import deliver_by_rsync
from goodnews.publish.targets.transport import Delivery
from tests.apart import kill_all
from tests.programs import needs
from tests.publish.conftest import Built, Reader, a_site, read_site, write_site
from tests.publish.servers import SshServer, rclone_server, ssh_server

KINDS = ("rsync", "sftp", "webdav")
"""rsync, and two that rclone writes to: one that knows checksums, one that knows neither those nor dates."""
THERE = RcloneSettings(kind="rclone", to="there:stories", linger=0)
PROGRAM = """
import os, sys
from pathlib import Path
from goodnews.publish.targets import deliver, read_target
settings = read_target({{"TARGET": {settings!r}}})
deliver(settings, Path(), os.environ, Path(sys.argv[1]), "build")
"""


@dataclass(frozen=True)
class Remote:
    """A place elsewhere: its settings and keys, and where its files are on this machine."""

    settings: RsyncSettings | RcloneSettings
    environ: Mapping[str, str]
    place: Path

    def deliver(
        self, site: Path, sleep: Callable[[float], None] = lambda _: None, **more: object
    ) -> Delivery:
        by = deliver_by_rsync if isinstance(self.settings, RsyncSettings) else deliver_by_rclone
        options = self.settings.model_dump(exclude={"kind", "wait_minutes"}) | {"environ": self.environ}
        return by(site, **options | {"sleep": sleep} | more)  # type: ignore[operator]

    @property
    def program(self) -> str:
        """The same in a process of its own, that waits for its readers."""
        return PROGRAM.format(settings=self.settings.model_dump() | {"linger": 4})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("ssh") / "server") as running:
        yield running


@pytest.fixture
def rsync(server: SshServer, tmp_path: Path) -> Remote:
    place = tmp_path / "served" / "stories"
    place.mkdir(parents=True)
    settings = RsyncSettings(kind="rsync", to=f"{server.user}@127.0.0.1:{place}", port=server.port)
    return Remote(settings, server.environ, place)


@pytest.fixture(params=["rsync", "webdav", pytest.param("sftp", marks=pytest.mark.nightly)])
def remote(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remote]:
    if request.param == "rsync":
        yield request.getfixturevalue("rsync")
        return
    (tmp_path / "served").mkdir()
    with rclone_server(tmp_path / "served", tmp_path / "rclone", request.param) as environ:
        yield Remote(THERE, environ, tmp_path / "served" / "stories")


def test_the_place_holds_exactly_the_site(remote: Remote, built: Built) -> None:
    for number in (1, 2):
        delivery = remote.deliver(built(number))
        assert read_site(remote.place) == a_site(number)
    assert (len(delivery.changes.added), len(delivery.changes.removed)) == (3, 4)
    assert not (remote.place / "page").exists()
    assert not remote.deliver(built(2)).changes


def test_a_page_of_the_same_length_but_other_words_is_delivered(remote: Remote, built: Built) -> None:
    remote.deliver(built(1))
    facts = (built(1) / "about/index.html").stat()
    site = a_site(1, build="build0009")  # every byte counts for the build's name
    site["about/index.html"] = site["about/index.html"].replace("About", "Aboot")
    output = write_site(built(1), site)
    os.utime(output / "about/index.html", ns=(facts.st_atime_ns, facts.st_mtime_ns))
    remote.deliver(output)
    assert read_site(remote.place) == site


def test_a_place_with_other_things_in_it_is_left_alone(remote: Remote, built: Built) -> None:
    remote.place.mkdir(exist_ok=True)
    (remote.place / "thesis.doc").write_text("years of work")
    with pytest.raises(CommandError, match="already holds files"):
        remote.deliver(built(1))
    assert read_site(remote.place) == {"thesis.doc": "years of work"}


@pytest.mark.parametrize(
    ("remote", "steps"),
    [
        ("rsync", 3),
        *(pytest.param(kind, 7, marks=pytest.mark.nightly) for kind in KINDS),
    ],
    indirect=["remote"],
)
def test_killed_anywhere_no_reader_meets_a_broken_link_and_the_next_run_completes(
    remote: Remote, built: Built, steps: int
) -> None:
    remote.deliver(built(1))
    killed = 0
    with LoopbackSite(remote.place) as site, Reader(site.url) as reader:
        for step in range(steps):
            number = 2 + step % 2
            process = subprocess.Popen(
                [sys.executable, "-c", remote.program, str(built(number))],
                cwd=Path(__file__).parents[2],
                env={**os.environ, **remote.environ},
                start_new_session=True,
            )
            time.sleep(0.45 + 0.2 * step)
            killed += kill_all(process)
            reader.wait_for_rounds(2)
            remote.deliver(built(number), sleep=lambda _: reader.wait_for_rounds(2))
            assert read_site(remote.place) == a_site(number)
            reader.wait_for_rounds(1)
    assert reader.broken == []
    assert killed >= 2


def test_what_did_not_change_keeps_its_date_and_what_is_not_ours_stays(rsync: Remote, built: Built) -> None:
    output = built(1)
    (output / "index.html").chmod(0o600)
    rsync.deliver(output)
    assert (rsync.place / "index.html").stat().st_mode & 0o777 == 0o644, "a web server can read it"
    certificate_in_the_making = rsync.place / ".well-known/acme-challenge/token"
    certificate_in_the_making.parent.mkdir(parents=True)
    certificate_in_the_making.write_text("token")
    before = dates(rsync.place)
    write_site(output, {**a_site(1), "feed.xml": "<rss>new</rss>"})
    for file in output.rglob("*"):
        os.utime(file)
    assert rsync.deliver(output).changes.changed == ("feed.xml",)
    after = dates(rsync.place)
    assert {path.name for path in after if after[path] != before[path]} == {"feed.xml"}
    assert not rsync.deliver(output).changes
    assert certificate_in_the_making.read_text() == "token"


def dates(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_place_out_of_reach_is_said_plainly(rsync: Remote, built: Built) -> None:
    with pytest.raises(CommandError, match=r"could not deliver.*Connection refused"):
        rsync.deliver(built(1), port=1)
    needs("rclone")
    with pytest.raises(CommandError, match="could not deliver"):
        deliver_by_rclone(built(1), "elsewhere:stories", linger=0, environ={})


def test_a_key_that_the_server_does_not_know_is_said_in_sshs_words(
    rsync: Remote, built: Built, tmp_path: Path
) -> None:
    keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")]
    subprocess.run(keygen, check=True)
    environ = {**rsync.environ, "PUBLISH_SSH_KEY": (tmp_path / "other").read_text()}
    with pytest.raises(CommandError, match=r"Permission denied \(publickey"):
        rsync.deliver(built(1), environ=environ)


def test_a_server_that_this_computer_does_not_know_is_said_with_what_to_do(
    rsync: Remote, built: Built
) -> None:
    hosts = rsync.environ["PUBLISH_SSH_KNOWN_HOSTS"].replace("127.0.0.1", "127.0.0.2")
    environ = {**rsync.environ, "PUBLISH_SSH_KNOWN_HOSTS": hosts}
    with pytest.raises(CommandError, match="host key is known") as caught:
        rsync.deliver(built(1), environ=environ)
    assert "Connect once by hand, with ssh" in caught.value.hint


def test_a_secret_is_on_the_disk_only_meanwhile(
    remote: Remote, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A runner brings ssh's key, or what `rclone config show` says, in a variable."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    settings, runner = remote.settings, remote.environ
    if isinstance(settings, RcloneSettings):
        remote_of = "RCLONE_CONFIG_THERE_"
        parts = {
            name.removeprefix(remote_of): text for name, text in remote.environ.items() if remote_of in name
        }
        config = "\n".join(["[there]", *(f"{name.lower()} = {text}" for name, text in parts.items())])
        runner = {CONFIG: config, "RCLONE_CACHE_DIR": remote.environ["RCLONE_CACHE_DIR"]}
    deliver(settings, tmp_path, runner, built(1), "build1")
    assert read_site(remote.place) == a_site(1)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_set_up_that_cannot_be_read_is_said_without_a_word_of_it(built: Built) -> None:
    needs("rclone")
    with pytest.raises(CommandError) as trouble:
        deliver(THERE, Path(), {CONFIG: "[there]\nhunter2"}, built(1), "build1")
    assert CONFIG in trouble.value.hint
    assert "hunter2" not in str(trouble.value)
