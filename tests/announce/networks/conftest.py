"""Every network with its strict stand-in, so that what holds for all is asked of all."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goodnews.announce.credentials import enabled_networks
from goodnews.announce.network import Claim, Network, PostDraft, PostImage
from tests.announce import fakes
from tests.announce.stage import JPEG, Impatient, make_story

STORY = make_story("night-on-ward-7", photo=True, title="A night on “Ward 7” – tea & all 🫖", lang="en")


@dataclass
class FakedNetwork:
    """A network and its stand-in.

    Attributes:
        posting: the request that makes the post, for trouble.
        looking: the request that looks for it.
    """

    network: Network
    fake: Any
    posting: str
    looking: str

    @property
    def recipient(self) -> str:
        return self.network.recipients(STORY)[0]

    def draft(self) -> PostDraft:
        image = PostImage(JPEG, "image/jpeg", "Two nurses, backs to us") if self.network.longest_alt else None
        card = PostImage(JPEG, "image/jpeg", "") if self.network.makes_card else None
        return PostDraft(STORY, self.network.compose(STORY), image, card, self.recipient)

    def request(self) -> str:
        return self.network.build_request(self.draft())

    def claim(self, request: str) -> Claim:
        return Claim(STORY.id, self.recipient, STORY.url, request, datetime.now(UTC) - timedelta(minutes=25))


REQUESTS = {
    "x": ("POST /2/tweets", "GET /2/users/1899999999999999999/tweets"),
    "bluesky": ("POST /xrpc/com.atproto.repo.putRecord", "GET /xrpc/com.atproto.repo.getRecord"),
    "mastodon": ("POST /api/v1/statuses", "GET /api/v1/accounts/7/statuses"),
    "facebook": ("POST /112233/feed", "GET /112233/published_posts"),
    "notify": ("POST /v2/notifications/email", "GET /v2/notifications"),
    "webhook": ("POST /services/planted-webhook-path", ""),
}


def fake_network(name: str, stack: ExitStack, folder: Path) -> FakedNetwork:
    """Set one up, as its credentials do."""
    fake = fakes.start(name, stack, folder)
    (network,) = enabled_networks(fakes.CREDENTIALS[name](fake.url), Impatient(), folder)
    return FakedNetwork(network, fake, *REQUESTS[name])


@pytest.fixture(params=REQUESTS)
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
