"""Whatever an export holds, it ends in drafts or in words, and nothing is lost without being named."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodnews.importers.wordpress.drafts import make_draft
from goodnews.importers.wordpress.export import read_export
from goodnews.importers.wordpress.report import write_report
from goodnews.importers.wordpress.uploads import Uploads
from goodnews.problems import CommandError
from goodnews.story import decode, parse_story

from .old_site import export, item, label, meta, picture

EXPORT = export(
    item(
        title="Tea &amp; toast",
        labels=label("News") + label("nights", "post_tag"),
        more=meta("_thumbnail_id", "9"),
        html='<p>Mum’s</p>[caption]<img class="wp-image-9" src="/a.jpg"> A bed[/caption]<ul><li>a</li></ul>',
    ),
    picture(9, "2019/05/toast.jpg", alt="A tray"),
    item(number=2, html="https://youtu.be/aqz-KE-bpKQ\n\nBare &nbsp; lines\n1. and one"),
)


def move_all(data: bytes) -> None:
    """Move a whole export as the task does; every post becomes a draft that can be read, or is named."""
    try:
        found = read_export(data, "export.xml")
    except CommandError:
        return
    drafts = []
    for post in found.posts:
        draft = make_draft(post, found, Uploads(), ("People",), {draft.key for draft in drafts})
        drafts.append(draft)
        text = decode(draft.text.encode(), "story.md")
        assert isinstance(text, str)
        assert draft.notes if not draft.text else parse_story(text, "story.md").problems == ()
    report = write_report(drafts, [], found.left_out)
    for draft in drafts:
        if draft.notes:
            assert (draft.key if draft.text else "## Not moved") in report


PIECES = st.sampled_from(
    [
        *(b"&", b"<", b">", b"]]>", b"<![CDATA[", b"\x92", b"\xff\xfe", b"\x00", b"&nbsp;", b"&#1;"),
        *(b"</item>", b"<item>", b"<rss>", b"</rss>", b"<!--", b"-->", b"<meta>", b"<?xml ?>"),
        *(b"&#x110000;", b"<!DOCTYPE x>", b"<wp:post_type>post</wp:post_type>", b"\xed\xa0\x80"),
        *(b"9999-12-31 23:59:59", b"0000-00-00", b"<div>" * 200),
    ]
)
MUTATION = st.tuples(st.integers(0, len(EXPORT)), st.integers(0, 60), st.one_of(st.just(b""), PIECES))


@given(st.lists(MUTATION, min_size=1, max_size=5))
@example([(0, len(EXPORT), b"")])
def test_a_damaged_export_ends_in_drafts_or_in_a_sentence(mutations: list[tuple[int, int, bytes]]) -> None:
    data = EXPORT
    for at, length, piece in mutations:
        data = data[:at] + piece + data[at + length :]
    move_all(data)


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_a_post_of_any_words_is_moved_or_named(html: str, title: str, link: str) -> None:
    words = (text.replace("]]>", "") for text in (html, title, link))
    body, name, address = (f"<![CDATA[{text}]]>" for text in words)
    data = export(item(html=body.removeprefix("<![CDATA[").removesuffix("]]>"), title=name, link=address))
    move_all(data.replace(b"\r", b"\n"))


DEEP = (
    *("<div>", '<div title="<">', "<ul><li>", "<b>", "<p>", "<table><tr><td>"),
    *("[caption]", "&lt;", "<blockquote>"),
)


@pytest.mark.parametrize("deep", DEEP)
def test_nesting_20_000_deep_ends_in_a_draft(deep: str) -> None:
    move_all(export(item(html=deep * 20_000 + "Tea")))


def test_the_number_of_no_character_ends_in_a_draft() -> None:
    number = f"&#{'1' * 5_000};"
    shortcode = f'[x-box text="{number}"]'
    move_all(export(item(title=f"Tea {number}"), item(title=f"<![CDATA[{number}]]>", html=shortcode)))


def test_an_export_nested_20_000_deep_ends_in_a_sentence() -> None:
    move_all(export(item(labels="<x>" * 20_000 + "</x>" * 20_000)))
    move_all(export(item(labels="<x>" * 20_000)))
