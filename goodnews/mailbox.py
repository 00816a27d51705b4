"""A mailbox, over IMAP (RFC 9051), with TLS: reading mails, and moving each once."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from goodnews.problems import CommandError

TIMEOUT = 60.0
NEEDED = ("MAIL_HOST", "MAIL_USER", "MAIL_SERVER", "MAIL_SECRET")


@dataclass(frozen=True)
class MailAccount:
    """Where the mails are, and how to get in.

    Attributes:
        host: the IMAP server.
        port: of its TLS service.
        user: who signs in.
        password: or nothing, where there is a token.
        token: of OAuth 2, or nothing.
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

    Raises:
        CommandError: naming what is missing, or a port that is none.
    """
    host, user = environ.get("MAIL_HOST", ""), environ.get("MAIL_USER", "")
    server, secret = environ.get("MAIL_SERVER", ""), environ.get("MAIL_SECRET", "")
    password, token = environ.get("MAIL_PASSWORD", ""), environ.get("MAIL_TOKEN", "")
    values = dict(zip(NEEDED, (host, user, server, secret), strict=True))
    missing = [name for name, value in values.items() if not value]
    missing += [] if password or token else ["MAIL_PASSWORD or MAIL_TOKEN"]
    port = environ.get("MAIL_PORT") or "993"
    if missing or not port.isdigit():
        raise CommandError(
            f"The mailbox needs {', '.join(missing)}." if missing else f"MAIL_PORT can't be “{port}”.",
            "docs/running.md says how it is set up.",
        )
    folder = environ.get("MAIL_FOLDER") or "INBOX"
    return MailAccount(host, int(port), user, folder, server, password, token, secret)


class Mailbox:
    """A mailbox that is open while the block runs.

    Raises:
        CommandError: on entering and from every method: it can't be reached, or it refuses.
    """

    def __init__(self, account: MailAccount) -> None:
        self._account = account
        self._imap: imaplib.IMAP4_SSL | None = None

    def __enter__(self) -> Self:
        account = self._account
        with _in_words():
            context = ssl.create_default_context()
            self._imap = imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=TIMEOUT)
        try:
            with _in_words("It did not let us in: check MAIL_USER, and MAIL_PASSWORD or MAIL_TOKEN."):
                if account.token:
                    authorisation = f"user={account.user}\x01auth=Bearer {account.token}\x01\x01".encode()
                    self._imap.authenticate("XOAUTH2", lambda challenge: b"" if challenge else authorisation)
                else:
                    self._imap.login(account.user, account.password)
            self._require("MOVE")
        except CommandError:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _close(self) -> None:
        if self._imap is not None:
            try:
                self._imap.logout()
            except (imaplib.IMAP4.error, OSError):
                self._imap.shutdown()
        self._imap = None

    def _require(self, capability: str) -> None:
        if capability not in self._ask("capability")[0].decode().upper().split():
            raise CommandError(
                f"The mail server lacks {capability}.", "Ask whoever runs it: mails could not be moved once."
            )

    def mails(self, folder: str) -> list[int]:
        """The mails in a folder, by the numbers that the server gives them, the oldest first."""
        self._ask("select", _quoted(folder))
        (found,) = self._ask("uid", "SEARCH", "ALL")
        return sorted(int(number) for number in (found or b"").split())

    def size(self, number: int) -> int | None:
        """A mail's bytes; None when it is not here any more."""
        (found,) = self._ask("uid", "FETCH", str(number), "(RFC822.SIZE)")[:1] or (None,)
        match = re.search(rb"RFC822\.SIZE (\d+)", found) if isinstance(found, bytes) else None
        return int(match[1]) if match else None

    def read(self, number: int) -> bytes | None:
        """A mail's bytes, and it stays unread; None when it is not here any more."""
        for found in self._ask("uid", "FETCH", str(number), "(BODY.PEEK[])"):
            if isinstance(found, tuple):
                return bytes(found[1])
        return None

    def make_folder(self, folder: str) -> None:
        """Make a folder, unless it is there."""
        if self._ask("list", '""', _quoted(folder)) == [None]:
            self._ask("create", _quoted(folder), allowed=("OK", "NO"))  # another run may make it meanwhile

    def move(self, number: int, folder: str) -> bool:
        """Move a mail out of the folder that was read; False when it is not there any more.

        It is no claim: of two who move a mail at the same moment, a server may tell both that they did.
        """
        imap = self._open()
        imap.response("COPYUID")
        self._ask("uid", "MOVE", str(number), _quoted(folder), allowed=("OK", "NO"))
        if imap.response("COPYUID")[1] != [None]:
            return True
        if self.size(number) is not None:
            raise CommandError(f"The mail server can't move mails to {folder}.", "See whether it is full.")
        return False

    def _open(self) -> imaplib.IMAP4_SSL:
        if self._imap is None:
            raise CommandError("The mailbox is closed.", "Open it first.")
        return self._imap

    def _ask(self, command: str, *arguments: str, allowed: tuple[str, ...] = ("OK",)) -> list[Any]:
        """Give a command of imaplib's, and return what the server answers."""
        imap = self._open()
        with _in_words():
            status, answer = getattr(imap, command)(*arguments)
        if status not in allowed:
            words = f"{command} {arguments[0]}" if command == "uid" else command
            raise CommandError(
                f"The mail server refused: {words.upper()}.", "See whether the folder is there."
            )
        return list(answer)


@contextmanager
def _in_words(refused: str = "The mail server refused.") -> Iterator[None]:
    """What goes wrong with a mail server, said without anything secret that it may repeat.

    Raises:
        CommandError: for whatever it was.
    """
    later = "Run this again later: nothing is lost."
    try:
        yield
    except imaplib.IMAP4.abort:
        raise CommandError("The mail server hung up.", later) from None
    except imaplib.IMAP4.error:
        raise CommandError(refused, "Check the variables of the mailbox: docs/running.md.") from None
    except ssl.SSLError as error:
        raise CommandError(
            f"The mail server's certificate is not accepted ({error.reason}).", "Check MAIL_HOST."
        ) from None
    except OSError:
        raise CommandError("The mail server could not be reached.", later) from None


def _quoted(folder: str) -> str:
    r"""A folder's name as IMAP wants it.

    >>> _quoted("Taken in")
    '"Taken in"'
    """
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
