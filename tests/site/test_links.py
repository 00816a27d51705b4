"""Links that leave the site when a reader chooses to."""

from types import SimpleNamespace
from typing import Any

import pytest

from goodnews.site.links import account_links


def accounts(x: str | None = None, bluesky: str | None = None, mastodon: str | None = None) -> list[str]:
    config: Any = SimpleNamespace(x_handle=x, bluesky_handle=bluesky, mastodon_handle=mastodon)
    return [link.href for link in account_links(config)]


@pytest.mark.parametrize(
    ("handle", "addresses"),
    [
        ({}, []),
        ({"x": "merrowdale"}, ["https://x.com/merrowdale"]),
        ({"bluesky": "merrowdale.example"}, ["https://bsky.app/profile/merrowdale.example"]),
        ({"mastodon": "@merrowdale@social.example"}, ["https://social.example/@merrowdale"]),
        ({"mastodon": "@merrowdale"}, []),
    ],
)
def test_each_whole_account_a_trust_has_is_a_link(handle: dict[str, str], addresses: list[str]) -> None:
    assert accounts(**handle) == addresses
