"""A whole build: what comes out, what stops it, and that it is the same each time."""

import os
import re
from pathlib import Path

import pytest

from goodnews.checks.addresses import site_files
from goodnews.checks.aliases import is_sites_own
from goodnews.config import load_config
from goodnews.problems import ContentError
from goodnews.story import read_stories
from tests.audio.specimens import mp3_sound
from tests.site.conftest import NOW, Site, picture

ADDRESSES = """
index.html 404.html feed.xml feed.json events.ics sitemap.xml robots.txt announce.json
search/index.html share-your-story/index.html accessibility/index.html privacy/index.html
about/index.html ask-us-to-remove-a-picture/index.html categories/people/index.html
categories/people/feed.xml tags/nights/index.html tags/nights/feed.xml teams/ward-7/index.html
teams/ward-7/feed.xml hospitals/merrowdale-general/index.html hospitals/merrowdale-general/feed.xml
archive/2025/index.html news/older.html news/older.aspx/index.html subscribe/index.html
"""


@pytest.fixture
def full(site: Site) -> Site:
    site.write(
        "2026/a-night",
        photos={"a.jpg": picture("teal"), "b.jpg": picture("navy")},
        tags="[nights]",
        team="Ward 7",
        body="Hello. ![](b.jpg)",
    )
    site.write("2026/a-day", hospital="Merrowdale General", tags="[days, nights]")
    site.write("2025/older", date="2025-11-20", aliases="[news/older.html, news/older.aspx]")
    return site


def test_a_story_is_a_page_a_feed_item_and_an_announcement_at_its_folders_address(full: Site) -> None:
    full.build()
    files = full.files()
    assert "About 2026/a-night" in full.page("stories/2026/a-night")
    address = b"https://stories.merrowdale.example/stories/2026/a-night/"
    assert address in files["feed.xml"]
    assert address in files["announce.json"]
    assert address in files["sitemap.xml"]


def test_the_addresses_of_the_design_are_there(full: Site) -> None:
    full.build()
    expected = set(ADDRESSES.split())
    assert expected <= set(full.files())


def test_the_check_of_old_addresses_knows_everything_at_the_top_of_the_site(full: Site) -> None:
    folder = full.write(
        "2026/a-voice", audio="{file: a.mp3, title: Four in the morning, transcript: It is four.}"
    )
    (folder / "a.mp3").write_bytes(mp3_sound())
    full.build()
    names = read_stories(full.root / "content", full.root).static_pages
    standing = frozenset(name.partition(".")[0] for name in names)
    tops = {path.split("/")[0] for path in full.files()} - {"stories", "news"}
    # Whatever else has an ending, no old address can have.
    tops -= {top for top in tops if "." in top and not top.endswith(".html")}
    assert {top for top in tops if not is_sites_own(top, standing)} == set()


def test_the_check_of_links_knows_every_file_that_one_can_lead_to(full: Site) -> None:
    folder = full.write(
        "2026/a-voice", audio="{file: a.mp3, title: Four in the morning, transcript: It is four.}"
    )
    (folder / "a.mp3").write_bytes(mp3_sound())
    for number in range(14):
        event = "{starts: 2026-12-01 14:00, place: The canteen}"
        full.write(f"2026/story-{number}", event=event, team="Ward 7", thanks="{from: A family}")
    gone = "{on: 2026-12-01, reason: Asked to}"
    full.write("2026/gone", team="Ward 99", withdrawn=gone, aliases="[old/gone/]")
    full.write("2026/to-come", date="2031-01-01", team="Ward 98")
    full.build()
    stories = read_stories(full.root / "content", full.root)
    files = {path for path in full.files() if not path.startswith(("photos/", "cards/", "files/", "theme/"))}
    assert site_files(stories, load_config(full.root, "publishconf.py"), NOW) == files


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


def test_a_hostile_title_is_words_on_every_page(full: Site) -> None:
    full.write("2026/hostile", title="'<script>alert(1)</script> \"x\" {{ 7*7 }}'")
    full.build()
    for path, data in full.files().items():
        if path.endswith((".html", ".xml")):
            assert b"<script>alert" not in data, path
    assert "{{ 7*7 }}" in full.page("stories/2026/hostile")


def test_a_second_build_touches_no_file(full: Site) -> None:
    full.build()
    output = full.root / "output"
    for path in output.rglob("*"):
        os.utime(path, (1, 1))
    report = full.build()
    assert (report.changed, report.gone, report.reasons) == ((), (), {})
    assert {path.stat().st_mtime for path in output.rglob("*") if path.is_file()} == {1}


def test_the_build_is_named_on_the_home_page_and_in_the_announcements(full: Site) -> None:
    report = full.build()
    assert re.fullmatch("[0-9a-f]{12}", report.build)
    assert report.build.encode() in full.files()["announce.json"]
    assert report.build in full.page("")


def test_sixty_tags_and_a_tag_with_many_pages_do_not_collide(site: Site) -> None:
    for number in range(40):
        site.write(f"2026/story-{number}", tags=f"[tag3, tag{number}]", date=f"2026-10-{number % 28 + 1:02}")
    site.build()
    files = site.files()
    assert "tags/tag3/page/2/index.html" in files
    assert "tags/tag36/index.html" in files


def test_nothing_of_the_theme_is_copied_unseen(full: Site) -> None:
    full.build()
    theme = [path for path in full.files() if path.startswith("theme/")]
    assert all(re.search(r"-[0-9a-f]{8,}\.", path) or path == "theme/feed.css" for path in theme)


def test_an_output_that_cannot_be_written_is_said_in_words(full: Site, tmp_path: Path) -> None:
    from goodnews.problems import CommandError

    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CommandError, match="can't be written"):
        full.build(str(tmp_path / "file" / "below"))


def test_a_story_in_british_sign_language_plays_beside_its_text(site: Site) -> None:
    site.write("2026/a-night", bsl="{url: 'https://youtu.be/abcDEF12345', length: '2:31'}")
    site.build()
    page = site.files()["stories/2026/a-night/index.html"].decode()
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"' in page
    assert "Play: This story in British Sign Language (2:31)" in page
    assert re.search(r'<script[^>]*src="[^"]*video', page)
