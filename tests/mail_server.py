"""A real mail server on this machine: Dovecot, with TLS, for one mailbox."""

import contextlib
import grp
import imaplib
import os
import pwd
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from goodnews.http_server import LocalServer, RequestHandler

from .apart import free_port, running
from .programs import needs

USER, PASSWORD, ACCESS_TOKEN = "stories@merrowdale.example", "a-long-password", "an-access-token"
AUTHSERV = "mx.merrowdale.example"

_CONFIG = """\
base_dir = {base}/run
state_dir = {base}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
auth_mechanisms = plain login xoauth2
default_internal_user = {service}
default_internal_group = {group}
default_login_user = {service}
default_vsz_limit = 512M
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{base}/mail
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {base}/oauth2.conf
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base} allow_all_users=yes
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""
_OAUTH2 = "tokeninfo_url = {url}/?access_token=\nusername_attribute = email\n"


class _TokenServer(RequestHandler):
    """Says whose token it is, as the Trust's own sign-in does."""

    def do_GET(self) -> None:
        token = parse_qs(urlsplit(self.path).query).get("access_token", [""])[0]
        if token == ACCESS_TOKEN:
            self.reply(200, f'{{"email": "{USER}"}}'.encode(), {"Content-Type": "application/json"})
        else:
            self.reply(401)


@dataclass(frozen=True)
class MailServer:
    """Where it listens, and whom to believe that it is the one."""

    port: int
    certificate: Path

    @property
    def environ(self) -> dict[str, str]:
        """What a task needs to read its mailbox."""
        return {
            "MAIL_HOST": "localhost",
            "MAIL_PORT": str(self.port),
            "MAIL_USER": USER,
            "MAIL_PASSWORD": PASSWORD,
            "MAIL_SERVER": AUTHSERV,
            "MAIL_SECRET": "a-secret-for-hashes",
            "SSL_CERT_FILE": str(self.certificate),
        }

    @contextlib.contextmanager
    def signed_in(self) -> Iterator[imaplib.IMAP4_SSL]:
        context = ssl.create_default_context(cafile=str(self.certificate))
        with imaplib.IMAP4_SSL("localhost", self.port, ssl_context=context, timeout=60) as imap:
            imap.login(USER, PASSWORD)
            yield imap

    def deliver(self, mail: bytes, folder: str = "INBOX") -> None:
        with self.signed_in() as imap:
            assert imap.append(f'"{folder}"', "", "", mail)[0] == "OK"

    def count(self, folder: str) -> int:
        with self.signed_in() as imap:
            status, answer = imap.select(f'"{folder}"', readonly=True)
            return int(answer[0] or 0) if status == "OK" else 0

    def empty(self) -> None:
        """Remove every mail and every folder."""
        with self.signed_in() as imap:
            for row in imap.list()[1]:
                name = row.decode().rpartition(' "." ')[2] if isinstance(row, bytes) else ""
                imap.select(name)
                imap.uid("STORE", "1:*", "+FLAGS", r"(\Deleted)")
                imap.expunge()
                imap.unselect()
                if name != "INBOX":
                    imap.delete(name)


@contextlib.contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run Dovecot in the foreground, in a folder of its own, until the block ends."""
    dovecot, openssl = needs("dovecot"), needs("openssl")
    with tempfile.TemporaryDirectory(prefix="mail-") as folder:
        yield from _run(Path(folder), dovecot, openssl)


def _run(base: Path, dovecot: str, openssl: str) -> Iterator[MailServer]:
    # Dovecot gives root no mailbox, so root's is nobody's: that user has to reach it.
    user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    base.chmod(0o755)
    (base / "mail").mkdir()
    os.chown(base / "mail", user.pw_uid, user.pw_gid)
    certificate = base / "cert.pem"
    made = (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    files = ("-keyout", base / "key.pem", "-out", certificate)
    subprocess.run([openssl, *made.split(), *files], capture_output=True, check=True)
    port = free_port()
    with LocalServer(_TokenServer) as tokens:
        (base / "oauth2.conf").write_text(_OAUTH2.format(url=tokens.url), encoding="utf-8")
        (base / "dovecot.conf").write_text(
            _CONFIG.format(
                base=base,
                service=user.pw_name,
                group=grp.getgrgid(user.pw_gid).gr_name,
                password=PASSWORD,
                uid=user.pw_uid,
                gid=user.pw_gid,
                port=port,
            ),
            encoding="utf-8",
        )
        with running([dovecot, "-F", "-c", str(base / "dovecot.conf")], port, base / "log", {}):
            yield MailServer(port, certificate)
