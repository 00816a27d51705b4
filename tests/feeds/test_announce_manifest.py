"""`/announce.json`: everything a post needs, nothing that is hidden."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goodnews.feeds.announce_manifest import (
    AnnounceManifest,
    Announcement,
    ManifestError,
    ManifestImage,
    WithdrawnStory,
    plan_announcements,
)
from goodnews.output import Artifact
from goodnews.photos import PhotoSet, Rendition
from goodnews.rendered import RenderedStory
from goodnews.story import LONDON, Story

from .making import ONE_PHOTO, SITE, make_config, make_photo_set, make_story, render

STORY = Announcement(
    id="2026/night-shift",
    title="A night – on “Ward 7” 🫖",
    summary="S.",
    url=f"{SITE}/stories/2026/night-shift/",
    published=datetime(2026, 11, 20, 7, 45, tzinfo=UTC),
    post="Knackered:",
    announce=("x", "bluesky"),
    tags=("nights",),
    image=ManifestImage(
        url=f"{SITE}/photos/a.jpg",
        alt="Two nurses",
        type="image/jpeg",
        size=12,
        announce_until=date(2031, 11, 20),
    ),
)
ALL = AnnounceManifest(
    site=SITE,
    feed=f"{SITE}/feed.xml",
    build="b1",
    stories=(STORY,),
    withdrawn=(WithdrawnStory(id="2025/gone", url=f"{SITE}/stories/2025/gone/"),),
)


def plan(
    public: list[RenderedStory], withdrawn: list[Story], build: str, changes: dict[str, object]
) -> Artifact:
    return plan_announcements(public, withdrawn, make_config(**changes), build)


def made(public: list[RenderedStory]) -> AnnounceManifest:
    return AnnounceManifest.from_json(plan(public, [], "b1", {}).render())


def test_what_older_versions_wrote_is_read_and_written_the_same() -> None:
    data = (Path(__file__).parent / "announce-v1.json").read_bytes()
    manifest = AnnounceManifest.from_json(data)
    assert json.loads(manifest.to_json()) == json.loads(data)
    first, second = manifest.stories
    assert (first.announce, second.announce) == (("x", "bluesky"), False)
    assert first.image is not None
    assert first.image.announce_until == date(2031, 11, 20)
    assert second.published == datetime(2026, 7, 15, 15, 20, tzinfo=LONDON)


def test_a_story_is_there_with_its_photo_and_a_withdrawn_one_with_its_address_only() -> None:
    story = render(make_story(more=ONE_PHOTO))
    (found,) = made([story]).stories
    assert found.id == "2026/night-on-ward-7"
    assert found.image is not None
    assert found.image.url.startswith(f"{SITE}/photos/")
    assert found.image.url.endswith(".jpg")
    data = plan([], [story.story], "b1", {}).render()
    assert json.loads(data)["withdrawn"] == [
        {"id": "2026/night-on-ward-7", "url": f"{SITE}/stories/2026/night-on-ward-7/"}
    ]
    assert story.story.meta.title not in data.decode()


def test_a_photo_without_consent_for_social_is_never_offered() -> None:
    only_here = ONE_PHOTO.replace(
        "shows: backs", "shows: staff\n    consent: {form: CF-0113, covers: [website]}"
    )
    assert only_here != ONE_PHOTO, "the sample photo changed: mend this test"
    (found,) = made([render(make_story(more=only_here))]).stories
    assert found.image is None


def test_a_photo_too_heavy_for_a_network_is_offered_smaller() -> None:
    story = render(make_story(more=ONE_PHOTO))
    ((name, photos),) = story.photos.items()

    def rendition(width: int, size: int) -> Rendition:
        return Rendition(f"{width}.jpg", width, width, "image/jpeg", size, "x")

    heavy = PhotoSet(
        photos.digest, 1280, 1280, "#000000", (rendition(640, 300_000), rendition(1280, 2_000_000))
    )
    (found,) = made([replace(story, photos={name: heavy})]).stories
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
    found = json.loads(ALL.to_json())
    change(found)  # type: ignore[operator]
    with pytest.raises(ManifestError):
        AnnounceManifest.from_json(json.dumps(found).encode())


@pytest.mark.parametrize("data", [b"", b"<html>", b"[]", b"null", b"\xff"])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(ManifestError):
        AnnounceManifest.from_json(data)


def test_what_is_written_reads_back_the_same_whatever_zone_its_times_are_in() -> None:
    moved = STORY.model_copy(update={"published": STORY.published.astimezone(LONDON)})
    for story in (STORY, moved):
        again = AnnounceManifest.from_json(ALL.model_copy(update={"stories": (story,)}).to_json())
        assert again == ALL


Site = tuple[list[RenderedStory], list[Story], str, dict[str, object]]


def stories(**last: str) -> list[RenderedStory]:
    return [render(make_story("2026/one", more=ONE_PHOTO)), render(make_story("2026/two", **last))]


def gone(key: str) -> Story:
    return make_story(key, more="withdrawn: {on: 2026-12-01, reason: Asked}")


def with_another_photo() -> list[RenderedStory]:
    one, two = stories()
    return [render(one.story, photos={"handover.heic": make_photo_set(9)}), two]


RENAMED = make_story("2026/new", more="id: 2026/two")
CHANGES: dict[str, Callable[[], Site]] = {
    "nothing": lambda: (stories(), [], "b1", {}),
    "what it is announced with": lambda: (stories(more='post: "New words:"'), [], "b1", {}),
    "a photo": lambda: (with_another_photo(), [], "b1", {}),
    "a story that was renamed": lambda: ([stories()[0], render(RENAMED)], [], "b1", {}),
    "a removal": lambda: (stories()[:1], [gone("2026/two")], "b1", {}),
    "another removal": lambda: (stories()[:1], [gone("2026/three")], "b1", {}),
    "the order": lambda: (stories()[::-1], [], "b1", {}),
    "the build": lambda: (stories(), [], "b2", {}),
    "the site's address": lambda: (stories(), [], "b1", {"SITEURL": "https://a.example"}),
    "the Trust's name": lambda: (stories(), [], "b1", {"TRUST_NAME": "Tarnside NHS Trust"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_its_fingerprint_changes_exactly_when_it_does(change: Callable[[], Site]) -> None:
    before, after = plan(stories(), [], "b1", {}), plan(*change())
    assert (before.fingerprint == after.fingerprint) == (before.render() == after.render())


def test_it_is_what_the_announcer_reads() -> None:
    file = plan(stories(), [gone("2026/three")], "b1", {})
    found = AnnounceManifest.from_json(file.render())
    assert file.path == "announce.json"
    assert (found.build, [story.id for story in found.stories]) == ("b1", ["2026/one", "2026/two"])
    assert [story.id for story in found.withdrawn] == ["2026/three"]
