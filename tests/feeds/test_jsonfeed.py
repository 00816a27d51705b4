"""JSON Feed 1.1."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from goodnews.feeds.channel import FeedSound, Label
from goodnews.feeds.jsonfeed import json_item, write_json_feed
from tests.feeds.making import SITE
from tests.feeds.test_rss import PHOTO, make_channel, make_item


def written(**changes: object) -> Any:
    return json.loads(write_json_feed(make_channel(), [json_item(make_item(**changes))]))


def test_it_says_what_it_is_and_where() -> None:
    feed = json.loads(write_json_feed(make_channel(address=f"{SITE}/feed.json"), [json_item(make_item())]))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}/feed.json"
    assert feed["home_page_url"] == f"{SITE}/"
    assert feed["language"] == "en-GB"
    assert feed["authors"] == [{"name": "Merrowdale Hospitals NHS Trust", "url": f"{SITE}/"}]


def test_an_item_says_all_that_its_story_says() -> None:
    sound = FeedSound(f"{SITE}/files/a.mp3", "audio/mpeg", 900, 64, "Four in the morning")
    (item,) = written(photo=PHOTO, sound=sound, labels=(Label("tea", f"{SITE}/tags/tea/"),))["items"]
    assert item == {
        "id": "urn:uuid:1",
        "url": f"{SITE}/stories/2026/full/",
        "title": "A&E is full",
        "summary": "A sentence.",
        "content_html": "<p>Words &amp; more.</p>",
        "image": PHOTO.address,
        "date_published": "2026-11-20T07:45:00Z",
        "authors": [{"name": "Ward 7"}],
        "tags": ["tea"],
        "language": "en-GB",
        "attachments": [
            {
                "url": f"{SITE}/files/a.mp3",
                "mime_type": "audio/mpeg",
                "title": "Four in the morning",
                "size_in_bytes": 900,
                "duration_in_seconds": 64,
            },
            {
                "url": PHOTO.address,
                "mime_type": "image/jpeg",
                "title": "Two nurses",
                "size_in_bytes": 120_000,
            },
        ],
    }


def test_what_is_not_there_is_left_out() -> None:
    feed = written()
    assert {"hubs", "next_url", "icon"} & set(feed) == set()
    assert {"image", "attachments", "tags", "date_modified"} & set(feed["items"][0]) == set()


def test_a_change_is_said_in_utc() -> None:
    summer = datetime(2026, 12, 1, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    assert written(updated=summer)["items"][0]["date_modified"] == "2026-12-01T08:00:00Z"
    assert written(updated=datetime(2026, 12, 1, tzinfo=UTC))["items"][0]["date_modified"].endswith("Z")


def test_a_hub_and_the_older_stories_are_named() -> None:
    channel = make_channel(hub="https://hub.example/", older=f"{SITE}/feed-2.json")
    feed = json.loads(write_json_feed(channel, [json_item(make_item())]))
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert feed["next_url"] == f"{SITE}/feed-2.json"


def test_items_are_joined_into_one_feed_in_their_order() -> None:
    items = [make_item(title=f'A "title", tŷ 💙, {number}: ]}}') for number in (3, 1, 2)]
    data = write_json_feed(make_channel(), map(json_item, items))
    feed = json.loads(data)
    assert [item["title"] for item in feed["items"]] == [item.title for item in items]
    assert data == json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    assert json.loads(write_json_feed(make_channel(), []))["items"] == []
