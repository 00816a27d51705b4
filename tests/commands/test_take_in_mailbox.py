"""From a mailbox to draft pull requests: a real mail server, a strict simulator of GitHub, kills."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.sights import with_face
from goodnews.commands import look
from goodnews.commands import take_in_mailbox as take_in_mailbox_module
from goodnews.commands.take_in import TakeInReport
from goodnews.commands.take_in_mailbox import take_in_mailbox
from goodnews.config import PUBLIC, load_config
from goodnews.photos.eyes import eyes_version
from goodnews.problems import CommandError
from tests.importers.mail.letters import VOUCHED, WORDS, letter, posted
from tests.photos.exiftool import ExifTool
from tests.photos.specimens import PLANT, phone_heic, phone_jpeg
from tests.site.conftest import NOW, ROOT

from .mail_trust import Trust

PHOTO = ("IMG_2041.HEIC", phone_heic())
NHS_NUMBER = "943 476 5919"


def test_a_mail_becomes_one_draft_pull_request_that_says_what_is_missing(
    trust: Trust, tmp_path: Path
) -> None:
    trust.environ |= {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_RUN_ID": "77"}
    trust.mailbox.deliver(posted(letter(WORDS, PHOTO)))
    report = trust.run(tmp_path / "preview.html")
    assert report.code == 0
    assert report.taken == ("Pull request 1: 2026/tea-at-4am. Left out: a signature.",)
    (pull,) = trust.repository.pulls
    assert pull["draft"] is True
    assert pull["head"]["ref"].startswith("mail/")
    assert set(trust.names(pull["head"]["ref"])) - set(trust.names("main")) == {
        "content/stories/2026/tea-at-4am/photo-1.jpg",
        "content/stories/2026/tea-at-4am/story.md",
    }
    for words in ("alt", "shows", "who can be seen", "/actions/runs/77", "tree/mail/", "draft: yes"):
        assert words in pull["body"].replace("&#58;", ":"), words
    page = (tmp_path / "preview.html").read_text(encoding="utf-8")
    assert "It tasted wonderful." in page
    assert "data:image/jpeg" in page
    assert trust.counts() == [0, 1, 0]
    assert trust.run().as_text() == "There is no new mail."
    assert len(trust.repository.pulls) == 1


def test_the_sender_and_what_the_phone_wrote_stay_in_the_mailbox(trust: Trust) -> None:
    trust.mailbox.deliver(posted(letter("Jo Bloggs here, jo.bloggs@merrowdale.example!\n\nTea.\n", PHOTO)))
    report = trust.run()
    everything = b"\n".join(trust.repository.every_blob()) + str(trust.repository.pulls).encode()
    everything += (
        trust.repository.git("log", "--all", "--format=%an %ae %B").encode() + report.as_text().encode()
    )
    for secret in (b"Bloggs", b"jo.bloggs", b"IMG_2041", b"tea-1@phone", PLANT.encode()):
        assert secret not in everything, secret
    assert "(A name was here.)" in trust.story()


def test_who_is_not_vouched_for_waits_for_a_person(trust: Trust) -> None:
    failed = VOUCHED.replace("dmarc=pass", "dmarc=fail")
    forged_below = letter(results=failed)
    forged_below["Authentication-Results"] = VOUCHED
    unlisted = VOUCHED.replace("merrowdale.example", "tarn.example")
    nobody_s = letter(results=None), letter(results=failed), forged_below
    for mail in (*nobody_s, letter(sender="A <a@tarn.example>", results=unlisted)):
        trust.mailbox.deliver(posted(mail))
    report = trust.run()
    assert (report.code, ["does not vouch" in line for line in report.waiting]) == (1, [True] * 4)
    assert trust.counts() == [0, 0, 4]
    assert trust.repository.pulls == []


def test_an_identifier_is_sent_only_where_the_team_alone_reads_as_a_thing_to_fix(trust: Trust) -> None:
    for public_mails, is_known in enumerate((True, False), 1):
        trust.repository.private, trust.repository.tells_visibility = False, is_known
        trust.mailbox.deliver(posted(letter(f"Her NHS number is {NHS_NUMBER}. She had tea.\n")))
        report = trust.run()
        assert report.code == 1
        assert "identifier-nhs-number" in report.waiting[0]
        assert NHS_NUMBER not in report.as_text()
        assert trust.counts() == [0, 0, public_mails]
    assert trust.repository.changes == []
    trust.repository.private = trust.repository.tells_visibility = True
    trust.mailbox.deliver(posted(letter(f"Her NHS number is {NHS_NUMBER}. She had tea.\n")))
    assert trust.run().code == 0
    body = trust.repository.pulls[0]["body"]
    assert "identifier-nhs-number" in body
    assert "/upload/mail/" in body, "there is no photo yet"
    assert NHS_NUMBER not in body


@pytest.mark.parametrize("eyes", ["none", "some that fail"])
def test_a_photo_that_no_program_looked_at_waits_where_everybody_reads(
    trust: Trust, monkeypatch: pytest.MonkeyPatch, eyes: str
) -> None:
    if eyes == "some that fail":
        monkeypatch.setattr(look, "eyes_version", eyes_version)
        monkeypatch.setattr(look, "look_at_photos", lambda *_: {})
    trust.repository.private = False
    trust.mailbox.deliver(posted(letter("We had tea.\n", PHOTO)))
    (line,) = trust.run().waiting
    assert "No program looked" in line
    assert trust.repository.changes == []


def test_of_photos_that_a_program_looked_at_those_that_may_show_a_face_wait_where_everybody_reads(
    trust: Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "eyes_version", eyes_version)
    with_face(3, height=120, tilt=0).save(tmp_path / "ward.jpg")
    trust.repository.private = False
    face = ("ward.jpg", (tmp_path / "ward.jpg").read_bytes())
    for photo in (face, PHOTO):
        trust.mailbox.deliver(posted(letter("We had tea.\n", photo)))
    (line,) = trust.run().waiting
    assert "may say or show who somebody is: photo-face." in line
    assert trust.counts() == [0, 1, 1]
    assert len(trust.repository.pulls) == 1


def test_what_no_story_can_be_made_of_waits_and_stops_no_other(trust: Trust) -> None:
    invitation = letter(message_id="<2@phone.example>")
    invitation.add_attachment(b"BEGIN:VCALENDAR", "text", "calendar")
    for mail in (letter("", message_id="<1@phone.example>"), invitation, letter()):
        trust.mailbox.deliver(posted(mail))
    report = trust.run()
    assert [len(report.taken), len(report.waiting), report.code] == [1, 2, 1]
    assert trust.counts() == [0, 1, 2]


STEPS = 6
"""Calls that change something: two blobs, a tree, a commit, a branch, a pull request."""
_ANOTHER_PROCESS = """\
import os, signal, sys, time
from pathlib import Path
from goodnews.commands import look, take_in
from goodnews.commands.take_in_mailbox import take_in_mailbox
from goodnews.config import PUBLIC, load_config
from tests.site.conftest import NOW
look.eyes_version = lambda: ""
root = Path(sys.argv[1])
clean_photos, take_in.MAIL_SECONDS = take_in.clean_photos, 15

