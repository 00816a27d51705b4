import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.publish import LoopbackSite
from goodnews.publish.targets.rsync import RsyncTarget
from tests.apart import kill_all
from tests.publish.conftest import Reader, a_site, read_site, write_site
from tests.publish.servers import SshServer, ssh_server

Built = Callable[[int], Path]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    with ssh_server(tmp_path_factory.mktemp("ssh") / "server") as running:
        yield running


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "server" / "stories"
    folder.mkdir(parents=True)
    return folder


def at_once(_: float) -> None:
    """Nobody is reading."""


def target(server: SshServer, place: Path, sleep: Callable[[float], None] = at_once) -> RsyncTarget:
    to = f"{server.user}@127.0.0.1:{place}"
    return RsyncTarget(to, port=server.port, environ=server.environ, sleep=sleep)


def test_the_folder_on_the_server_holds_exactly_the_site(
    server: SshServer, place: Path, built: Built
) -> None:
    for number in (1, 2):
        delivery = target(server, place).deliver(built(number), f"build{number}")
        assert read_site(place) == a_site(number)
    assert (delivery.added, delivery.removed) == (3, 4)
    assert not (place / "page").exists()


def test_what_did_not_change_keeps_its_date(server: SshServer, place: Path, built: Built) -> None:
    target(server, place).deliver(built(1), "build1")
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    output = write_site(built(1), {**a_site(1), "feed.xml": "<rss>new</rss>"})
    for file in output.rglob("*"):
        os.utime(file)
    assert target(server, place).deliver(output, "build2").changed == 1
    after = {path: path.stat().st_mtime_ns for path in place.rglob("*") if path.is_file()}
    assert {path.name for path in after if after[path] != before[path]} == {"feed.xml"}
    assert target(server, place).deliver(output, "build2").unchanged


def test_a_file_of_the_same_length_but_other_bytes_is_delivered(
    server: SshServer, place: Path, built: Built
) -> None:
    target(server, place).deliver(built(1), "build1")
    page = built(1) / "about/index.html"
    facts = page.stat()
    page.write_text(page.read_text().replace("About", "Aboot"))
    os.utime(page, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    target(server, place).deliver(built(1).parent / "output", "build1")
    assert read_site(place) == a_site(1)


def test_files_are_readable_for_a_web_server(server: SshServer, place: Path, built: Built) -> None:
    output = built(1)
    (output / "index.html").chmod(0o600)
    target(server, place).deliver(output, "build1")
    assert (place / "index.html").stat().st_mode & 0o777 == 0o644


def test_certificates_in_the_making_are_left_alone(server: SshServer, place: Path, built: Built) -> None:
    target(server, place).deliver(built(1), "build1")
    (place / ".well-known/acme-challenge").mkdir(parents=True)
    (place / ".well-known/acme-challenge/token").write_text("token")
    target(server, place).deliver(built(2), "build2")
    assert (place / ".well-known/acme-challenge/token").read_text() == "token"


def test_a_folder_with_other_things_in_it_is_left_alone(server: SshServer, place: Path, built: Built) -> None:
    (place / "thesis.doc").write_text("years of work")
    with pytest.raises(CommandError, match="already holds files"):
        target(server, place).deliver(built(1), "build1")
    assert read_site(place) == {"thesis.doc": "years of work"}


def test_a_server_out_of_reach_is_said_plainly(server: SshServer, place: Path, built: Built) -> None:
    away = RsyncTarget(f"nobody@127.0.0.1:{place}", port=1, environ=server.environ)
    with pytest.raises(CommandError, match=r"could not deliver.*Connection refused"):
        away.deliver(built(1), "build1")


def test_a_key_that_the_server_does_not_know_is_said_in_sshs_words(
    server: SshServer, place: Path, built: Built, tmp_path: Path
) -> None:
    keygen = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")]
    subprocess.run(keygen, check=True)
    environ = {**server.environ, "PUBLISH_SSH_KEY": (tmp_path / "other").read_text()}
    away = RsyncTarget(f"{server.user}@127.0.0.1:{place}", port=server.port, environ=environ)
    with pytest.raises(CommandError, match=r"Permission denied \(publickey"):
        away.deliver(built(1), "build1")


def test_the_key_is_gone_from_the_disk_afterwards(
    server: SshServer, place: Path, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    target(server, place).deliver(built(1), "build1")
    assert list((tmp_path / "temporary").iterdir()) == []


PROGRAM = """
import os, sys
from pathlib import Path
from goodnews.publish.targets.rsync import RsyncTarget
to, port, site = sys.argv[1:]
RsyncTarget(to, port=int(port), linger=4, environ=os.environ).deliver(Path(site), "build")
"""


@pytest.mark.parametrize("steps", [3, pytest.param(7, marks=pytest.mark.nightly)])
def test_killed_anywhere_no_reader_meets_a_broken_link_and_the_next_run_completes(
    server: SshServer, place: Path, built: Built, steps: int
) -> None:
    target(server, place).deliver(built(1), "build1")
    to = f"{server.user}@127.0.0.1:{place}"
    killed = 0
    with LoopbackSite(place) as site, Reader(site.url) as reader:
        for on_done in range(steps):
            number = 2 + on_done % 2
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, to, str(server.port), str(built(number))],
                cwd=Path(__file__).parents[2],
                env={**os.environ, **server.environ},
                start_new_session=True,
            )
            time.sleep(0.4 + 0.15 * on_done)
            killed += kill_all(process)
            reader.wait_for_rounds(2)
            patient = target(server, place, sleep=lambda _: reader.wait_for_rounds(2))
            patient.deliver(built(number), f"build{number}")
            assert read_site(place) == a_site(number)
            reader.wait_for_rounds(1)
    assert reader.broken == []
    assert killed >= 2
