"""Reading WordPress's export file."""

import time
from collections.abc import Callable

import pytest

from goodnews.importers.wordpress.export import read_export
from goodnews.problems import CommandError

from .old_site import export, item, label, meta, picture


def test_a_post_comes_with_all_that_was_said_about_it() -> None:
    data = export(
        item(
            title="Tea &amp; toast",
            labels=label("Teams") + label("nights", "post_tag") + label("Uncategorized"),
            more=meta("_thumbnail_id", "9"),
            excerpt="A short word.",
        ),
        picture(9, "2019/05/toast.jpg", alt="A tray"),
    )
    found = read_export(data, "export.xml")
    (post,) = found.posts
    assert (post.title, post.categories, post.tags) == ("Tea & toast", ("Teams",), ("nights",))
    assert (post.excerpt, post.thumbnail) == ("A short word.", "9")
    assert str(post.moment) == "2019-05-03 14:22:00+01:00"
    assert (found.attachments["9"].file, found.attachments["9"].alt) == ("2019/05/toast.jpg", "A tray")


def test_the_words_of_a_reusable_block_stand_where_a_post_shows_it() -> None:
    html = '<p>Tea.</p><!-- wp:block {"ref":7} /--><!-- wp:block {"ref":8} /-->'
    block = item(number=7, kind="wp_block", html="<p>Toast.</p>")
    found = read_export(export(item(html=html), block), "x")
    assert found.text_of(found.posts[0]) == '<p>Tea.</p><p>Toast.</p><!-- wp:block {"ref":8} /-->'


def test_a_block_that_is_shown_a_thousand_times_stays_out() -> None:
    html = '<!-- wp:block {"ref":7} /-->' * 1_000
    block = item(number=7, kind="wp_block", html="Toast." * 1_000)
    found = read_export(export(item(html=html), block), "x")
    assert found.text_of(found.posts[0]) == html


@pytest.mark.parametrize("mark", ["<!--", "<![CDATA[", "<?xml "])
def test_marks_without_an_end_are_read_once(mark: str) -> None:
    began = time.process_time()
    with pytest.raises(CommandError, match="damaged"):
        read_export(b"<rss>" + mark.encode() * 30_000, "export.xml")
    assert time.process_time() - began < 2


def test_a_post_that_a_plugin_calls_welsh_is_welsh() -> None:
    welsh = '<category domain="language" nicename="cy"><![CDATA[Cymraeg]]></category>'
    posts = read_export(export(item(labels=welsh), item(labels=label("English", "language"))), "x").posts
    assert [post.is_welsh for post in posts] == [True, False]


def test_posts_come_oldest_first() -> None:
    data = export(
        item(number=2, gmt="2020-01-01 00:00:00"), item(number=1), item(number=3, gmt="2001-01-01 00:00:00")
    )
    assert [post.number for post in read_export(data, "x").posts] == ["3", "1", "2"]


@pytest.mark.parametrize(
    ("given", "counted"),
    [
        ({"kind": "page"}, "page (not news)"),
        ({"kind": "nav_menu_item"}, "nav_menu_item (not news)"),
        ({"status": "draft"}, "draft post"),
        ({"status": "private"}, "private post"),
        ({"status": "future"}, "future post"),
        ({"password": "opensesame"}, "post with a password"),
    ],
)
def test_what_was_not_public_there_does_not_come_here(given: dict[str, str], counted: str) -> None:
    found = read_export(export(item(**given), item()), "x")  # type: ignore[arg-type]
    assert len(found.posts) == 1
    assert found.left_out == {counted: 1}


@pytest.mark.parametrize("prefix", ["dc:", ""])
def test_a_plugins_element_is_not_taken_for_wordpresss_own(prefix: str) -> None:
    own = "<wp:status><![CDATA[private]]>"
    data = (
        export(item(status="private")).decode().replace(own, f"<{prefix}status>publish</{prefix}status>{own}")
    )
    assert read_export(data.encode(), "x").left_out == {"private post": 1}


