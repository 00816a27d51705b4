"""Mastodon, through Mastodon.py: an idempotency key is sent, and never trusted."""

import hashlib
import html
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import requests
from mastodon import (
    Mastodon as Client,
)
from mastodon import (
    MastodonAPIError,
    MastodonError,
    MastodonNetworkError,
    MastodonNotFoundError,
    MastodonRatelimitError,
)

from goodnews.announce.network import Capabilities, Claim, Draft
from goodnews.announce.networks.http import DEFINITE, READ, STOPPING, HttpClient, make_session
from goodnews.announce.outcome import (
    Absent,
    DeleteOutcome,
    FindOutcome,
    Gone,
    Posted,
    PostOutcome,
    Refused,
    Unsure,
)
from goodnews.feeds.announcements import Announcement
from goodnews.posts import PostText, compose

PAGES = 5
MARGIN = timedelta(minutes=10)
PROCESSING = 15
_LINK = re.compile(r'href="([^"]*)"')
_Result = TypeVar("_Result")


class Mastodon:
    """Posts with a photo, its description and the language; finds among its own statuses; deletes."""

    name = "mastodon"
    label = "Mastodon"
    capabilities = Capabilities(alt=1500)

    def __init__(self, token: str, *, base: str, sleep: Callable[[float], None]) -> None:
        session = make_session(base)
        # A redirected post may be made twice, so none is followed.
        session.max_redirects = 0
        self._sleep = sleep
        self._base = base
        self._http = HttpClient(session, (token,))
        self._client = Client(
            access_token=token,
            api_base_url=base.rstrip("/"),
            request_timeout=READ,
            ratelimit_method="throw",
            # Said and not asked for: asking a server that does not answer makes the library ask for ever.
            mastodon_version="4.0.0",
            version_check_mode="created",
            session=session,
            user_agent="show-them-ours announcer",
        )

    def compose(self, story: Announcement) -> PostText:
        """500 characters, the link counts 23."""
        return compose(story.post or story.title, story.url, self.name)

    def recipients(self, story: Announcement) -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """One post for everybody."""
        return ("",)

    def estimate(self, story: Announcement) -> str:  # noqa: ARG002 - the same for all
        """Everybody who follows; nobody is counted."""
        return ""

    def build_request(self, draft: Draft, part: str) -> str | Refused | Unsure:  # noqa: ARG002 - one post for all
        """Upload the photo with its description, and wait until the server has taken it in."""
        status: dict[str, object] = {
            "status": draft.words.text,
            "language": draft.story.lang,
            "visibility": "public",
        }
        if draft.image:
            image = draft.image
            media = self._try(
                lambda: self._client.media_post(
                    image.data, mime_type=image.type, description=image.alt[: self.capabilities.alt]
                )
            )
            if isinstance(media, Refused | Unsure):
                return media
            if not media.get("id"):
                return Unsure("Mastodon answered in a way that can't be read.")
            ready = self._wait_for(str(media["id"]), media.get("url"))
            if isinstance(ready, Refused | Unsure):
                return ready
            status["media_ids"] = [ready]
        return json.dumps(status, ensure_ascii=False, sort_keys=True)

    def _wait_for(self, media: str, url: object) -> str | Refused | Unsure:
        for _ in range(PROCESSING):
            if url:
                return media
            self._sleep(1)
            found = self._try(lambda: self._client.media(media))
            if isinstance(found, Refused | Unsure):
                return found
            url = found.get("url")
        return Unsure("Mastodon is still working on the photo.")

    def post(self, request: str) -> PostOutcome:
        """`POST /api/v1/statuses`; the same bytes carry the same idempotency key."""
        status = json.loads(request)
        key = hashlib.sha256(request.encode()).hexdigest()
        made = self._try(
            lambda: self._client.status_post(
                status["status"],
                media_ids=status.get("media_ids"),
                language=status["language"],
                visibility=status["visibility"],
                idempotency_key=key,
            )
        )
        if isinstance(made, Refused | Unsure):
            return made
        return _posted(made) or Unsure("Mastodon answered in a way that can't be read.")

    def find(self, claimed: Claim) -> FindOutcome:
        """Look through one's own statuses, back to the claim; the address stands in their HTML."""
        me = self._try(self._client.account_verify_credentials)
        if isinstance(me, Refused | Unsure):
            return Unsure(me.why)
        newest: str | None = None
        for _ in range(PAGES):
            before = newest
            page = self._try(
                lambda before=before: self._client.account_statuses(  # type: ignore[misc]
                    me["id"], exclude_reblogs=True, max_id=before, limit=40
                )
            )
            if isinstance(page, Refused | Unsure):
                return Unsure(page.why)
            for status in page:
                if claimed.url in {html.unescape(link) for link in _LINK.findall(status["content"])}:
                    return _posted(status) or Unsure("Mastodon answered in a way that can't be read.")
            if not page or page[-1]["created_at"] < claimed.first - MARGIN:
                return Absent()
            newest = page[-1]["id"]
        return Unsure("Mastodon's statuses since then are too many to look through.")

    def delete(self, id: str) -> DeleteOutcome:  # noqa: A002 - the network's own word
        """`DELETE /api/v1/statuses/:id`; one that is not there is gone."""
        done = self._try(lambda: self._client.status_delete(id, delete_media=True), missing=Gone())
        return done if isinstance(done, Refused | Unsure | Gone) else Gone()

    def _try(
        self, ask: Callable[[], _Result], missing: Gone | None = None
    ) -> "_Result | Refused | Unsure | Any":
        """Ask once, and translate the library's errors."""
        try:
            return ask()
        except MastodonNotFoundError as error:
            return missing or Refused(self._http.redact(f"Mastodon said no (404): {error}"), stop=True)
        except MastodonRatelimitError:
            return Refused("Mastodon has had enough for now (429).", stop=True)
        except MastodonNetworkError as error:
            return self._no_answer(error)
        except MastodonAPIError as error:
            status = next((each for each in error.args if isinstance(each, int)), 500)
            said = next((each for each in reversed(error.args) if isinstance(each, str)), "")
            what = self._http.redact(f"({status}): {said}")
            if status in DEFINITE:
                return Refused(f"Mastodon said no {what}", stop=status in STOPPING)
            return Unsure(f"Mastodon answered {what}")
        except (MastodonError, ValueError, KeyError, TypeError) as error:
            return Unsure(
                self._http.redact(f"Mastodon answered in a way that can't be read: {type(error).__name__}")
            )

    def _no_answer(self, error: Exception) -> Refused | Unsure:
        cause = error.__context__
        if isinstance(cause, requests.exceptions.RequestException):
            return self._http.failed(cause, self._base)
        return Unsure("Mastodon did not answer.")


def _posted(status: Any) -> Posted | None:
    """Where it stands; None when the answer lacks it."""
    try:
        number, address = status["id"], status["url"]
    except (KeyError, TypeError):
        return None
    return Posted(str(number), str(address)) if number and address else None
