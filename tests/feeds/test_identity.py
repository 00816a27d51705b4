"""How readers know a story again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from goodnews.feeds.entries import guid_for


def test_it_is_the_same_for_ever() -> None:
    # A changed value here would send every reader every story again. Never change it.
    assert guid_for("2026/night-on-ward-7") == "urn:uuid:b67c16c2-7591-5849-b17f-6ba2854a2f4e"


@given(st.text(), st.text())
def test_two_stories_never_share_one(one: str, other: str) -> None:
    assert (guid_for(one) == guid_for(other)) == (one == other)


def test_it_tells_nothing_of_the_story() -> None:
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", guid_for("2026/a-name-that-must-go"))
