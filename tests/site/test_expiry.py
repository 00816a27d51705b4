"""What the calendar, or somebody's wish, takes off a page by itself, while its story stays."""

import json
from datetime import timedelta

import pytest

from goodnews.commands.due import run_due
from goodnews.config import PUBLIC, load_config
from tests.site.conftest import Site, picture

CONSENT = "consent: {form: CF-0113, covers: [website, social], ends: 2026-11-23}"
LIVE = """{{starts: 2026-11-0{day} 12:00, ends: 2026-11-0{day} 13:00, watch: https://live.example/board,
  recording: https://video.example/w/board}}"""


def story(site: Site, more: str) -> None:
    """A story with a photo of somebody, which leads, and one of nobody, which stands in the text."""
    first = f"{{file: a.jpg, alt: A planted person, shows: staff, {more}}}"
    photos = f"\n  - {first}\n  - {{file: b.jpg, alt: A planted clock, shows: nobody}}"
    files = {"a.jpg": picture("teal"), "b.jpg": picture("navy")}
    site.write("2026/a-night", photos=files, more=photos, body="Hello.\n\n![](b.jpg)\n\n![](a.jpg)")


def shown(site: Site) -> tuple[bool, set[str]]:
    """Whether any text of the site names the person, and the announcement's pictures."""
    files = site.files()
    texts = b"".join(data for path, data in files.items() if not path.startswith(("photos/", "cards/")))
    entry = json.loads(files["announce.json"])["stories"][0]
    return b"A planted person" in texts, {entry["image"]["url"], entry["card"]["url"]}


def test_an_ended_consent_takes_its_photo_and_its_card_off_the_day_after_and_the_clock_knows(
    site: Site,
) -> None:
    story(site, CONSENT)
    config = load_config(site.root, PUBLIC)

    def is_due() -> bool:
        live = site.files()["announce.json"]
        clock = {"GITHUB_EVENT_NAME": "schedule"}
        return bool(run_due(site.root, config, site.now, clock, lambda _: live).to_publish)

    site.build()
    before, pictures = site.files(), shown(site)
    assert pictures[0]
    assert not is_due()
    site.now += timedelta(days=1)
    assert is_due()
    site.build()
    assert not is_due()
    now_there, now_pictures = shown(site)
    assert not now_there
    assert not pictures[1] & now_pictures
    gone = {path for path in before.keys() - site.files().keys() if path.startswith(("photos/", "cards/"))}
    assert len(gone) > 2
    assert "A planted clock" in site.page("stories/2026/a-night")
    site.build("clean")
    assert site.files() == site.files("clean")


def test_a_photo_taken_back_leaves_its_story_and_needs_no_file(site: Site) -> None:
    story(site, CONSENT)
    site.build()
    pictures = shown(site)[1]
    story(site, "withdrawn: {on: 2026-11-23, reason: She asked}")
    (site.root / "content/stories/2026/a-night/a.jpg").unlink()
    site.build()
    there, now_pictures = shown(site)
    assert not there
    assert not pictures & now_pictures
    assert "A planted clock" in site.page("stories/2026/a-night")


@pytest.mark.parametrize(("day", "plays"), [(9, True), (8, False)])
def test_a_recording_without_captions_leaves_its_page_on_the_fifteenth_day(
    site: Site, day: int, plays: bool
) -> None:
    site.write("2026/the-board", live=LIVE.format(day=day))
    site.build()
    texts = b"".join(data for path, data in site.files().items())
    assert (b"video.example/w/board" in texts) is plays
    site.now += timedelta(days=1)
    site.build()
    assert b"video.example/w/board" not in b"".join(site.files().values())
    site.build("clean")
    assert site.files() == site.files("clean")


def test_a_review_that_is_due_stops_nothing(site: Site) -> None:
    site.write("2026/a-night")
    site.now += timedelta(days=800)
    site.build()