def harmful(attachments):
    for attachment in attachments:
        if attachment.data.startswith(b"harm = "):
            exec(attachment.data)
    return clean_photos(attachments)

take_in.clean_photos = harmful
print(take_in_mailbox(root, load_config(root, PUBLIC), NOW, os.environ).as_text())
"""


def start(trust: Trust) -> "subprocess.Popen[bytes]":
    """Run it in a process that can be killed."""
    environ = {**os.environ, **trust.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _ANOTHER_PROCESS, str(trust.site.root)]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE)


HARMS = {
    b"time.sleep(600)": "more time or memory",
    b"bytearray(64 << 30)": "more time or memory",
    b"os.kill(os.getpid(), signal.SIGKILL)": "more time or memory",
    b"{}['943 476 5919']": "stumbles over it (KeyError)",
}
"""What a mail may do in its process, and what is said of it."""


def test_a_mail_that_takes_all_there_is_waits_for_a_person_and_stops_no_other(trust: Trust) -> None:
    for harm in HARMS:
        trust.mailbox.deliver(posted(letter("Boom.\n", ("a.jpg", b"harm = " + harm))))
    trust.mailbox.deliver(posted(letter()))
    running = start(trust)
    _, *lines = running.communicate(timeout=120)[0].decode().splitlines()
    assert running.returncode == 0
    assert [words in line for words, line in zip(HARMS.values(), lines, strict=True)] == [True] * len(HARMS)
    assert NHS_NUMBER not in str(lines)
    assert trust.counts() == [0, 1, len(HARMS)]
    assert len(trust.repository.pulls) == 1


def test_what_a_run_has_no_time_for_is_the_next_one_s(trust: Trust, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2):
        trust.mailbox.deliver(posted(letter(message_id=f"<{number}@phone.example>")))
    for limit in ("MOST_MAILS", "RUN_SECONDS"):
        with monkeypatch.context() as few:
            few.setattr(take_in_mailbox_module, limit, 0)
            assert trust.run().as_text() == "2 more mails wait for the next run."
    assert trust.run().code == 0
    assert trust.counts() == [0, 2, 0]


@pytest.mark.parametrize(
    "step", [STEPS - 1, *(pytest.param(step, marks=pytest.mark.nightly) for step in (1, 2, 3, 4, STEPS))]
)
def test_killed_after_any_step_the_next_run_leaves_one_pull_request(trust: Trust, step: int) -> None:
    trust.mailbox.deliver(posted(letter("We had tea.\n", PHOTO)))
    running = start(trust)

    def kill(count: int) -> None:
        if count == step:
            running.send_signal(signal.SIGKILL)
            running.wait(30)

    trust.repository.after_change = kill
    running.communicate(timeout=120)
    assert running.returncode == -signal.SIGKILL
    trust.repository.after_change = lambda _count: None
    assert trust.counts()[0] == 1, "the mail is still there"
    trust.run()
    assert [pull["state"] for pull in trust.repository.pulls] == ["open"]
    assert len([name for name in trust.repository.branches() if name.startswith("mail/")]) == 1
    assert trust.counts() == [0, 1, 0]
    assert "photo-1.jpg" in trust.story()


def test_two_runs_at_once_open_one_pull_request(trust: Trust) -> None:
    for number in range(3):
        trust.mailbox.deliver(
            posted(letter(f"Tea {number}.\n", subject=f"Tea {number}", message_id=f"<{number}@x>"))
        )
    together = threading.Barrier(2)
    config = load_config(trust.site.root, PUBLIC)  # one process reads one settings file at a time

    def run(_number: int) -> TakeInReport:
        together.wait(30)
        return take_in_mailbox(trust.site.root, config, NOW, trust.environ)

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(run, range(2)))
    assert sorted(pull["title"] for pull in trust.repository.pulls) == [
        f"By mail: 2026/tea-{number}" for number in range(3)
    ]
    # Of a mail that both move at the same moment, a mail server may leave two copies.
    assert sum(len(report.taken) for report in reports) >= 3
    assert trust.counts()[0] == 0
    assert trust.counts()[1] >= 3


def test_a_pull_request_that_was_closed_is_not_opened_again(trust: Trust) -> None:
    mail = posted(letter())
    trust.mailbox.deliver(mail)
    trust.run()
    trust.repository.pulls[0]["state"] = "closed"
    trust.mailbox.deliver(mail)
    trust.run()
    assert len(trust.repository.pulls) == 1
    assert trust.counts() == [0, 2, 0]


def test_what_github_can_t_do_now_leaves_the_mail_where_it_is(trust: Trust) -> None:
    trust.repository.may_open = False
    trust.mailbox.deliver(posted(letter()))
    with pytest.raises(CommandError, match="not permitted"):
        trust.run()
    assert trust.counts() == [1, 0, 0]
    trust.repository.may_open = True
    trust.run()
    assert [len(trust.repository.pulls), *trust.counts()] == [1, 0, 1, 0]


def test_a_trust_that_lists_nobody_is_told_so(trust: Trust) -> None:
    file = trust.site.root / "pelicanconf.py"
    file.write_text(
        file.read_text(encoding="utf-8").replace('["merrowdale.example"]', "[]"), encoding="utf-8"
    )
    with pytest.raises(CommandError, match="TRUST_MAIL_DOMAINS"):
        trust.run()


def test_the_whole_way_of_a_photo_with_a_place_in_it(
    trust: Trust, tmp_path: Path, exiftool: ExifTool
) -> None:
    """From the mailbox to the site, and the place is in no object that git or GitHub ever had."""
    photos = [("IMG_1.HEIC", phone_heic()), ("IMG_2.JPG", phone_jpeg())]
    trust.mailbox.deliver(posted(letter("We had tea at 4am. It was hot.\n", *photos)))
    trust.run()
    trust.merge_answered(tmp_path / "clone")
    assert trust.site.build().stories == 1
    assert "We had tea at 4am." in trust.site.page("stories/2026/tea-at-4am")

    looked_at = tmp_path / "blobs"
    looked_at.mkdir()
    for number, blob in enumerate(trust.repository.every_blob()):
        assert PLANT.encode() not in blob
        (looked_at / str(number)).write_bytes(blob)
    shutil.copytree(trust.site.root / "output", looked_at / "output")
    told = "$gps:all or $serialnumber or $make or $artist"
    assert exiftool.run("-q", "-q", "-r", "-if", told, "-p", "$filename", looked_at) == ""
