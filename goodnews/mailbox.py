"""A mailbox, over IMAP (RFC 9051), with TLS: reading mails, and moving each once."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from goodnews.problems import CommandError

TIMEOUT = 60.0
NEEDED = ("MAIL_HOST", "MAIL_USER", "MAIL_SERVER", "MAIL_SECRET")


@dataclass(frozen=True)
class MailAccount:
    """Where the mails are, and how to get in: by a password, or by a token of OAuth 2.

    Attributes:
        folder: where new mails come in.
        server: the name that the mailbox's own server signs its `Authentication-Results` with.
        secret: the key of the hash that finds a mail again.
    """

    host: str
    port: int
    user: str
    folder: str
    server: str
    password: str = field(repr=False)
    token: str = field(repr=False)
    secret: str = field(repr=False)


def account_from(environ: Mapping[str, str]) -> MailAccount:
    """The mailbox that the environment describes.

    CommandError naming what is missing, or a port that is none.
    """
    password, token = environ.get("MAIL_PASSWORD", ""), environ.get("MAIL_TOKEN", "")
    missing = [name for name in NEEDED if not environ.get(name)]
    missing += [] if password or token else ["MAIL_PASSWORD or MAIL_TOKEN"]
    port = environ.get("MAIL_PORT") or "993"
    if missing or not port.isdigit():
        raise CommandError(
            f"The mailbox needs {', '.join(missing)}." if missing else f"MAIL_PORT can't be “{port}”.",
            "docs/running.md says how it is set up.",
        )
    host, user, server, secret = (environ[name] for name in NEEDED)
    folder = environ.get("MAIL_FOLDER") or "INBOX"
    return MailAccount(host, int(port), user, folder, server, password, token, secret)


@contextmanager
def open_mailbox(account: MailAccount) -> Iterator["Mailbox"]:
    """A mailbox, open while the block runs.

    CommandError when it can't be reached, or it lets nobody in.
    """
    with _in_words():
        context = ssl.create_default_context()
        client = IMAPClient(account.host, account.port, ssl_context=context, timeout=TIMEOUT)
    with client:
        with _in_words("It did not let us in: check MAIL_USER, and MAIL_PASSWORD or MAIL_TOKEN."):
            if account.token:
                client.oauth2_login(account.user, account.token)
            else:
                client.login(account.user, account.password)
        with _in_words():
            if not client.has_capability("MOVE"):
                raise CommandError(
                    "The mail server lacks MOVE.", "Ask whoever runs it: mails could not be moved once."
                )
        yield Mailbox(client)


@dataclass(frozen=True)
class Mailbox:
    """A mailbox that is open.

    Raises:
        CommandError: from every method: it can't be reached, or it refuses.
    """

    client: IMAPClient

    def mails(self, folder: str) -> list[int]:
        """The mails in a folder, by the numbers that the server gives them, the oldest first."""
        with _in_words(f"The mail server has no folder “{folder}”."):
            self.client.select_folder(folder)
            return sorted(self.client.search())

    def size(self, number: int) -> int | None:
        """A mail's bytes; None when it is not here any more."""
        size: int | None = self._fetch(number, "RFC822.SIZE", b"RFC822.SIZE")
        return size

    def read(self, number: int) -> bytes | None:
        """A mail's bytes, and it stays unread; None when it is not here any more."""
        data: bytes | None = self._fetch(number, "BODY.PEEK[]", b"BODY[]")
        return data

    def _fetch(self, number: int, part: str, name: bytes) -> Any:
        with _in_words():
            return self.client.fetch([number], [part]).get(number, {}).get(name)

    def make_folder(self, folder: str) -> None:
        """Make a folder, unless it is there."""
        with _in_words():
            if not self.client.folder_exists(folder):
                with suppress(IMAPClientError):  # another run may make it meanwhile
                    self.client.create_folder(folder)

    def move(self, number: int, folder: str) -> bool:
        """Move a mail out of the folder that was read; False when it is not there any more.

        It is no claim: of two who move a mail at the same moment, a server may tell both that they did.
        """
        with _in_words():
            self.client.noop()  # so that the server says what others moved meanwhile
        if self.size(number) is None:
            return False
        with _in_words(), suppress(IMAPClientError):
            self.client.move([number], folder)
        if self.size(number) is not None:
            raise CommandError(f"The mail server can't move mails to {folder}.", "See whether it is full.")
        return True


@contextmanager
def _in_words(refused: str = "The mail server refused.") -> Iterator[None]:
    """What goes wrong with a mail server, said without anything secret that it may repeat.

    CommandError for whatever it was.
    """
    later = "Run this again later: nothing is lost."
    try:
        yield
    except IMAPClientAbortError:
        raise CommandError("The mail server hung up.", later) from None
    except IMAPClientError:
        raise CommandError(refused, "Check the variables of the mailbox: docs/running.md.") from None
    except ssl.SSLError as error:
        raise CommandError(
            f"The mail server's certificate is not accepted ({error.reason}).", "Check MAIL_HOST."
        ) from None
    except OSError:
        raise CommandError("The mail server could not be reached.", later) from None
