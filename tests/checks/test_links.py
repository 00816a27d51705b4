"""Links, as a browser would read them."""

import pytest

from goodnews.checks.links import link_shape, scheme_of

from .conftest import Read


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


@pytest.mark.parametrize(
    ("href", "hint"),
    [
        ("jo@ward.example", "Write mailto:jo@ward.example."),
        ("www.a.example/b", "Write https://www.a.example/b."),
    ],
)
def test_an_address_that_is_not_whole_is_written_whole(href: str, hint: str, context: Read) -> None:
    (problem,) = link_shape.check(context(f"---\nWrite to [the ward]({href})."))
    assert problem.hint == hint
