import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from goodnews.editor import PAGE_POLICY
from goodnews.publish.html_facts import read_html
from goodnews.publish.inspect import PageSource, inspect_output
from goodnews.publish.inspect.files import metadata_in
from goodnews.publish.manifest import PublishedManifest, read_live
from goodnews.story import LONDON, Story, read_stories
from tests.feeds.making import SITE, make_config
from tests.photos.exiftool import ExifTool

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LONDON)
TRUST = make_config()
PHOTO = "photos/3fa2c19b0d12e4f7-960.jpg"


def picture(kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#123456").save(out, kind, **options)
    return out.getvalue()


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = "A phone"
    return made


ITEM = f"""<item><title>A desk</title><link>{SITE}/stories/2026/a/</link>
<guid isPermaLink="false">2026/a</guid><description>What we saw.</description>
<content:encoded>&lt;p&gt;We saw a desk.&lt;/p&gt;</content:encoded><dc:creator>Ward 7</dc:creator>
<pubDate>Fri, 20 Nov 2026 07:45:00 +0000</pubDate></item>"""


def feed(items: str) -> str:
    return (
        '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ours</title>'
        f"<link>{SITE}/</link><description>Good things.</description>"
        f'<atom:link href="{SITE}/feed.xml" rel="self" type="application/rss+xml"/>{items}</channel></rss>'
    )


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A small built site with nothing wrong."""
    folder = tmp_path / "output"
    files: dict[str, str | bytes] = {
        "index.html": '<a href="/stories/2026/a/">A</a> <a href="/stories/2026/a/#photo">its photo</a>',
        "404.html": '<a href="/">Home</a>',
        "stories/2026/a/index.html": f'<img id="photo" src="/{PHOTO}" srcset="/{PHOTO} 960w" alt="A desk">',
        PHOTO: picture(),
        "theme/site.css": "body{color:#111}",
        "feed.xml": feed(ITEM),
        "sitemap.xml": f"<urlset><url><loc>{SITE}/</loc></url></urlset>",
        "announce.json": json.dumps({"build": "b", "stories": [{"id": "2026/a"}], "withdrawn": []}),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def codes(output: Path, **options: object) -> set[str]:
    options = {"now": NOW, **options}
    found = {problem.code for problem in inspect_output(output, TRUST, **options)}  # type: ignore[arg-type]
    # These pages are a line each; what a page needs by itself, test_pages.py says.
    return {code for code in found if not code.startswith("built-")}


def test_a_sound_site_has_nothing_to_say(output: Path) -> None:
    assert codes(output) == set()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<a href="/nowhere/">x</a>', {"link-broken"}),
        ('<a href="../../../nowhere.html">x</a>', {"link-broken"}),
        (f'<a href="{SITE}/nowhere/">x</a>', {"link-broken"}),
        ('<img src="/photos/gone-960.jpg" alt="">', {"link-broken"}),
        ('<img srcset="/photos/gone-960.jpg 960w, /photos/gone-480.jpg 480w" alt="">', {"link-broken"}),
        ('<link rel="stylesheet" href="/theme/gone.css">', {"link-broken"}),
        ('<meta property="og:image" content="/cards/gone.jpg">', {"link-broken"}),
        ('<a href="/stories/2026/a/#nowhere">x</a>', {"link-anchor"}),
        ('<a href="/stories/2026/a">no closing slash</a>', {"link-broken"}),
        ('<a href="https://www.merrowdale.example/x">elsewhere</a>', set()),
        ('<a href="mailto:stories@merrowdale.example">write</a>', set()),
        ('<a href="#top">up</a> <a href="/stories/2026/a/?page=1#photo">x</a>', set()),
        ("<a href='https://[half'>x</a>", {"link-broken"}),
    ],
)
def test_links_lead_somewhere(output: Path, page: str, expected: set[str]) -> None:
    (output / "404.html").write_text(page)
    assert codes(output) == expected


def test_a_broken_link_on_every_page_is_one_problem_that_counts_them(output: Path) -> None:
    for name in ("index.html", "404.html"):
        (output / name).write_text('<a href="/gone/">x</a>' + (output / name).read_text())
    (problem,) = (fault for fault in inspect_output(output, TRUST, now=NOW) if fault.code == "link-broken")
    assert "(2 pages have it.)" in problem.message


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("photos/IMG_0012.heic", b"x", "file-original"),
        ("photos/aaaa2c19b0d12e4f-960.jpg", picture(), "photo-unexplained"),
        (PHOTO, picture(exif=exif()), "photo-metadata"),
        ("notes.docx", b"x", "file-type"),
        ("Makefile", b"x", "file-type"),
        ("content/story.md", b"x", "file-type"),
        ("big.html", b"x" * 200_000, "file-budget"),
        ("theme/big.css", b"x" * 17_000, "file-budget"),
        ("film.mp3", b"x" * 30_000_000, "file-size"),
        ("broken.json", b"{", "file-form"),
        ("broken.xml", b"<a>", "file-form"),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "file-form"),
        ("tags/x/feed.xml", b"<rss", "feed-form"),
    ],
)
def test_only_files_that_are_expected_and_say_nothing_more_are_published(
    output: Path, name: str, data: bytes, code: str
) -> None:
    (output / name).parent.mkdir(parents=True, exist_ok=True)
    (output / name).write_bytes(data)
    assert code in codes(output)


EDIT = (
    f'<html lang="en"><meta name="robots" content="noindex"><title>The editor</title>'
    f'<meta http-equiv="Content-Security-Policy" content="{PAGE_POLICY}">'
    '<script type="module" src="editor.js"></script>'
)


@pytest.mark.parametrize(
    ("files", "is_on", "expected"),
    [
        ({}, True, set()),
        ({}, False, {"editor-off"}),
        ({"404.html": '<a href="/edit/#/collections/stories/new">Our editor</a>'}, True, set()),
        ({"404.html": '<script src="/edit/editor.js"></script>'}, True, {"editor-elsewhere"}),
        ({"404.html": '<link rel="preload" href="/edit/config.json">'}, True, {"editor-elsewhere"}),
        ({"edit/index.html": EDIT.replace("worker-src", "frame-src")}, True, {"editor-policy"}),
        ({"edit/index.html": EDIT + "<script>go()</script>"}, True, {"editor-script"}),
        (
            {"edit/index.html": EDIT + '<script src="https://cdn.example/x.js"></script>'},
            True,
            {"editor-script"},
        ),
    ],
)
def test_the_editors_script_runs_on_its_own_page_and_nothing_else_does(
    output: Path, files: dict[str, str], is_on: bool, expected: set[str]
) -> None:
    (output / "edit").mkdir()
    for name, text in {
        "edit/index.html": EDIT,
        "edit/editor.js": "",
        "edit/config.json": "{}",
        **files,
    }.items():
        (output / name).write_text(text, encoding="utf-8")
    trust = TRUST.model_copy(update={"editor": is_on})
    problems = inspect_output(output, trust, now=NOW)
    assert {problem.code for problem in problems if not problem.code.startswith("built-")} == expected


def test_a_feed_is_empty_only_before_the_first_story(output: Path) -> None:
    (output / "feed.xml").write_text(feed(""))
    assert codes(output) == {"feed-empty"}
    (output / "announce.json").write_text(json.dumps({"build": "b", "stories": [], "withdrawn": []}))
    assert codes(output) == set()


def test_a_link_on_the_disk_is_not_published(output: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (output / "secret.txt").symlink_to(tmp_path / "secret.txt")
    assert codes(output) == {"file-link"}


@pytest.mark.parametrize("name", ["feed.xml", "announce.json", "index.html", "404.html"])
def test_a_site_without_its_first_files_is_not_published(output: Path, name: str) -> None:
    (output / name).unlink()
    assert "file-missing" in codes(output)


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("JPEG", {}, ()),
        ("JPEG", {"progressive": True, "quality": 90}, ()),
        ("JPEG", {"exif": exif()}, ("Exif or XMP",)),
        ("JPEG", {"xmp": b"<x:xmpmeta/>"}, ("Exif or XMP",)),
        ("JPEG", {"comment": "by Sam"}, ("a comment",)),
        ("PNG", {}, ()),
        ("PNG", {"exif": exif()}, ("Exif",)),
        ("WEBP", {}, ()),
        ("WEBP", {"exif": exif()}, ("Exif",)),
        ("AVIF", {}, ()),
        ("AVIF", {"exif": exif()}, ("Exif",)),
        ("AVIF", {"xmp": b"<x:xmpmeta/>"}, ("XMP",)),
    ],
)
def test_metadata_is_found_in_every_kind_of_picture(
    kind: str, options: dict[str, object], told: tuple[str, ...]
) -> None:
    assert metadata_in(picture(kind, **options)) == told


def test_what_hangs_behind_a_picture_is_found() -> None:
    assert metadata_in(picture() + b"a film") == ("something after its end",)
    assert metadata_in(picture("PNG") + b"a film") == ("something after its end",)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_exiftool_agrees(kind: str, tmp_path: Path, exiftool: ExifTool) -> None:
    """An independent judge: what it calls EXIF, XMP or IPTC, we find, and nothing else."""
    for options in ({}, {"exif": exif()}):
        file = tmp_path / "picture"
        file.write_bytes(picture(kind, **options))
        (found,) = json.loads(exiftool.run("-json", "-G", "-EXIF:all", "-XMP:all", "-IPTC:all", file))
        assert bool(set(found) - {"SourceFile"}) is bool(metadata_in(file.read_bytes()))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x10ftyp"]),
)
def test_no_bytes_whatever_break_the_reader(data: bytes, start: bytes) -> None:
    assert isinstance(metadata_in(start + data), tuple)


@given(st.binary(max_size=400))
def test_no_page_whatever_breaks_the_reader(data: bytes) -> None:
    read_html(b"<p>" + data)


STORY = """---
title: {title}
summary: {summary}
date: {date}
category: People
{more}
---
{body}
"""


LANTERNS = {"t": "nineteen paper lanterns", "n": "seven tin boats"}


def story(key: str, **parts: str) -> str:
    """The text of a story.md."""
    seen = LANTERNS.get(key[-1], "a dozen kites")
    words = {
        "title": f"The story called {key}",
        "summary": f"What happened in {key.replace('/', ' ')} one morning.",
        "date": "2026-11-20",
        "more": "",
        "body": f"At dusk {seen} floated silently along the lower corridor towards theatre.",
        **parts,
    }
    return STORY.format(**words)


def library(root: Path, *stories: tuple[str, dict[str, str]]) -> tuple[Story, ...]:
    for key, parts in stories:
        file = root / "content/stories" / key / "story.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(story(key, **parts), encoding="utf-8")
    return read_stories(root / "content", root).raise_for_problems()


HIDDEN = {
    "draft": {"more": "draft: yes"},
    "embargoed": {"date": "2026-11-24 08:00"},
    "withdrawn": {"more": "withdrawn: {on: 2026-11-22, reason: asked}"},
}


LEAKS = (
    "The story called 2026/secret",
    "What happened in 2026 secret one morning",
    "<b>At dusk nineteen paper lanterns floated silently along</b>",
)


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "sitemap.xml", "announce.json", "events.ics"])
def test_no_word_of_a_hidden_story_gets_out(output: Path, tmp_path: Path, name: str) -> None:
    file = output / name
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    for why, hidden in HIDDEN.items():
        stories = library(tmp_path, ("2026/secret", hidden), ("2026/open", {}))
        file.write_text(before, encoding="utf-8")
        assert "trace" not in codes(output, stories=stories)
        for leak in LEAKS:
            file.write_text(before + leak, encoding="utf-8")
            assert "trace" in codes(output, stories=stories), (why, leak)


def test_the_address_of_a_hidden_story_gets_out_only_when_it_was_withdrawn(
    output: Path, tmp_path: Path
) -> None:
    stories = library(tmp_path, ("2026/later", HIDDEN["embargoed"]), ("2026/gone", HIDDEN["withdrawn"]))
    (output / "stories/2026/gone").mkdir()
    (output / "stories/2026/gone/index.html").write_text("<p>This story has been removed.</p>")
    (output / "index.html").write_text(
        f'<img src="/{PHOTO}" alt=""><a href="/stories/2026/gone/">removed</a>'
    )
    assert codes(output, stories=stories) == set()
    (output / "sitemap.xml").write_text(f"<u><loc>{SITE}/stories/2026/later/</loc></u>")
    assert "trace" in codes(output, stories=stories)


def test_words_that_a_public_story_has_too_are_no_trace(output: Path, tmp_path: Path) -> None:
    same = {"title": "Thank you all so much", "summary": "We say it once more.", "body": "With love from us."}
    stories = library(tmp_path, ("2026/one", same), ("2026/two", {**same, **HIDDEN["draft"]}))
    (output / "index.html").write_text(
        f'<img src="/{PHOTO}" alt="">Thank you all so much. With love from us.'
    )
    assert codes(output, stories=stories) == set()


@pytest.mark.parametrize("title", ["All stories", "Stories by year", "Share your story", "20 November 2026"])
def test_a_hidden_title_of_words_that_every_page_has_is_no_trace(
    title: str, output: Path, tmp_path: Path
) -> None:
    stories = library(tmp_path, ("2026/draft", {"title": title, **HIDDEN["draft"]}))
    (output / "404.html").write_text(f'<title>None</title><a href="/">{title}</a>')
    assert "trace" not in codes(output, stories=stories)


def test_a_title_is_found_however_it_is_spelt(output: Path, tmp_path: Path) -> None:
    title = """'Tea & "sympathy" on Ward 7'"""
    stories = library(tmp_path, ("2026/tea", {"title": title, **HIDDEN["draft"]}))
    quotes = ("&amp; &quot;sympathy&quot;", '&amp; "sympathy"', '& \\"sympathy\\"', "&amp; “sympathy”")
    for spelt in (f"Tea {quote} on Ward 7" for quote in quotes):
        (output / "404.html").write_text(f"<p>{spelt}</p>")
        assert codes(output, stories=stories) == {"trace"}, spelt


def live(stories: int, pages: int) -> PublishedManifest:
    return PublishedManifest(stories=frozenset(f"2026/s{n}" for n in range(stories)), pages=pages)


def having(output: Path, stories: int, pages: int, withdrawn: int = 0) -> Path:
    places = "".join(f"<url><loc>{SITE}/</loc></url>" for _ in range(pages))
    (output / "sitemap.xml").write_text(f"<urlset>{places}</urlset>")
    listed = [{"id": f"2026/s{n}"} for n in range(stories)]
    gone = [{"id": f"2026/s{stories + n}"} for n in range(withdrawn)]
    (output / "announce.json").write_text(json.dumps({"stories": listed, "withdrawn": gone}))
    return output


@pytest.mark.parametrize(
    ("stories", "pages", "withdrawn", "expected"),
    [
        (10, 100, 0, set()),
        (12, 120, 0, set()),
        (9, 99, 1, set()),
        (9, 99, 0, {"story-lost"}),
        (10, 80, 0, set()),
        (10, 79, 0, {"site-shrinks"}),
        (7, 95, 0, {"story-lost", "site-shrinks"}),
        (0, 0, 0, {"story-lost", "site-shrinks"}),
    ],
)
def test_nothing_is_lost_in_silence(
    output: Path, stories: int, pages: int, withdrawn: int, expected: set[str]
) -> None:
    having(output, stories, pages, withdrawn)
    assert codes(output, live=live(10, 100)) == expected
    assert codes(output, live=live(10, 100), may_shrink=True) == expected - {"site-shrinks"}


def test_before_the_first_publish_nothing_can_be_lost(output: Path) -> None:
    assert read_live(lambda _: None) is None
    assert read_live(lambda _: b"<html>") is None
    assert codes(output, live=None) == set()


def test_the_live_copy_says_what_it_has(output: Path) -> None:
    having(output, 3, 7)
    found = read_live(lambda path: (output / path).read_bytes())
    assert found == PublishedManifest(stories=frozenset({"2026/s0", "2026/s1", "2026/s2"}), pages=7)


@pytest.mark.parametrize(
    ("address", "words", "code"),
    [
        ("/rota/", "the rota", "link-broken"),
        ("http://rota.example/", "the rota", "built-not-secure"),
        (f"https://rota.example/{'day-' * 20}", "", "built-no-words"),
    ],
)
def test_what_is_wrong_on_a_storys_page_is_said_of_the_story_and_its_line(
    output: Path, tmp_path: Path, address: str, words: str, code: str
) -> None:
    stories = library(tmp_path, ("2026/one", {"body": f"Hello.\n\nSee [{words}]({address})."}))
    folder = output / "stories/2026/one"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(f'<p>Hello</p><a href="{address}">{words}</a>', encoding="utf-8")
    found = {
        (problem.code, problem.file): problem
        for problem in inspect_output(output, TRUST, stories=stories, now=NOW)
    }
    problem = found[code, "content/stories/2026/one/story.md"]
    assert problem.line == stories[0].body_line + 2


def test_a_broken_link_is_said_of_every_file_that_it_is_written_in(output: Path, tmp_path: Path) -> None:
    body = 'Hello.\n\nSee <a href="/rota/?a=1&amp;b=2">the rota</a>.'
    stories = library(tmp_path, ("2026/one", {"body": body}), ("2026/two", {"body": body}))
    pages = {"about/index.html": PageSource("content/pages/about.md", "---\n---\n[It](/rota/?a=1&b=2)\n")}
    for page in ("stories/2026/one", "stories/2026/two", "stories/2026/three", "about"):
        (output / page).mkdir(parents=True, exist_ok=True)
        html = '<p>Hello</p><a href="/rota/?a=1&amp;b=2">the rota</a><a href="/theme/">look</a>'
        (output / page / "index.html").write_text(html, encoding="utf-8")
    found = inspect_output(output, TRUST, stories=stories, pages=pages, now=NOW)
    broken = {(problem.file, problem.line) for problem in found if problem.code == "link-broken"}
    assert broken == {
        ("content/stories/2026/one/story.md", stories[0].body_line + 2),
        ("content/stories/2026/two/story.md", stories[0].body_line + 2),
        ("content/pages/about.md", 3),
        # Nobody wrote this one: it is the theme's, and stops the publish.
        ("output/about/index.html", 1),
    }
