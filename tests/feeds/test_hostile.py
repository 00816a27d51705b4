"""Whatever a stranger writes, the feeds stay well-formed, whole and harmless."""

import re

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from goodnews.feeds.plan import is_feed, plan_feeds
from goodnews.feeds.validate import check_feed
from tests.feeds.making import SITE, make_config, make_story, render

PIECES = [
    "<script>alert(1)</script>",
    '<iframe src="https://a.example"></iframe>',
    "[x](javascript:alert(1))",
    "[y](/about/)",
    "[z](../other/)",
    "[^1]\n\n[^1]: A note.",
    "![](one.jpg)",
    '<img src="https://a.example/x.png">',
    "]]>",
    "&nbsp;&lt;b&gt;",
    "<!-- ",
    "</channel></rss>",
    '<p style="x" class="y" id="z">',
    "<svg><a href=x>",
    "<table><td>",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "\u202e\u200b💙\ufffe",
    "Q: Why?\nA: Because.",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=8).map("\n\n".join)
PHOTO = 'interview: {with: A sister}\nphotos: [{file: one.jpg, alt: "A <b> & \\"c\\"", shows: nobody}]'


@given(texts)
def test_every_feed_of_it_passes_the_last_look(body: str) -> None:
    story = render(make_story(more=PHOTO, body=body.replace("\r", " ").replace("\x00", "")))
    for file in plan_feeds([story], [], make_config()):
        if is_feed(file.path):
            assert check_feed(file.render(), file.path, site=SITE, size_of=lambda _: 120_001) == ()


@given(texts)
def test_a_reader_finds_one_story_and_nothing_that_runs(body: str) -> None:
    story = render(make_story(more=PHOTO, body=body.replace("\r", " ").replace("\x00", "")))
    data = next(iter(plan_feeds([story], [], make_config()))).render()
    parsed = feedparser.parse(data, sanitize_html=False)
    assert not parsed.bozo
    (item,) = parsed.entries
    content = item.content[0].value.lower()
    assert not [bad for bad in ("<script", "<iframe", "<svg", "onerror", "style=") if bad in content]
    assert not re.findall(r"""(?:href|src)=["']?\s*javascript:""", content)
    assert set(re.findall(r"""<img[^>]* src="([^"]*)""", content)) == {f"{SITE}/photos/000000000001-1280.jpg"}
