"""Links that leave the site when a reader chooses to."""

from types import SimpleNamespace
from typing import Any

import pytest

from goodnews.site.links import account_links


def accounts(x: str | None = None, bluesky: str | None = None, mastodon: str | None = None) -> list[str]:
    config: Any = SimpleNamespace(x_handle=x, bluesky_handle=bluesky, mastodon_handle=mastodon)
    return [link.href for link in account_links(config)]


def test_a_trust_without_accounts_shows_none() -> None:
    assert accounts() == []


@pytest.mark.parametrize(
    ("handle", "address"),
    [
        ({"x": "merrowdale"}, "https://x.com/merrowdale"),
        ({"bluesky": "merrowdale.example"}, "https://bsky.app/profile/merrowdale.example"),
        ({"mastodon": "@merrowdale@social.example"}, "https://social.example/@merrowdale"),
    ],
)
def test_each_account_a_trust_has_is_a_link(handle: dict[str, str], address: str) -> None:
    assert accounts(**handle) == [address]


def test_half_a_mastodon_account_is_not_shown() -> None:
    assert accounts(mastodon="@merrowdale") == []
