"""rss2email: feeds as e-mail, delivered into a folder of this machine."""

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.feeds.making import ONE_PHOTO, make_story, render
from tests.feeds.readers.programs import run
from tests.feeds.serving import FeedSite
from tests.programs import needs

CONFIG = """\
[DEFAULT]
from = feeds@merrowdale.example
to = reader@merrowdale.example
email-protocol = maildir
maildir-path = {home}/mail
maildir-mailbox = inbox
html-mail = True
date-header = True
use-publisher-email = False

[feed.stories]
url = {feed}
"""


class Rss2email:
    """rss2email with one feed, and the mails it delivered."""

    def __init__(self, home: Path, feed: str) -> None:
        self.home = home
        self.program = needs("r2e")
        (home / "r2e.cfg").write_text(CONFIG.format(home=home, feed=feed), encoding="utf-8")

    def fetch(self) -> str:
        return run([self.program, "-VVV", "-c", "r2e.cfg", "-d", "seen.json", "run"], self.home)

    def mails(self) -> list[EmailMessage]:
        paths = sorted((self.home / "mail").rglob("new/*"))
        mails = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]
        return [mail for mail in mails if isinstance(mail, EmailMessage)]


@pytest.fixture
def rss2email(site: FeedSite, tmp_path: Path) -> Rss2email:
    home = tmp_path / "home"
    (home / "mail").mkdir(parents=True)
    return Rss2email(home, f"{site.url}/feed.xml")


def test_it_mails_title_author_date_body_and_photo(site: FeedSite, rss2email: Rss2email) -> None:
    site.publish([render(make_story(more=ONE_PHOTO))])
    rss2email.fetch()
    (mail,) = rss2email.mails()
    assert mail["Subject"] == "A night on Ward 7"
    assert "The night sister, Ward 7" in mail["From"]
    assert mail["Date"].datetime.replace(tzinfo=None).isoformat() == "2026-11-20T07:45:00"
    body = mail.get_body()
    assert body
    html = body.get_content()
    assert "<em>warm</em> hands" in html
    assert f'src="{site.url}/photos/000000000001-1280.jpg"' in html
    assert "Two nurses, backs to us" in html


def test_an_unchanged_feed_is_answered_with_304_and_mailed_once(site: FeedSite, rss2email: Rss2email) -> None:
    story = render(make_story())
    site.publish([story])
    rss2email.fetch()
    site.publish([story])
    rss2email.fetch()
    assert [status for path, status in site.answers if path == "/feed.xml"] == [200, 304]
    assert len(rss2email.mails()) == 1


def test_an_edit_is_not_mailed_as_a_new_story(site: FeedSite, rss2email: Rss2email) -> None:
    site.publish([render(make_story())])
    rss2email.fetch()
    site.publish(
        [render(make_story("2026/night-on-ward-7", title="A night and a day", day="2026-11-21 09:00"))]
    )
    site.age()
    rss2email.fetch()
    assert len(rss2email.mails()) == 1
