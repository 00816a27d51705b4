"""WebSub: telling a hub that a feed has something new, so that readers hear of it at once."""

from collections.abc import Iterable

import requests

from goodnews.problems import CommandError

PUSHED = ("feed.xml", "feed.json", "podcast.xml")
"""The feeds that name the hub: hundreds of tags and wards would only make it wait for each."""
PATIENCE = 10.0
"""Seconds to wait for a hub, to connect and to answer."""


def notify_hub(hub: str, feeds: Iterable[str]) -> None:
    """Tell `hub` that these feeds changed.

    To be called once the feeds are live: the hub fetches them at once. No redirect is followed.
    `feeds` are the absolute addresses of those of `PUSHED` that there are and that changed. W3C's
    WebSub leaves this call to hub and publisher; hubs keep PubSubHubbub 0.4, section 7: `hub.mode=publish`
    and one `hub.url` each. CommandError when the hub can't be reached or refuses.
    """
    hint = "Readers still find the new story in their own time. Check TRUST_HUB if this stays."
    for feed in feeds:
        form = {"hub.mode": "publish", "hub.url": feed}
        try:
            answer = requests.post(hub, data=form, timeout=PATIENCE, allow_redirects=False)
        except requests.RequestException as error:
            raise CommandError(f"The hub at {hub} can't be reached ({type(error).__name__}).", hint) from None
        if not answer.ok or answer.is_redirect:
            message = f"The hub at {hub} refused to be told of {feed} (status {answer.status_code})."
            raise CommandError(message, hint)
