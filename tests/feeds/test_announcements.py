"""`/announce.json`: everything a post needs, nothing that is hidden."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goodnews.feeds.announcements import (
    Announcement,
    Announcements,
    NotAnnouncements,
    Picture,
    TakenBack,
    dump_announcements,
    load_announcements,
    write_announcements,
)
from goodnews.photos import PhotoSet, Rendition

from .making import ONE_PHOTO, SITE, make_story, make_trust, render

STORY = Announcement(
    id="2026/night-shift",
    title="A night – on “Ward 7” 🫖",
    summary="S.",
    url=f"{SITE}/stories/2026/night-shift/",
    published=datetime(2026, 11, 20, 7, 45, tzinfo=UTC),
    post="Knackered:",
    announce=("x", "bluesky"),
    tags=("nights",),
    image=Picture(f"{SITE}/photos/a.jpg", "Two nurses", "image/jpeg", 12, date(2031, 11, 20)),
)
ALL = Announcements(
    SITE, f"{SITE}/feed.xml", "b1", (STORY,), (TakenBack("2025/gone", f"{SITE}/stories/2025/gone/"),)
)


def test_what_is_written_reads_back_the_same() -> None:
    assert load_announcements(write_announcements(ALL)) == ALL


def test_a_story_is_there_with_its_photo_and_a_withdrawn_one_with_its_address_only() -> None:
    story = render(make_story(more=ONE_PHOTO))
    data = dump_announcements([story], [], make_trust(), "b1")
    (found,) = load_announcements(data).stories
    assert found.id == "2026/night-on-ward-7"
    assert found.image is not None
    assert found.image.url.startswith(f"{SITE}/photos/")
    assert found.image.url.endswith(".jpg")
    assert dump_announcements([story], [], make_trust(), "b1") == data
    data = dump_announcements([], [story.story], make_trust(), "b1")
    assert json.loads(data)["withdrawn"] == [
        {"id": "2026/night-on-ward-7", "url": f"{SITE}/stories/2026/night-on-ward-7/"}
    ]
    assert story.story.front.title not in data.decode()


def test_a_photo_without_consent_for_social_is_never_offered() -> None:
    only_here = ONE_PHOTO.replace(
        "shows: backs", "shows: staff\n    consent: {form: CF-0113, covers: [website]}"
    )
    assert only_here != ONE_PHOTO, "the sample photo changed: mend this test"
    (found,) = load_announcements(
        dump_announcements([render(make_story(more=only_here))], [], make_trust(), "b")
    ).stories
    assert found.image is None


def test_a_photo_too_heavy_for_a_network_is_offered_smaller() -> None:
    story = render(make_story(more=ONE_PHOTO))
    ((name, photos),) = story.photos.items()

    def rendition(width: int, size: int) -> Rendition:
        return Rendition(f"{width}.jpg", width, width, "image/jpeg", size, "x")

    heavy = PhotoSet(
        photos.digest, 1280, 1280, "#000000", (rendition(640, 300_000), rendition(1280, 2_000_000))
    )
    (found,) = load_announcements(
        dump_announcements([replace(story, photos={name: heavy})], [], make_trust(), "b")
    ).stories
    assert found.image is not None
    assert found.image.url == f"{SITE}/photos/640.jpg"


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.update(version=2),
        lambda found: found.pop("site"),
        lambda found: found["stories"][0].pop("title"),
        lambda found: found["stories"][0].update(published="2026-11-20T07:45:00"),
        lambda found: found["stories"][0].update(announce="x"),
        lambda found: found["stories"][0].update(url=7),
        lambda found: found["stories"][0]["image"].update(size="big"),
    ],
)
def test_what_is_not_such_a_list_is_refused(change: object) -> None:
    found = json.loads(write_announcements(ALL))
    change(found)  # type: ignore[operator]
    with pytest.raises(NotAnnouncements):
        load_announcements(json.dumps(found).encode())


@pytest.mark.parametrize("data", [b"", b"<html>", b"[]", b"null", b"\xff"])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnnouncements):
        load_announcements(data)


def test_times_keep_their_zone() -> None:
    moved = replace(STORY, published=STORY.published.astimezone() + timedelta(0))
    again = load_announcements(write_announcements(replace(ALL, stories=(moved,)))).stories[0]
    assert again.published == STORY.published
