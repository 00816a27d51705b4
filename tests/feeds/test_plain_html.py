"""The HTML of a page, as feed readers keep it."""

import pytest

from goodnews.feeds.plain_html import plain_html
from tests.feeds.making import SITE

CASES = {
    "text stays": ("<p>Cold <em>tea</em> &amp; toast</p>", "<p>Cold <em>tea</em> &amp; toast</p>"),
    "a footnote leads to the page": ('<a href="#fn:1">1</a>', f'<a href="{SITE}/stories/2026/x/#fn:1">1</a>'),
    "an address from the root": ('<a href="/about/">us</a>', f'<a href="{SITE}/about/">us</a>'),
    "an address beside": ('<a href="../y/">y</a>', f'<a href="{SITE}/stories/2026/y/">y</a>'),
    "an address without its scheme": (
        '<img src="//cdn.example/a.jpg" alt="A">',
        '<img src="https://cdn.example/a.jpg" alt="A">',
    ),
    "mail and telephone": (
        '<a href="mailto:a@b.example">a</a><a href="tel:+441632960123">b</a>',
        '<a href="mailto:a@b.example">a</a><a href="tel:+441632960123">b</a>',
    ),
    "a hostile address": ('<a href=" javascript:alert(1)">x</a>', "<a>x</a>"),
    "a broken address": ('<a href="https://[x">x</a>', "<a>x</a>"),
    "classes, ids and styles": ('<p class="a" id="b" style="color:red">x</p>', "<p>x</p>"),
    "a language": ('<p lang="cy">te</p>', '<p lang="cy">te</p>'),
    "a picture with sources": (
        '<picture><source srcset="a.avif"><img src="/a.jpg" srcset="b 2x" alt="A"></picture>',
        f'<img src="{SITE}/a.jpg" alt="A">',
    ),
    "a script and a style": ("<p>x</p><script>alert(1)</script><style>p{}</style>", "<p>x</p>"),
    "a player": ("<p>a</p><iframe></iframe><p>b</p>", "<p>a</p><p>b</p>"),
    "a question is bold": (
        '<div class="exchange"><p class="question">How <em>was</em> it?</p><p class="answer">Fine.</p></div>',
        "<p><strong>How <em>was</em> it?</strong></p><p>Fine.</p>",
    ),
    "details are opened": (
        "<details><summary>Transcript</summary><p>Hello</p></details>",
        "<p>Transcript</p><p>Hello</p>",
    ),
    "a comment goes": ("<p>a<!-- who --></p>", "<p>a</p>"),
    "words without a paragraph": ("tea &lt; coffee", "tea &lt; coffee"),
    "a table keeps its spans": (
        '<table><tbody><tr><td colspan="2" width="9">x</td></tr></tbody></table>',
        '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>',
    ),
    "control characters": ("<p>tea\x0b</p>", "<p>tea</p>"),
    "an address with letters of all kinds": (
        '<a href="/tŷ/?a=1&amp;b=%20">x</a>',
        f'<a href="{SITE}/t%C5%B7/?a=1&amp;b=%20">x</a>',
    ),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "kept"), CASES.values(), ids=CASES)
def test_what_readers_strip_becomes_what_they_keep(html: str, kept: str) -> None:
    for written in (html, kept):  # doing it twice changes nothing more
        assert plain_html(written, SITE, "stories/2026/x/") == kept
