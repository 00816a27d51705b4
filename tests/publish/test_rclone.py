import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.publish import LoopbackSite
from goodnews.publish.settings import RcloneSettings
from goodnews.publish.targets import make_target
from goodnews.publish.targets.rclone import CONFIG, RcloneTarget
from tests.apart import kill_all
from tests.publish.conftest import Reader, a_site, read_site, write_site
from tests.publish.servers import rclone_server

Built = Callable[[int], Path]
Environ = Mapping[str, str]
KINDS = ("sftp", "webdav")  # one that knows checksums, one that knows neither those nor dates


@pytest.fixture(params=KINDS)
def environ(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Environ]:
    (tmp_path / "served").mkdir()
    with rclone_server(tmp_path / "served", tmp_path / "rclone", request.param) as variables:
        yield variables


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "served" / "stories"


def at_once(_: float) -> None:
    """Nobody is reading."""


def target(environ: Environ, sleep: Callable[[float], None] = at_once) -> RcloneTarget:
    return RcloneTarget("there:stories", environ=environ, sleep=sleep)


def test_the_remote_holds_exactly_the_site(environ: Environ, place: Path, built: Built) -> None:
    for number in (1, 2):
        delivery = target(environ).deliver(built(number), f"build{number}")
        assert read_site(place) == a_site(number)
    assert (delivery.added, delivery.removed) == (3, 4)
    assert not (place / "page").exists()
    assert target(environ).deliver(built(2), "build2").unchanged


def test_a_page_of_the_same_length_but_other_words_is_delivered(
    environ: Environ, place: Path, built: Built
) -> None:
    target(environ).deliver(built(1), "build0001")
    site = a_site(1, build="build0009")  # every byte counts for the build's name
    site["about/index.html"] = site["about/index.html"].replace("About", "Aboot")
    target(environ).deliver(write_site(built(1), site), "build0009")
    assert read_site(place) == site


def test_a_place_with_other_things_in_it_is_left_alone(environ: Environ, place: Path, built: Built) -> None:
    place.mkdir()
    (place / "thesis.doc").write_text("years of work")
    with pytest.raises(CommandError, match="already holds files"):
        target(environ).deliver(built(1), "build1")
    assert read_site(place) == {"thesis.doc": "years of work"}


def test_a_remote_nobody_set_up_is_said_plainly(environ: Environ, built: Built) -> None:
    with pytest.raises(CommandError, match="could not deliver"):
        RcloneTarget("elsewhere:stories", environ=environ).deliver(built(1), "build1")


def as_config(environ: Environ) -> str:
    """The remote of the variables as `rclone config show` would write it."""
    remote = "RCLONE_CONFIG_THERE_"
    lines = [f"{name.removeprefix(remote).lower()} = {environ[name]}" for name in environ if remote in name]
    return "\n".join(["[there]", *lines])


def test_a_runner_brings_the_set_up_as_a_secret_that_is_on_the_disk_only_meanwhile(
    environ: Environ, place: Path, built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    settings = RcloneSettings(kind="rclone", to="there:stories", linger=0)
    runner = {CONFIG: as_config(environ), "RCLONE_CACHE_DIR": environ["RCLONE_CACHE_DIR"]}
    make_target(settings, tmp_path, runner).deliver(built(1), "build1")
    assert read_site(place) == a_site(1)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_set_up_that_cannot_be_read_is_said_without_a_word_of_it(built: Built) -> None:
    with pytest.raises(CommandError) as trouble:
        RcloneTarget("there:stories", environ={CONFIG: "[there]\nhunter2"}).deliver(built(1), "build1")
    assert CONFIG in trouble.value.hint
    assert "hunter2" not in str(trouble.value)


PROGRAM = """
import os, sys
from pathlib import Path
from goodnews.publish.targets.rclone import RcloneTarget
RcloneTarget("there:stories", linger=4, environ=os.environ).deliver(Path(sys.argv[1]), "build")
"""


@pytest.mark.parametrize("steps", [3, pytest.param(6, marks=pytest.mark.nightly)])
def test_killed_anywhere_no_reader_meets_a_broken_link_and_the_next_run_completes(
    environ: Environ, place: Path, built: Built, steps: int
) -> None:
    target(environ).deliver(built(1), "build1")
    killed = 0
    with LoopbackSite(place) as site, Reader(site.url) as reader:
        for on_done in range(steps):
            number = 2 + on_done % 2
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, str(built(number))],
                cwd=Path(__file__).parents[2],
                env={**os.environ, **environ},
                start_new_session=True,
            )
            time.sleep(0.5 + 0.3 * on_done)
            killed += kill_all(process)
            reader.wait_for_rounds(2)
            patient = target(environ, sleep=lambda _: reader.wait_for_rounds(2))
            patient.deliver(built(number), f"build{number}")
            assert read_site(place) == a_site(number)
            reader.wait_for_rounds(1)
    assert reader.broken == []
    assert killed >= 2
