"""Other programs: how they are run, and what is passed on when one fails."""

import sys
from pathlib import Path

import pytest

from goodnews.problems import CommandError
from goodnews.programs import find_program, reason_of, run_program, without_password

REASONS = {
    "the last line": ("slow\nno such remote\n", "no such remote"),
    "no password": (
        "warning: slow\nfatal: https://me:hunter2@host/x.git not found\n",
        "fatal: https://host/x.git not found",
    ),
    "nothing": ("", "It did not say why."),
    "ssh's own reason, of rsync": (
        (
            "ssh: connect to host x port 22: Connection refused\n"
            "rsync: connection unexpectedly closed (0 bytes received so far) [sender]\n"
            "rsync error: unexplained error (code 255) at io.c(232) [sender=3.2.7]\n"
        ),
        "ssh: connect to host x port 22: Connection refused",
    ),
    "ssh's own reason, of git": (
        (
            "git@host: Permission denied (publickey).\nfatal: Could not read from remote repository.\n\n"
            "Please make sure you have the correct access rights\nand the repository exists.\n"
        ),
        "git@host: Permission denied (publickey).",
    ),
    "a host that is another now": (
        (
            "@@@@@@\n@ WARNING @\nHost key for x has changed and you have requested strict checking.\n"
            "Host key verification failed.\nrsync error: unexplained error (code 255)\n"
        ),
        "Host key for x has changed and you have requested strict checking.",
    ),
    "a full disk": (
        (
            'rsync: [receiver] write failed on "/srv/a": No space left on device (28)\n'
            "rsync error: error in file IO (code 11) at receiver.c(380)\n"
        ),
        'rsync: [receiver] write failed on "/srv/a": No space left on device (28)',
    ),
    "a push refused": (
        "To host:x.git\n ! [rejected] a -> b (fetch first)\nerror: failed to push\nhint: see help\n",
        "! [rejected] a -> b (fetch first)",
    ),
    "a branch protected": (
        "remote: error: GH006: Protected branch update failed.\n ! [remote rejected] a -> b\n",
        "remote: error: GH006: Protected branch update failed.",
    ),
}


@pytest.mark.parametrize(("complaint", "reason"), REASONS.values(), ids=REASONS)
def test_the_line_that_says_why_is_passed_on_without_passwords(complaint: str, reason: str) -> None:
    assert reason_of(complaint) == reason


def test_an_address_without_a_password_stays_as_it_is() -> None:
    address = "git@github.com:merrowdale/stories.git"
    assert without_password(address) == address


def test_what_it_reads_says_and_ends_with_is_handed_on() -> None:
    code = "import sys; print(sys.stdin.read()); sys.exit('too late')"
    ran = run_program([sys.executable, "-c", code], stdin=b"hello")
    assert (ran.code, ran.out.strip(), ran.complaint) == (1, "hello", "too late")


def test_a_program_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"is not installed here. Get it from the shop."):
        find_program("no-such-program", "Get it from the shop.")
    with pytest.raises(CommandError, match="can't be run"):
        run_program([str(tmp_path / "gone")])


def test_a_program_that_does_not_end_is_stopped() -> None:
    with pytest.raises(CommandError, match="did not finish within 0 seconds"):
        run_program([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.2)
