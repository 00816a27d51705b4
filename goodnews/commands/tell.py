"""Whoever sent a story hears, once, that it is live: in its pull request, or by mail."""

import json
import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

from goodnews.announce.live_site import LiveSite
from goodnews.commands.take_in import TakeInReport, marks_of
from goodnews.commands.take_in_mailbox import TAKEN_IN
from goodnews.config import SiteConfig
from goodnews.feeds.announce_manifest import Announcement
from goodnews.github import GitHub, GitHubRefused, github_from, is_trusted
from goodnews.history import STORIES
from goodnews.i18n import messages_for
from goodnews.importers.mail.drafts import mail_key
from goodnews.importers.mail.message import Mail, MailRefused, read_mail
from goodnews.importers.mail.senders import is_from_us
from goodnews.mailbox import TIMEOUT, MailAccount, account_from, open_mailbox
from goodnews.problems import CommandError
from goodnews.terminal import Say

TOLD = "Told"
"""The folder of mails whose senders were told."""
MOST_STORIES = 20
"""Of one run: nobody waits for a line about each of the old stories that were brought over."""
_MARK = "<!-- live: {} -->"
_MARKS = re.compile(r"^<!-- live: (\S+) -->$", re.MULTILINE)


def tell_pull_requests(config: SiteConfig, environ: Mapping[str, str], say: Say) -> int:
    """Write into each pull request that brought a story which is live now; gives the exit code.

    `NEW` has the stories that the build added. Elsewhere than on GitHub nobody is told. CommandError when
    GitHub or the live site can't be read, or `NEW` is not what a build wrote.
    """
    new = _read_new(environ.get("NEW", ""))
    if not new or not environ.get("GITHUB_TOKEN"):
        say("There is nobody to tell.")
        return 0
    live = LiveSite(config.site_url).announcements().stories
    stories = [story for story in live if story.id in new][:MOST_STORIES]
    github = github_from(environ, "A line in a pull request")
    code = 0
    for number, sent in _by_pull_request(stories, config.branch, github).items():
        try:
            say(_tell_pull_request(number, sent, config, github))
        except GitHubRefused as refusal:  # a conversation that somebody locked stops no other
            say(f"Pull request {number} could not be told. {refusal.message}")
            code = 1
    return code


def _read_new(text: str) -> frozenset[str]:
    try:
        stories = json.loads(text or "[]")
    except ValueError:
        stories = None
    if not isinstance(stories, list):
        raise CommandError("NEW is not what a build wrote.", "Hand on its output `new` as it is.")
    return frozenset(map(str, stories))


def _by_pull_request(
    stories: Sequence[Announcement], branch: str, github: GitHub
) -> Mapping[int, list[Announcement]]:
    """The stories of each pull request, by its number; of what was pushed without one nothing is known."""
    sent: dict[int, list[Announcement]] = {}
    for story in stories:
        query = {"sha": branch, "path": f"{STORIES}/{story.id}/story.md"}
        commits = list(github.pages("/commits", query))
        pulls = github.pages(f"/commits/{commits[-1]['sha']}/pulls") if commits else ()
        for pull in pulls:
            if pull["merged_at"] and pull["base"]["ref"] == branch:
                sent.setdefault(pull["number"], []).append(story)
                break
    return sent


def _tell_pull_request(
    number: int, stories: Sequence[Announcement], config: SiteConfig, github: GitHub
) -> str:
    """Write what was not written yet; gives a line that says so."""
    path = f"/issues/{number}/comments"
    # A stranger can copy a mark, but not who we are.
    ours = ((comment.get("body") or "") for comment in github.pages(path) if is_trusted(comment))
    known = {mark for body in ours for mark in _MARKS.findall(body.replace("\r\n", "\n"))}
    fresh = [story for story in stories if story.id not in known]
    if not fresh:
        return f"Pull request {number} says so already."
    t = messages_for(config.language)
    lines = [_MARK.format(story.id) for story in fresh]
    lines += ["", *(t("live_line", address=story.url) for story in fresh), "", t["live_thanks"]]
    github.ask("POST", path, json={"body": "\n".join(lines)})
    return f"Pull request {number} says that {', '.join(story.id for story in fresh)} is live."


