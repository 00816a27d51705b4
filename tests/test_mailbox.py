"""The mailbox, against a real mail server."""

from collections.abc import Iterator

import pytest

from goodnews.mailbox import account_from, open_mailbox
from goodnews.problems import CommandError

from .mail_server import ACCESS_TOKEN, MailServer, mail_server


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def server(running: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    running.empty()
    monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
    return running


def test_mails_are_read_and_stay_unread(server: MailServer) -> None:
    server.deliver(b"Subject: One\r\n\r\nHello\r\n")
    with open_mailbox(account_from(server.environ)) as mailbox:
        (number,) = mailbox.mails("INBOX")
        assert mailbox.read(number) == b"Subject: One\r\n\r\nHello\r\n"
        assert mailbox.size(number) == 23
    with server.signed_in() as imap:
        imap.select()
        assert imap.search(None, "UNSEEN")[1] == [b"1"]


def test_a_mail_that_somebody_moved_already_is_not_moved_again(server: MailServer) -> None:
    server.deliver(b"Subject: One\r\n\r\nHello\r\n")
    account = account_from(server.environ)
    with open_mailbox(account) as first, open_mailbox(account) as second:
        first.make_folder("Taken in")
        second.make_folder("Taken in")
        (number,) = first.mails("INBOX")
        assert second.mails("INBOX") == [number]
        assert [first.move(number, "Taken in"), second.move(number, "Taken in")] == [True, False]
        assert second.read(number) is None
        assert second.size(number) is None
    assert [server.count("INBOX"), server.count("Taken in")] == [0, 1]


def test_a_token_opens_it_too(server: MailServer) -> None:
    environ = {**server.environ, "MAIL_TOKEN": ACCESS_TOKEN, "MAIL_PASSWORD": ""}
    with open_mailbox(account_from(environ)) as mailbox:
        assert mailbox.mails("INBOX") == []


@pytest.mark.parametrize("wrong", [{"MAIL_PASSWORD": "guessed"}, {"MAIL_TOKEN": "stolen"}])
def test_a_wrong_secret_is_a_plain_sentence_that_does_not_say_it(
    server: MailServer, wrong: dict[str, str]
) -> None:
    with (
        pytest.raises(CommandError, match="did not let us in") as caught,
        open_mailbox(account_from({**server.environ, **wrong})),
    ):
        pass
    assert not any(secret in str(caught.value) for secret in wrong.values())


def test_a_server_that_is_not_who_it_says_is_not_spoken_to(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(CommandError, match="certificate"), open_mailbox(account_from(server.environ)):
        pass


def test_a_server_that_is_not_there_is_a_plain_sentence(server: MailServer) -> None:
    with (
        pytest.raises(CommandError, match="could not be reached"),
        open_mailbox(account_from({**server.environ, "MAIL_PORT": "9"})),
    ):
        pass


def test_a_folder_that_is_not_there_is_said(server: MailServer) -> None:
    with (
        open_mailbox(account_from(server.environ)) as mailbox,
        pytest.raises(CommandError, match="No such folder"),
    ):
        mailbox.mails("No such folder")


@pytest.mark.parametrize("missing", ["MAIL_HOST", "MAIL_USER", "MAIL_SERVER", "MAIL_SECRET", "MAIL_PASSWORD"])
def test_what_is_missing_is_named(missing: str) -> None:
    environ = dict.fromkeys(("MAIL_HOST", "MAIL_USER", "MAIL_SERVER", "MAIL_SECRET", "MAIL_PASSWORD"), "x")
    assert account_from(environ).port == 993
    with pytest.raises(CommandError, match=missing):
        account_from({**environ, missing: ""})
    with pytest.raises(CommandError, match="MAIL_PORT"):
        account_from({**environ, "MAIL_PORT": "imap"})


def test_secrets_are_in_no_account_that_is_printed() -> None:
    environ = dict.fromkeys(("MAIL_HOST", "MAIL_USER", "MAIL_SERVER"), "x")
    account = account_from({**environ, "MAIL_SECRET": "secret-1", "MAIL_PASSWORD": "secret-2"})
    assert "secret" not in repr(account).replace("secret=", "")
