"""A whole build: what comes out, what stops it, and that it is the same each time."""

import os
import re
import shutil
from pathlib import Path

import pytest

from goodnews.checks.addresses import site_files
from goodnews.checks.aliases import is_sites_own
from goodnews.config import load_config
from goodnews.problems import CommandError, ContentError
from goodnews.story import read_stories
from tests.audio.specimens import mp3_sound
from tests.site.conftest import NOW, Site, picture

ADDRESSES = """
index.html 404.html feed.xml feed.json events.ics sitemap.xml robots.txt announce.json
search/index.html share-your-story/index.html accessibility/index.html privacy/index.html
tags/tag3/page/2/index.html tags/tag36/index.html
about/index.html ask-us-to-remove-a-picture/index.html categories/people/index.html
categories/people/feed.xml tags/nights/index.html tags/nights/feed.xml teams/ward-7/index.html
teams/ward-7/feed.xml hospitals/merrowdale-general/index.html hospitals/merrowdale-general/feed.xml
archive/2025/index.html news/older.html news/older.aspx/index.html subscribe/index.html
"""


def fill(site: Site) -> None:
    site.write(
        "2026/a-night",
        photos={"a.jpg": picture("teal"), "b.jpg": picture("navy")},
        tags="[nights]",
        team="Ward 7",
        body="Hello. ![](b.jpg)",
    )
    site.write("2026/a-day", hospital="Merrowdale General", tags="[days, nights]")
    site.write("2025/older", date="2025-11-20", aliases="[news/older.html, news/older.aspx]")


@pytest.fixture
def full(site: Site) -> Site:
    fill(site)
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a page of every kind, to be read alone."""
    site = Site(tmp_path_factory.mktemp("built"))
    fill(site)
    title = "'</script><script>alert(1)</script>\"><img src=x> {{ 7*7 }}'"
    site.write("2026/hostile", title=title, by="'<b>x'")
    audio = "{file: a.mp3, title: Four in the morning, transcript: It is four.}"
    (site.write("2026/a-voice", audio=audio) / "a.mp3").write_bytes(mp3_sound())
    site.write("2026/signed", bsl="{url: 'https://youtu.be/abcDEF12345', length: '2:31'}")
    event = "{starts: 2026-12-01 14:00, place: The canteen}"
    for number in range(13):
        more = {"event": event, "team": "Ward 7", "thanks": "{from: A family}"}
        site.write(f"2026/story-{number}", tags=f"[tag3, tag{3 * number}]", date="2026-10-01", **more)
    gone = "{on: 2026-12-01, reason: Asked to}"
    site.write("2026/gone", team="Ward 99", withdrawn=gone, aliases="[old/gone/]")
    site.write("2026/to-come", date="2031-01-01", team="Ward 98")
    site.report = site.build()
    return site


def test_a_story_is_a_page_a_feed_item_and_an_announcement_at_its_folders_address(built: Site) -> None:
    files = built.files()
    assert "About 2026/a-night" in built.page("stories/2026/a-night")
    address = b"https://stories.merrowdale.example/stories/2026/a-night/"
    for path in ("feed.xml", "announce.json", "sitemap.xml"):
        assert address in files[path], path


def test_the_addresses_of_the_design_are_there_and_those_of_many_tags_do_not_collide(built: Site) -> None:
    assert set(ADDRESSES.split()) <= set(built.files())


def test_the_check_of_old_addresses_knows_everything_at_the_top_of_the_site(built: Site) -> None:
    names = read_stories(built.root / "content", built.root).static_pages
    pages = frozenset(name.partition(".")[0] for name in names)
    tops = {path.split("/")[0] for path in built.files()} - {"stories", "news", "old"}
    # Whatever else has an ending, no old address can have.
    tops -= {top for top in tops if "." in top and not top.endswith(".html")}
    assert {top for top in tops if not is_sites_own(top, pages)} == set()


def test_the_check_of_links_knows_every_file_that_one_can_lead_to(built: Site) -> None:
    stories = read_stories(built.root / "content", built.root)
    files = {path for path in built.files() if not path.startswith(("photos/", "cards/", "files/", "theme/"))}
    assert site_files(stories, load_config(built.root, "publishconf.py"), NOW) == files


def test_a_hostile_title_is_words_on_every_page(built: Site) -> None:
    texts = {path: data for path, data in built.files().items() if path.endswith((".html", ".xml"))}
    for words in (b"<script>alert", b"<img src=x", b"<b>x"):
        assert [path for path, data in texts.items() if words in data] == []
    assert "{{ 7*7 }}" in built.page("stories/2026/hostile")


def test_the_build_is_named_on_the_home_page_and_in_the_announcements(built: Site) -> None:
    name = built.report.build
    assert re.fullmatch("[0-9a-f]{12}", name)
    assert name.encode() in built.files()["announce.json"]
    assert name in built.page("")


def test_nothing_of_the_theme_is_copied_unseen(built: Site) -> None:
    theme = [path for path in built.files() if path.startswith("theme/")]
    assert all(re.search(r"-[0-9a-f]{8,}\.", path) or path == "theme/feed.css" for path in theme)


def test_a_story_in_british_sign_language_plays_beside_its_text(built: Site) -> None:
    page = built.page("stories/2026/signed")
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"' in page
    assert "Play: This story in British Sign Language (2:31)" in page
    assert re.search(r'<script[^>]*src="[^"]*video', page)


def test_an_invalid_story_stops_the_build_and_names_its_line(full: Site) -> None:
    full.write("2026/broken", date="soon", lang="fr")
    with pytest.raises(ContentError) as stopped:
        full.build()
    errors = [problem for problem in stopped.value.problems if problem.is_error]
    assert {problem.line for problem in errors} == {4, 6}
    assert {problem.file for problem in errors} == {"content/stories/2026/broken/story.md"}
    assert full.files() == {}


def test_a_photo_that_cannot_be_read_stops_the_build_with_all_its_problems(full: Site) -> None:
    full.write("2026/bad-photo", photos={"a.jpg": b"not a photo", "b.jpg": b""})
    with pytest.raises(ContentError) as stopped:
        full.build()
    assert sum(problem.is_error for problem in stopped.value.problems) == 2


def test_a_second_build_touches_no_file(full: Site) -> None:
    full.build()
    output = full.root / "output"
    for path in output.rglob("*"):
        os.utime(path, (1, 1))
    report = full.build()
    assert (report.changed, report.gone, report.reasons) == ((), (), {})
    assert {path.stat().st_mtime for path in output.rglob("*") if path.is_file()} == {1}


def test_a_theme_that_is_not_there_is_said_in_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.root)
    shutil.rmtree(site.root / "theme")
    with pytest.raises(CommandError, match=r"Pelican refuses publishconf.py: .*the theme"):
        site.build()


def test_an_output_that_cannot_be_written_is_said_in_words(full: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError, match=r"can't be built: Not a directory \(.*below"):
        full.build(str(tmp_path / "file" / "below"))
