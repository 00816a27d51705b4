"""Links, as a browser would read them."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodnews.checks.links import _PLAIN_HOST, scheme_of


@pytest.mark.parametrize(
    ("href", "scheme"),
    [
        ("https://a.example/", "https"),
        ("HTTPS://a.example/", "https"),
        (" java\tscript:alert(1)", "javascript"),
        ("java\nscript:alert(1)", "javascript"),
        ("\x01javascript:alert(1)", "javascript"),
        ("java\u200bscript:alert(1)", "javascript"),
        ("/stories/a:b/", ""),
        ("#six", ""),
        ("", ""),
        ("rota.html", ""),
    ],
)
def test_the_scheme_is_the_one_a_browser_would_see(href: str, scheme: str) -> None:
    assert scheme_of(href) == scheme


@given(st.from_regex(_PLAIN_HOST, fullmatch=True).map(str.strip))
def test_a_plain_host_is_a_host(href: str) -> None:
    assert urlsplit(href).hostname
