"""The live site, as anybody meets it."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from lxml import etree, html

from goodnews.announce.network import NetworkError, PostImage
from goodnews.announce.networks.http import HttpClient, Response, make_session
from goodnews.announce.record import RecordKey
from goodnews.feeds.announce_manifest import AnnounceManifest, Announcement, ManifestImage
from goodnews.file_types import BEACON
from goodnews.problems import CommandError

HEAVIEST = 5_000_000


class NotLive(Exception):
    """Something a post would point at does not answer; says which, and how."""


class LiveSite:
    """Reads the public site over HTTP.

    Posts carry `public_base`; while rehearsing, a loopback server at `fetch_base` is asked instead.
    """

    def __init__(self, public_base: str, fetch_base: str = "") -> None:
        self.public_base = public_base.rstrip("/")
        self.fetch_base = (fetch_base or public_base).rstrip("/")
        self._client = HttpClient(make_session(self.fetch_base))
        self._manifest: AnnounceManifest | None = None
        self._answer = Response(0)
        self._feed_is_live = False

    def announcements(self) -> AnnounceManifest:
        """The live `/announce.json`, read once.

        CommandError when it does not answer, can't be read, or belongs to another site.
        """
        if self._manifest is not None:
            return self._manifest
        try:
            self._answer = self._fetch(f"{self.public_base}/{BEACON}", {"Cache-Control": "no-cache"})
            manifest = AnnounceManifest.from_json(self._answer.body)
            for story in manifest.stories:
                RecordKey("any", story.id)
        except NotLive as error:
            raise CommandError(
                f"The live site can't be read. {error}",
                "Publish first, and see that the site's address (SITEURL) is right.",
            ) from None
        except ValueError as error:  # it can't be read, or an identity in it can't be a file of the ledger
            raise CommandError(
                f"The live site's list of stories can't be used. {error}",
                "Publish the site again with this version.",
            ) from None
        if manifest.site.rstrip("/") != self.public_base:
            raise CommandError(
                f"The live site was built for {manifest.site.rstrip('/')}, not for {self.public_base}.",
                "Set SITEURL to the site's public address, and publish again.",
            )
        self._manifest = manifest
        return manifest

    def clock_error(self, now: datetime) -> timedelta:
        """How far `now` is from the time that the site's own answer says; zero when it says none.

        That is the `Date` of `/announce.json`; a cache's is as much older as its `Age` says, or not at all. A
        server on this machine has this machine's clock, and proves nothing.
        """
        headers, none = self._answer.headers, timedelta(0)
        age = headers.get("age", "")
        try:
            sent = parsedate_to_datetime(headers["date"])
        except (KeyError, ValueError):
            return none
        if self.fetch_base != self.public_base:
            return none
        sent = sent if sent.tzinfo else sent.replace(tzinfo=UTC)
        latest = sent + timedelta(seconds=int(age) if age.isdecimal() else 0)
        return max(sent - now, now - latest, none)

    def check_page(self, story: Announcement) -> None:
        """The feed (once) and the story's page answer 200, and the page says that it is this story's.

        A parking page, a sign-in page or a proxy's notice answers 200 too, so the page's own canonical
        address is what counts. NotLive when one of them does not.
        """
        if not self._feed_is_live:
            self._fetch(self.announcements().feed)
            self._feed_is_live = True
        page = self._fetch(story.url)
        if "html" not in page.headers.get("content-type", "html"):
            raise NotLive(f"{story.url} is not a page.")
        if canonical_url(page.body) != story.url:
            raise NotLive(f"{story.url} answers with a page that is not this story's.")

    def picture(self, picture: ManifestImage | None, today: date) -> PostImage | None:
        """Fetch it; None when its consent has run out. NotLive when it does not answer, or is another."""
        if picture is None or (picture.announce_until and today > picture.announce_until):
            return None
        answer = self._fetch(picture.url)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip()
        if kind != picture.type or len(answer.body) != picture.size or picture.size > HEAVIEST:
            raise NotLive(f"{picture.url} is not the picture that was published.")
        return PostImage(answer.body, picture.type, picture.alt)

    def _fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """GET an address of the site; NotLive for one of somewhere else, and for any answer but 200."""
        if not _below(url, self.public_base):
            raise NotLive(f"{url} is not an address of this site.")
        try:
            address = self.fetch_base + url.removeprefix(self.public_base)
            answer = self._client.request("GET", address, headers=headers)
        except NetworkError as error:
            raise NotLive(f"{url} does not answer: {error.reason}") from None
        if answer.status != 200:
            raise NotLive(f"{url} answers {answer.status}, not 200.")
        return answer


def canonical_url(page: bytes) -> str:
    """What a page says its own address is; empty when it says none.

    >>> canonical_url(b'<link rel="canonical" href="https://a.example/b/">')
    'https://a.example/b/'
    """
    try:
        document = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return ""
    links = document.iterfind(".//link[@rel='canonical']")
    return next((link.get("href", "") for link in links), "")


def _below(url: str, base: str) -> bool:
    """Whether `url` lies below `base`: a look-alike host or a climbing path does not."""
    return url.startswith(f"{base}/") and ".." not in re.split(r"[/\\?#]", unquote(url))
