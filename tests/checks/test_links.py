"""Links, as a browser would read them."""

import pytest

from goodnews.checks.links import scheme_of


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
