"""Every network with its strict stand-in, so that what holds for all is asked of all."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goodnews.announce.network import Claim, Network, PostDraft, PostImage
from goodnews.announce.networks.bluesky import Bluesky
from goodnews.announce.networks.facebook import Facebook
from goodnews.announce.networks.mastodon import Mastodon
from goodnews.announce.networks.notify import Notify, NotifyTemplates, Recipient
from goodnews.announce.networks.webhook import Webhook
from goodnews.announce.networks.x import X
from goodnews.announce.practice import PracticeServer
from tests.announce.fakes import bluesky, facebook, mastodon, notify, webhook, x
from tests.announce.stage import JPEG, make_story

STORY = make_story("night-on-ward-7", photo=True, title="A night on “Ward 7” – tea & all 🫖", lang="en")
HASH_KEY = b"planted-hash-key-0123456789"


@dataclass
class FakedNetwork:
    """A network and its stand-in.

    Attributes:
        posting: the request that makes the post, for trouble.
        looking: the request that looks for it.
        deleting: how a deletion is asked for; `{id}` stands for the post.
    """

    network: Network
    fake: Any
    posting: str
    looking: str = ""

    @property
    def recipient(self) -> str:
        return self.network.recipients(STORY)[0]

    def draft(self) -> PostDraft:
        can = self.network.capabilities
        image = PostImage(JPEG, "image/jpeg", "Two nurses, backs to us") if can.alt else None
        card = PostImage(JPEG, "image/jpeg", "") if can.cards else None
        return PostDraft(STORY, self.network.compose(STORY), image, card)

    def request(self) -> str:
        return self.network.build_request(self.draft(), self.recipient)

    def claim(self, request: str) -> Claim:
        return Claim(STORY.id, self.recipient, STORY.url, request, datetime.now(UTC) - timedelta(minutes=25))


def fake_network(name: str, stack: ExitStack, folder: Path) -> FakedNetwork:
    """Set one up."""
    if name == "x":
        practice = stack.enter_context(PracticeServer(folder, keys=x.KEYS))
        fake: Any = stack.enter_context(x.FakeX(practice=practice))
        return FakedNetwork(
            X(x.KEYS, base=fake.url), fake, "POST /2/tweets", "GET /2/users/1899999999999999999/tweets"
        )
    if name == "bluesky":
        fake = stack.enter_context(bluesky.FakeBluesky())
        network: Network = Bluesky(bluesky.HANDLE, bluesky.PASSWORD, base=fake.url)
        put, get = "POST /xrpc/com.atproto.repo.putRecord", "GET /xrpc/com.atproto.repo.getRecord"
        return FakedNetwork(network, fake, put, get)
    if name == "mastodon":
        fake = stack.enter_context(mastodon.FakeMastodon())
        network = Mastodon(mastodon.TOKEN, base=fake.url, sleep=lambda _: None)
        return FakedNetwork(network, fake, "POST /api/v1/statuses", "GET /api/v1/accounts/7/statuses")
    if name == "facebook":
        fake = stack.enter_context(facebook.FakeFacebook())
        network = Facebook(facebook.PAGE, facebook.TOKEN, base=fake.url)
        return FakedNetwork(network, fake, "POST /112233/feed", "GET /112233/published_posts")
    if name == "notify":
        fake = stack.enter_context(notify.FakeNotify())
        people = (Recipient("email", "sister@merrowdale.example"), Recipient("text", "+447700900123"))
        network = Notify(
            notify.KEY, NotifyTemplates(notify.EMAIL, notify.TEXT), people, HASH_KEY, base=fake.url
        )
        return FakedNetwork(network, fake, "POST /v2/notifications/email", "GET /v2/notifications")
    fake = stack.enter_context(webhook.FakeWebhook())
    network = Webhook(f"{fake.url}/services/planted-webhook-path", webhook.SECRET, time=time.time)
    return FakedNetwork(network, fake, "POST /services/planted-webhook-path")


NAMES = ("x", "bluesky", "mastodon", "facebook", "notify", "webhook")


@pytest.fixture(params=NAMES)
def faked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FakedNetwork]:
    """Each network in turn."""
    with ExitStack() as stack:
        ready = fake_network(request.param, stack, tmp_path)
        yield ready
        assert ready.fake.wrong == []


@pytest.fixture
def faked_by_name(tmp_path: Path) -> Iterator[Any]:
    """A network by name."""
    with ExitStack() as stack:
        yield lambda name: fake_network(name, stack, tmp_path)
