"""Whoever sent a story by mail hears once that it is live."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodnews.commands.take_in import TakeInReport
from goodnews.commands.take_in_mailbox import TAKEN_IN
from goodnews.commands.tell import TOLD, tell_senders
from goodnews.config import PUBLIC, load_config
from goodnews.http_server import FolderHandler, LocalServer
from tests.importers.mail.letters import letter, posted
from tests.smtp_server import Outbox, smtp_server

from .mail_trust import Trust


@pytest.fixture
def outbox(trust: Trust) -> Iterator[Outbox]:
    with smtp_server(trust.mailbox.certificate) as server:
        trust.environ |= {"MAIL_SMTP_HOST": "localhost", "MAIL_SMTP_PORT": str(server.port)}
        yield server


@pytest.fixture
def live(trust: Trust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trust]:
    """The Trust's site, served once it is built, with a story of it that came by mail."""
    folder = trust.site.root / "output"
    with LocalServer(FolderHandler, folder=folder) as server:
        monkeypatch.setenv("SITEURL", server.url)
        trust.mailbox.deliver(posted(letter("We had tea at 4am. It was hot.\n")))
        trust.run()
        trust.merge_answered(tmp_path / "clone")
        yield trust


def tell(trust: Trust) -> TakeInReport:
    return tell_senders(trust.site.root, load_config(trust.site.root, PUBLIC), trust.environ)


def test_a_pull_request_says_who_tells_the_sender(trust: Trust) -> None:
    for number, (host, words) in enumerate({"": "answer the mail", "smtp.example": "without you"}.items()):
        trust.environ["MAIL_SMTP_HOST"] = host
        trust.mailbox.deliver(posted(letter(message_id=f"<{number}@phone.example>")))
        trust.run()
        assert words in trust.repository.pulls[number]["body"]


def test_the_sender_hears_once_and_of_what_is_live_alone(live: Trust, outbox: Outbox) -> None:
    story = live.site.root / "content/stories/2026/tea-at-4am/story.md"
    finished = story.read_text(encoding="utf-8")
    story.write_text(finished.replace("title:", "draft: yes\ntitle:"), encoding="utf-8")
    live.site.write("2026/another")
    live.site.build()
    assert tell(live).as_text() == "There is nobody to tell."
    assert outbox.messages == []

    story.write_text(finished, encoding="utf-8")
    live.site.build()
    assert tell(live).taken == ("Whoever sent 2026/tea-at-4am was told that it is live.",)
    ((to, words),) = outbox.messages
    assert to == "jo.bloggs@merrowdale.example"
    assert "/stories/2026/tea-at-4am/" in words
    assert "In-Reply-To: <tea-1@phone.example>" in words
    assert [live.mailbox.count(TAKEN_IN), live.mailbox.count(TOLD)] == [0, 1]
    live.mailbox.deliver(posted(letter("We had tea at 4am. It was hot.\n")), TAKEN_IN)
    report = tell(live)
    assert report.code == 1
    assert "answer the mail" in report.waiting[0]
    assert len(outbox.messages) == 1
    assert "Bloggs" not in report.as_text()


def test_a_message_that_did_not_go_out_is_a_person_s_and_never_sent_again(
    live: Trust, outbox: Outbox
) -> None:
    live.site.build()
    outbox.refuses = True
    assert "2026/tea-at-4am" in tell(live).waiting[0]
    outbox.refuses = False
    assert tell(live).as_text() == "There is nobody to tell."
    assert outbox.messages == []


def test_without_a_server_to_send_by_nobody_is_written_to(trust: Trust) -> None:
    assert "MAIL_SMTP_HOST is not set" in tell(trust).as_text()
