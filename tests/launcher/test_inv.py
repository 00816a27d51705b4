"""The launcher: makes its environment when it must, keeps out of the way when it need not."""

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from unittest.mock import Mock

import pytest
from uv import find_uv_bin

from tests.programs import UNIX_ONLY

from .conftest import ROOT, Project

SETTING_UP = "Setting up"


@pytest.mark.nightly
def test_a_fresh_clone_sets_itself_up_once_and_then_keeps_quiet(project: Project) -> None:
    first = project.inv("publish", "--dry-run")
    assert first.returncode == 0, first.stderr
    assert f"invoked ['publish', '--dry-run'] in {project.root}" in first.stdout
    assert [SETTING_UP in line for line in first.stderr.splitlines()] == [True, False]
    assert re.search(r"^Ready in \d+ seconds\.$", first.stderr, re.MULTILINE)
    again = project.inv(cwd=Path("/"), HOME="")
    assert again.stderr == ""
    assert again.stdout.endswith("from /\n")
    assert "at home None" in again.stdout, "a blank home would become the root of the disk"
    assert f"invoked ['--list'] in {project.root}" in again.stdout

    # Tests and benchmarks need more; everyday tasks are content with that.
    packages = Path(json.loads((project.root / ".venv/made-by-inv.json").read_text())["packages_in"])
    (packages / "kept.txt").touch()
    for task, package in (("look", "rapidocr"), ("test", "pytest")):
        assert not (packages / package).exists()
        assert SETTING_UP in project.inv(task).stderr
        assert (packages / package).is_dir()
        assert (packages / "kept.txt").exists(), "a good environment is added to, not made again"
    for task in ("check", "look", "test", "bench"):
        assert project.inv(task).stderr == ""


@pytest.mark.nightly
def test_the_program_is_compiled_while_its_packages_are_fetched(project: Project) -> None:
    assert project.inv("publish").returncode == 0
    assert list(project.root.glob("goodnews/commands/__pycache__/__main__.*.pyc"))


@pytest.mark.nightly
def test_it_knows_what_is_broken_stale_or_half_made_and_makes_it_again(
    project: Project, launcher: ModuleType
) -> None:
    project.lock("pelican")
    assert project.inv("check").returncode == 0
    environment = project.root / ".venv"
    stamp = environment / "made-by-inv.json"
    packages = Path(json.loads(stamp.read_text())["packages_in"])
    whole = "requirements.txt"
    assert launcher.is_ready(whole)

    def moved(path: Path) -> None:
        """Away and back again: in between it is not ready."""
        path.rename(path.with_suffix(".away"))
        assert not launcher.is_ready(whole), path.name
        path.with_suffix(".away").rename(path)
        assert launcher.is_ready(whole), path.name

    moved(packages / "pelican")
    moved(environment / "bin/python")
    moved(stamp)
    good = stamp.read_text()
    for half in ("", "{", "[]", "{}", good[:-20]):
        stamp.write_text(half)
        assert not launcher.is_ready(whole), half
    stamp.write_text(good)
    assert launcher.is_ready(whole)

    project.lock("brotli")
    assert not launcher.is_ready(whole), "the lock file has changed"
    (packages / "left-over.txt").touch()
    assert SETTING_UP in project.inv("check").stderr
    assert (packages / "brotli").is_dir()
    assert not (packages / "left-over.txt").exists(), "what is stale is made again from nothing"
    assert project.inv("check").stderr == ""


