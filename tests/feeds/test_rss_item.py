"""One item: what is filled in afterwards, and what feedgen does not do."""

import locale
from datetime import datetime

import pytest
from feedgen.util import formatRFC2822
from hypothesis import given
from lxml import etree

from goodnews.feeds.blanks import blank
from goodnews.feeds.rss_item import rss_entry, rss_item
from tests.feeds.test_rss import make_item, moments


@given(moments)
def test_a_date_is_written_as_feedgen_writes_it(moment: datetime) -> None:
    item = make_item(published=moment)
    assert f"<pubDate>{formatRFC2822(moment)}</pubDate>".encode() in rss_item(item, "en-GB").element


def test_the_date_stands_where_feedgen_puts_it() -> None:
    ours = rss_entry(make_item(), "en-GB")
    theirs = rss_entry(make_item(), "en-GB")
    theirs.dated_.moment = None
    theirs.published(make_item().published)
    assert etree.tostring(ours.rss_entry()) == etree.tostring(theirs.rss_entry())


def test_nobody_else_hears_another_language_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *_: pytest.fail("the locale of all threads was changed"))
    rss_item(make_item(), "en-GB")


@pytest.mark.parametrize(
    "changes", [{"title": f"Tea {blank('content')}"}, {"summary": blank("x")}, {"content": ""}]
)
def test_what_looks_like_a_blank_is_told_as_it_is(changes: dict[str, object]) -> None:
    item = make_item(**changes)
    whole = rss_entry(item, "en-GB").rss_entry()
    told = etree.fromstring(
        b'<rss xmlns:dc="x" xmlns:content="y">%b</rss>' % rss_item(item, "en-GB").element
    )[0]
    assert [(each.tag.rpartition("}")[2], each.text or "") for each in told] == [
        (each.tag.rpartition("}")[2], each.text or "") for each in whole
    ]
