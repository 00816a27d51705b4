"""What is passed on as it is would have come out the same if it had been parsed."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodnews.feeds.html import plain_html
from goodnews.feeds.settled import is_settled
from goodnews.feeds.text import clean
from goodnews.markdown import Text, render

SITE = "https://stories.merrowdale.example"
_TEXTS = [
    "",
    "a",
    " ",
    "\n",
    "tea &amp; cake",
    "&lt;",
    "\xa0",
    "“x”",
    "tŷ",
    "'",
    '"',
    "💙",
    "\t",
    "\x85",
    "&quot;",
]
_SPOILERS = [
    "<",
    ">",
    "&",
    "</p>",
    "<p>",
    "<em>",
    "</em>",
    "</li>",
    '"',
    ' class="a"',
    "<!-- a -->",
    "&nbsp;",
]


def _parsed(html: str) -> str:
    """What comes out when it has to be parsed: an element that does not stay, and leaves nothing."""
    return plain_html(f"{html}<span></span>", SITE, "stories/2026/x/")


def _words(chance: Random) -> str:
    text = "".join(chance.choices(_TEXTS, k=chance.randrange(3)))
    address = chance.choice([f"{SITE}/x/", "/x/", "/", "//x.example/", "/x/../y", "/a b", "x/", "/é/"])
    marked = ["", f"<em>{text}</em>", f"<strong>{text}</strong>", f'<a href="{address}">{text}</a>', "<br>"]
    return text + chance.choice(marked) + chance.choice(_TEXTS)


def _block(chance: Random) -> str:
    words = [_words(chance) for _ in range(3)]
    items = "".join(f"<li>{each}</li>\n" for each in words)
    picture = f'<img src="{SITE}/a-1.jpg" alt="{chance.choice(_TEXTS)}" width="64" height="48">'
    blocks = [
        f"<p>{words[0]}</p>",
        f'<p lang="cy">{words[0]}</p>',
        f"<h2>{words[0]}</h2>",
        f"<h3>{words[0]}</h3>",
    ]
    blocks += [
        f"<ul>\n{items}</ul>",
        f"<ol>\n{items}</ol>",
        f"<blockquote>\n<p>{words[0]}</p>\n</blockquote>",
    ]
    blocks += [f"<blockquote><p>{words[0]}</p></blockquote>", f"<figure>{picture}</figure>"]
    blocks += [f"<figure>{picture}<figcaption><p>{chance.choice(_TEXTS)}</p></figcaption></figure>"]
    return chance.choice(blocks)


def _html(seed: int) -> str:
    chance = Random(seed)
    html = "\n".join(_block(chance) for _ in range(chance.randrange(1, 4)))
    if chance.randrange(2):
        place = chance.randrange(len(html))
        html = html[:place] + chance.choice(_SPOILERS) + html[place + chance.randrange(3) :]
    return clean(html)


@given(st.integers(0, 2**32).map(_html))
@settings(max_examples=600)
def test_settled_html_comes_out_of_parsing_as_it_went_in(html: str) -> None:
    if is_settled(html):
        assert _parsed(html) == html
    assert plain_html(html, SITE, "stories/2026/x/") == _parsed(html)


def test_no_letter_of_any_alphabet_is_written_otherwise() -> None:
    letters = clean(
        "".join(map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x11000), *range(0x1F300, 0x1FB00)]))
    )
    for start in range(0, len(letters), 500):
        text = "".join(each for each in letters[start : start + 500] if each not in '<>&"')
        html = f'<p>{text}</p>\n<figure><img src="{SITE}/a.jpg" alt="{text}" width="1" height="1"></figure>'
        assert is_settled(html)
        assert _parsed(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "",
        "words",
        "<p>a",
        "<p>a</p>b",
        "<p>a\rb</p>",
        "<p>a<p>b</p></p>",
        "<p>a&nbsp;b</p>",
        "<p>a &quot;b&quot;</p>",
        '<p class="question">a</p>',
        '<a href="/about/">a</a>',
        '<p><a href="/about/">a</a></p>',
        '<p><a href="https://a.example/?b=c">a</a></p>',
        '<p><a href="javascript:x">a</a></p>',
        '<h2 id="main">a</h2>',
        "<p>a<script>b</script></p>",
        "<p>a</p>\n<div>b</div>",
        "<p><em>a</p></em>",
        "<ul>\n<li></li>\n</ul>",
    ],
)
def test_what_may_have_to_change_is_not_settled(html: str) -> None:
    assert not is_settled(html)


@pytest.mark.parametrize(
    "site", [SITE, "https://merrowdale.example/stories", "http://a.example:8000", "https://tŷ.example"]
)
@pytest.mark.parametrize(
    "address", ["/about/", "/", "//cdn.example/a/", "/a%20b/", "/a/?b=c&amp;d=e", "/a/../b/"]
)
def test_an_address_from_the_root_is_made_whole_as_when_it_is_parsed(site: str, address: str) -> None:
    html = f'<p>See <a href="{address}">us</a> &lt;a href="/about/"</p>'
    assert plain_html(html, site, "x/") == plain_html(f"{html}<span></span>", site, "x/")


@pytest.mark.parametrize(
    "text",
    [
        'The ward\'s "kettle" -- *hot*, **full**...',
        "## A & B\n\n- one\n- two\n\n> Three\n\n1. four",
        "Read [this](https://a.example/b/).",
    ],
)
def test_what_most_stories_are_made_of_is_settled(text: str) -> None:
    assert is_settled(render(Text(text)).html)