def test_another_python_or_another_place_makes_it_stale(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = launcher.fingerprint("requirements.txt")
    assert launcher.fingerprint("requirements.txt") == before
    with monkeypatch.context() as other:
        other.setattr(launcher.sys, "version_info", (3, 99, 0))
        assert launcher.fingerprint("requirements.txt") != before
    with monkeypatch.context() as other:
        other.setattr(launcher.sys, "base_prefix", "/elsewhere")
        assert launcher.fingerprint("requirements.txt") != before


@pytest.mark.nightly
def test_two_started_at_once_set_up_once(project: Project) -> None:
    both = [
        subprocess.Popen(
            project.command("check"),
            env=project.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    results = [each.communicate(timeout=120) for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert all("invoked ['check']" in out for out, _ in results)
    assert sorted(SETTING_UP in err for _, err in results) == [False, True]


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Let programs that are started here be stopped as from a keyboard: in the background they would not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.nightly
@pytest.mark.usefixtures("ctrl_c")
def test_stopping_it_half_way_leaves_nothing_that_the_next_start_trusts(project: Project) -> None:
    started = subprocess.Popen(
        project.command("check"), env=project.environment(), stderr=subprocess.PIPE, text=True
    )
    for _ in range(1000):
        if (project.root / ".venv").exists():
            break
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 1
    assert "Stopped half way. Run it again" in said
    assert "Traceback" not in said

    after = project.inv("check")
    assert after.returncode == 0
    assert SETTING_UP in after.stderr


@pytest.mark.nightly
def test_a_package_that_is_not_the_locked_one_is_refused(project: Project) -> None:
    lock = project.root / "requirements.txt"
    lock.write_text(re.sub("sha256:....", "sha256:0000", lock.read_text()), encoding="utf-8")
    ran = project.inv("check")
    assert ran.returncode == 1
    assert "not the one we locked" in ran.stderr
    assert not (project.root / ".venv/made-by-inv.json").exists()


NO_NETWORK = "There is no network, and setting up needs it once. Connect, then run this again."
# Nothing listens on port 9 of loopback (it is reserved for discarding).
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_INDEX": "", "PIP_FIND_LINKS": ""}


@pytest.mark.nightly
def test_no_network_is_one_plain_sentence(project: Project) -> None:
    ran = project.inv("check", **NOWHERE)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[1:] == [NO_NETWORK]


@pytest.mark.nightly
def test_without_a_network_what_was_set_up_before_goes_on(project: Project) -> None:
    assert project.inv("check").returncode == 0
    assert project.inv("test", **NOWHERE).stderr.splitlines()[1:] == [NO_NETWORK]
    again = project.inv("check", **NOWHERE)
    assert (again.returncode, again.stderr) == (0, "")


@UNIX_ONLY
@pytest.mark.parametrize(
    ("pip_says", "we_say"),
    [
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] …", "set PIP_CERT"),
        ("ProxyError('Cannot connect to proxy.', OSError('407 Proxy Authentication", "set HTTPS_PROXY"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full"),
        ("[Errno 11001] getaddrinfo failed", "There is no network"),
        ("ERROR: No matching distribution found for lxml==6.1", "Try Python 3.12"),
        ("because ensurepip is not\navailable.", "apt install python3-venv"),
        ("something nobody foresaw", "What happened is at the end of "),
    ],
)
def test_a_failure_is_said_in_words_that_help(
    launcher: ModuleType, project: Project, monkeypatch: pytest.MonkeyPatch, pip_says: str, we_say: str
) -> None:
    (project.root / ".cache").mkdir()
    python = project.root / "python"
    python.write_text(f"#!/bin/sh\ncat <<'END'\n{pip_says}\nEND\nexit 1\n", encoding="utf-8")
    python.chmod(0o755)
    monkeypatch.setattr(launcher, "base_python", lambda: str(python))
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    with launcher.one_at_a_time() as held, pytest.raises(SystemExit, match=re.escape(we_say)):
        launcher.set_up("requirements.txt", held)


@pytest.mark.nightly
def test_uv_is_fetched_once_and_installs_everything(project: Project) -> None:
    assert project.inv("check").returncode == 0
    assert project.uv_ran == ["venv", "pip", "pip"]
    project.lock("brotli")
    nothing_to_fetch = project.wheels / "uv-1.0-py3-none-any.whl"
    nothing_to_fetch.unlink()
    assert project.inv("check").returncode == 0
    assert project.uv_ran == ["venv", "pip", "pip"] * 2


def test_a_uv_that_is_there_already_is_used(project: Project) -> None:
    project.break_uv()
    path = os.pathsep.join([str(Path(find_uv_bin()).parent), "/usr/bin", "/bin"])
    with socket.create_server(("127.0.0.1", 0)) as index:
        index.setblocking(False)
        address = f"http://127.0.0.1:{index.getsockname()[1]}/simple"
        assert project.inv("check", PATH=path, PIP_INDEX_URL=address).returncode == 0
        with pytest.raises(BlockingIOError):  # PIP_NO_INDEX holds for uv, too: nobody asked
            index.accept()
    assert not (project.root / ".uv").exists()
    assert "uv" in (project.root / ".venv/pyvenv.cfg").read_text(encoding="utf-8")


@pytest.mark.nightly
@pytest.mark.parametrize("broken", ["nothing to fetch", "a uv that fails", "a uv that can't start"])
def test_pip_does_it_where_uv_can_not(project: Project, broken: str) -> None:
    project.break_uv()
    path = "/usr/bin:/bin"
    if broken != "nothing to fetch":
        uv = project.root.parent / "bin/uv"
        uv.parent.mkdir()
        uv.write_text("#!/bin/sh\nexit 2\n" if "fails" in broken else "\0", encoding="utf-8")
        uv.chmod(0o755)
        path = f"{uv.parent}:{path}"
    ran = project.inv("check", PATH=path)
    assert ran.returncode == 0, ran.stderr
    assert "invoked ['check']" in ran.stdout
    assert project.uv_ran == []
    assert (project.root / ".venv/bin/pip").exists()


@UNIX_ONLY
def test_a_terminal_shows_the_seconds_meanwhile_and_a_pipe_nothing(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty

    def shown(read_from: int, write_to: int) -> bytes:
        step = Mock(wait=Mock(side_effect=[subprocess.TimeoutExpired("uv", 1), 0]))
        with open(write_to, "w") as stream, monkeypatch.context() as other:
            other.setattr(sys, "stderr", stream)
            assert launcher.wait(step) == 0
            print("Ready", file=stream, flush=True)
            written = b""
            while b"Ready" not in written:
                written += os.read(read_from, 1000)
        os.close(read_from)
        return written.strip(b"\r\n")

    assert shown(*pty.openpty()).split(b"\r") == [b"  0 s   ", b"  0 s", b" " * 8, b"Ready"]
    assert shown(*os.pipe()) == b"Ready"


def test_pips_settings_hold_for_uv(launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.merrowdale.example/simple")
    monkeypatch.setenv("PIP_CERT", "/etc/trust.pem")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/own.pem")
    environment = launcher.quiet_environment()
    assert environment["UV_DEFAULT_INDEX"] == "https://mirror.merrowdale.example/simple"
    assert environment["SSL_CERT_FILE"] == "/etc/own.pem", "uv's own setting comes first"


def test_settings_that_would_send_packages_elsewhere_are_left_out(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.merrowdale.example/simple")
    kept = launcher.quiet_environment()
    assert kept["PIP_INDEX_URL"] == "https://mirror.merrowdale.example/simple"
    assert not {"PIP_USER", "PIP_TARGET", "PIP_PREFIX"} & set(kept)


def test_a_linked_environment_loses_the_link_and_not_what_it_leads_to(
    launcher: ModuleType, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "precious.txt").touch()
    launcher.ENVIRONMENT.symlink_to(theirs)
    launcher.remove(launcher.ENVIRONMENT)
    assert not launcher.ENVIRONMENT.is_symlink()
    assert (theirs / "precious.txt").exists()


def test_windows_waits_for_the_task_and_ends_as_it_did(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "WINDOWS", True)
    with pytest.raises(SystemExit, match="3"):
        launcher.hand_over([sys.executable, "-c", "raise SystemExit(3)"])
    monkeypatch.setattr(launcher.subprocess, "call", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(SystemExit, match="130"):
        launcher.hand_over([sys.executable])


def test_windows_has_a_lock_of_its_own(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    locking = Mock(side_effect=[None, OSError])
    monkeypatch.setitem(sys.modules, "msvcrt", Mock(locking=locking, LK_NBLCK=2))
    with (tmp_path / "lock").open("w") as held, monkeypatch.context() as other:
        other.setattr(launcher.sys, "platform", "win32")
        assert [launcher.try_lock(held), launcher.try_lock(held)] == [True, False]
        locking.assert_called_with(held.fileno(), 2, 1)


def test_an_older_python_can_read_far_enough_to_be_told() -> None:
    source = (ROOT / "inv").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    first_lines = [type(node).__name__ for node in tree.body[:4]]
    assert first_lines == ["Expr", "Import", "Assign", "If"]
    pretend = source[: source.index("import contextlib")].replace("(3, 11)", "(99, 0)")
    ran = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("This needs Python 3.11 or later, and here ")
    assert len(ran.stderr.splitlines()) == 1


def test_it_needs_nothing_that_is_not_in_the_standard_library() -> None:
    tree = ast.parse((ROOT / "inv").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_every_lock_holds_hashes_and_no_address() -> None:
    for name in ("requirements-uv.txt", "requirements-build.txt", "requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, name
        pins = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert pins, name
        assert all("--hash=sha256:" in pin for pin in pins), name


def test_the_uv_that_installs_is_the_one_that_is_tested() -> None:
    uv = (ROOT / "requirements-uv.txt").read_text(encoding="utf-8")
    assert uv in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")


def test_what_builds_packages_is_what_is_installed() -> None:
    """Two versions of the same tool would take turns in the environment."""
    build = (ROOT / "requirements-build.txt").read_text(encoding="utf-8")
    for name in ("requirements.txt", "requirements-dev.txt"):
        whole = (ROOT / name).read_text(encoding="utf-8")
        assert "setuptools==" not in whole or build in whole
