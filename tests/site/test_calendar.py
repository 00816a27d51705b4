"""Calendar files, read back by the library that others read them with."""

from icalendar import Calendar

from goodnews.site.calendar import draw_calendar
from goodnews.site.plan import plan_assets
from goodnews.site.site import Site
from goodnews.site.theme import load_theme

from .making import NOW, THEME, make_config, make_story

EVENT = "event: {starts: 2026-11-25 14:30, ends: 2026-11-25 16:00, place: 'The canteen; by the door'}"


def test_an_invitation_is_an_entry_with_its_time_place_and_page() -> None:
    data = draw_calendar([make_story("2026/hello", more=EVENT, title="'Come, say hello'")], make_config())
    (entry,) = Calendar.from_ical(data).walk("VEVENT")
    assert entry["uid"] == "2026/hello@stories.merrowdale.example"
    assert entry["summary"] == "Come, say hello"
    assert entry["location"] == "The canteen; by the door"
    assert entry.start.isoformat() == "2026-11-25T14:30:00+00:00"
    assert entry.end.isoformat() == "2026-11-25T16:00:00+00:00"
    assert entry["url"] == "https://stories.merrowdale.example/stories/2026/hello/"


def test_summer_time_is_an_hour_before_london() -> None:
    event = "event: {starts: 2026-07-01 14:30, place: The lawn}"
    (entry,) = Calendar.from_ical(draw_calendar([make_story(more=event)], make_config())).walk("VEVENT")
    assert entry.start.isoformat() == "2026-07-01T13:30:00+00:00"


def test_lines_are_folded_and_end_as_the_standard_says() -> None:
    data = draw_calendar([make_story(more=EVENT, summary=f"Very {'long ' * 40}")], make_config())
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data == draw_calendar([make_story(more=EVENT, summary=f"Very {'long ' * 40}")], make_config())


def test_every_story_with_a_time_has_its_own_file_and_is_in_the_one_of_all() -> None:
    config = make_config()
    stories = (make_story("2026/hello", more=EVENT), make_story("2026/other"))
    site = Site(stories, config, NOW, load_theme(THEME, config), (), is_preview=False)
    assets = {asset.path: asset.render() for asset in plan_assets(site)}
    assert "stories/2026/hello/event.ics" in assets
    assert "stories/2026/other/event.ics" not in assets
    assert len(Calendar.from_ical(assets["events.ics"]).walk("VEVENT")) == 1
    assert b"Sitemap: https://stories.merrowdale.example/sitemap.xml" in assets["robots.txt"]
