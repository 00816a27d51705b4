"""Strict stand-ins for each network on loopback: what the real one refuses, they refuse."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from goodnews.announce.practice.server import PracticeServer
from tests.announce.fakes import bluesky, facebook, mastodon, notify, webhook, x

CREDENTIALS = {
    "x": x.credentials,
    "bluesky": bluesky.credentials,
    "mastodon": mastodon.credentials,
    "facebook": facebook.credentials,
    "webhook": webhook.credentials,
    "notify": notify.credentials,
}
"""What switches each network on, given its address."""
CLASSES = {
    "bluesky": bluesky.FakeBluesky,
    "mastodon": mastodon.FakeMastodon,
    "facebook": facebook.FakeFacebook,
    "webhook": webhook.FakeWebhook,
    "notify": notify.FakeNotify,
}


def start(name: str, stack: ExitStack, folder: Path) -> Any:
    """One network's stand-in; X's has the practice server behind it, which keeps its posts in the folder."""
    if name == "x":
        practice = stack.enter_context(PracticeServer(folder, keys=x.KEYS))
        return stack.enter_context(x.FakeX(practice=practice))
    return stack.enter_context(CLASSES[name]())