@pytest.mark.parametrize(
    ("gmt", "local", "expected"),
    [
        ("2019-12-03 13:22:00", "2019-12-03 13:22:00", "2019-12-03 13:22:00+00:00"),
        ("0000-00-00 00:00:00", "2019-05-03 14:22:00", "2019-05-03 14:22:00+01:00"),
        ("2019-10-27 01:30:00", "2019-10-27 01:30:00", "2019-10-27 01:30:00+00:00"),
        ("2019-10-27 00:30:00", "2019-10-27 01:30:00", "2019-10-27 01:30:00+01:00"),
        ("0000-00-00 00:00:00", "", "None"),
    ],
)
def test_the_moment_survives_zeros_and_clock_changes(gmt: str, local: str, expected: str) -> None:
    (post,) = read_export(export(item(gmt=gmt, local=local)), "x").posts
    assert str(post.moment) == expected


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_every_version_of_the_format_is_read(version: str) -> None:
    data = export(item(excerpt="Short.")).replace(b"export/1.2/", f"export/{version}/".encode())
    (post,) = read_export(data, "x").posts
    assert post.excerpt == "Short."


def test_characters_that_xml_forbids_are_dropped_as_wordpress_does_not() -> None:
    (post,) = read_export(export(item(html="<p>Ward\x0b7\x00</p>")), "x").posts
    assert post.html == "<p>Ward7</p>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "can't be read as XML"),
        (b"hello", "can't be read as XML"),
        (export(item())[:-60], "it breaks off or is damaged at line"),
        (b"<rss><channel><item><title>A feed</title></item></channel></rss>", "not an export of WordPress"),
        (
            b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item>&b;</item></rss>',
            "defines its own entities",
        ),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item>&x;</item></rss>',
            "defines its own entities",
        ),
    ],
)
def test_another_file_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        read_export(data, "export.xml")


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        (lambda data: b"\n\n" + data, "Tea"),
        (lambda data: b"\xef\xbb\xbf" + data, "Tea"),
        (lambda data: b"\xef\xbb\xbf\r\n " + data, "Tea"),
        (lambda data: data.decode().encode("utf-16"), "Tea"),
        (lambda data: data.replace(b"Tea", b"Tea & toast"), "Tea & toast"),
        (
            lambda data: data.replace(b"Tea", b"Tea &nbsp;&copy; &unknown; &#11;&#8217;"),
            "Tea \xa0© &unknown; ’",
        ),
        (lambda data: data.replace(b"Tea", b"Mum\x92s \x93tea\x94 \xe9 \xc3\xa9"), "Mum’s “tea” é é"),
        (lambda data: data.replace(b"UTF-8", b"ISO-8859-1").replace(b"Tea", b"Caf\xe9\x85"), "Café…"),
        (lambda data: data.replace(b"<rss", b'<meta name="generator" content="x"><rss'), "Tea"),
        (lambda data: b"<br />Notice: undefined index<br />\n" + data + b"<!-- 2 queries -->done", "Tea"),
    ],
)
def test_an_export_that_is_not_quite_xml_is_mended(broken: Callable[[bytes], bytes], title: str) -> None:
    (post,) = read_export(broken(export(item(title="Tea"))), "export.xml").posts
    assert post.title == title


def test_what_stands_in_a_post_is_not_mended() -> None:
    (post,) = read_export(export(item(html="<p>R&D &amp; tea &nbsp;</p>")), "export.xml").posts
    assert post.html == "<p>R&D &amp; tea &nbsp;</p>"


def test_a_date_out_of_every_calendar_is_none() -> None:
    (post,) = read_export(export(item(gmt="9999-12-31 23:59:59", local="0001-01-01 00:00:00")), "x").posts
    assert post.moment is None or post.moment.year > 1