def tell_senders(root: Path, config: SiteConfig, environ: Mapping[str, str]) -> TakeInReport:
    """Write to whoever sent a story that is live now; nothing where no server to send by is set.

    A ref on GitHub is the claim, made before the message is sent: of two runs one alone makes it, so nobody
    hears twice. When it is not sure that the message went out, a person is asked to look. CommandError when
    the mailbox, GitHub or the live site can't be reached, or refuses.
    """
    host, port = environ.get("MAIL_SMTP_HOST", ""), environ.get("MAIL_SMTP_PORT") or "465"
    if not host:
        return TakeInReport((), (), "MAIL_SMTP_HOST is not set, so nobody is written to.")
    if not port.isdigit():
        raise CommandError(f"MAIL_SMTP_PORT can't be “{port}”.", "It is 465 nearly everywhere.")
    account, github = account_from(environ), github_from(environ, "A mailbox")
    live = {story.id: story for story in LiveSite(config.site_url).announcements().stories}
    by_mark = {mark: live[key] for key, mark in marks_of(root) if key in live}
    told, waiting = list[str](), list[str]()
    with open_mailbox(account) as mailbox:
        mailbox.make_folder(TAKEN_IN)
        mailbox.make_folder(TOLD)
        for number in mailbox.mails(TAKEN_IN) if by_mark else ():
            data = mailbox.read(number) or b""
            mail, mark = _mail_of(data, account, config)
            story = by_mark.get(mark)
            if mail is None or story is None:
                continue
            is_ours = github.create_ref(f"told/{mark}", github.tip(config.branch))
            if is_ours and _send(_message(mail, story, config), host, int(port), account):
                told.append(f"Whoever sent {story.id} was told that it is live.")
            else:
                waiting.append(f"Was whoever sent {story.id} told? Look, and answer the mail in “{TOLD}”.")
            mailbox.move(number, TOLD)
    return TakeInReport(tuple(told), tuple(waiting), "" if told or waiting else "There is nobody to tell.")


def _mail_of(data: bytes, account: MailAccount, config: SiteConfig) -> tuple[Mail | None, str]:
    """A mail of a sender whom the server vouches for, and what finds it again."""
    try:
        mail = read_mail(data)
    except MailRefused:
        return None, ""
    if not is_from_us(mail, account.server, config.mail_domains):
        return None, ""
    return mail, mail_key(mail, data, account.secret)


def _send(message: EmailMessage, host: str, port: int, account: MailAccount) -> bool:
    """Send a message, once; False when it is not sure that it went out."""
    context = ssl.create_default_context()
    try:
        with smtplib.SMTP_SSL(host, port, context=context, timeout=TIMEOUT) as server:
            if account.token:
                credentials = f"user={account.user}\x01auth=Bearer {account.token}\x01\x01"
                server.auth("XOAUTH2", lambda challenge=None: "" if challenge else credentials)
            else:
                server.login(account.user, account.password)
            server.send_message(message)
    except (OSError, smtplib.SMTPException):
        return False
    return True


def _message(mail: Mail, story: Announcement, config: SiteConfig) -> EmailMessage:
    t = messages_for(config.language)
    message = EmailMessage()
    message["From"] = config.stories_email or config.email
    message["To"] = mail.sender.address
    message["Subject"] = t("live_subject")
    if mail.message_id:
        message["In-Reply-To"] = message["References"] = mail.message_id
    message["Auto-Submitted"] = "auto-replied"  # no out-of-office note answers it
    message.set_content(t("live_body", title=story.title, address=story.url, trust=config.short_name))
    return message
