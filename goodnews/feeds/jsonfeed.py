"""A channel and its items as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from goodnews.feeds.channel import Channel, FeedItem

VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(channel: Channel, items: Iterable[str]) -> bytes:
    """Write a feed of what `json_item` gives: UTF-8, in this order, the same bytes for the same content.

    `next_url` leads from the current feed into its archives and through them, newest first.
    """
    feed: dict[str, object] = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.home,
        "feed_url": channel.address,
        "description": channel.description,
        "user_comment": channel.notice.message,
        "next_url": channel.older,
        "icon": channel.icon,
        "favicon": channel.icon,
        "language": channel.language,
        "authors": [{"name": channel.owner, "url": channel.home}],
        "hubs": [{"type": "WebSub", "url": channel.hub}] if channel.hub else None,
    }
    return f'{_json(feed)[:-1]},"items":[{",".join(items)}]}}\n'.encode()


def json_item(item: FeedItem) -> str:
    """Write an item, for every feed that it is in."""
    fields: dict[str, object] = {
        "id": item.guid,
        "url": item.address,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content,
        "image": item.photo.address if item.photo else None,
        "date_published": _moment(item.published),
        "date_modified": _moment(item.updated) if item.updated else None,
        "authors": [{"name": item.author}],
        "tags": [label.name for label in item.labels],
        "language": item.language,
        "attachments": list(_attachments(item)),
    }
    return _json(fields)


def _attachments(item: FeedItem) -> Iterable[dict[str, object]]:
    if sound := item.sound:
        attachment = {
            "url": sound.address,
            "mime_type": sound.type,
            "title": sound.title,
            "size_in_bytes": sound.size,
        }
        yield attachment | ({"duration_in_seconds": sound.seconds} if sound.seconds else {})
    if photo := item.photo:
        yield {"url": photo.address, "mime_type": photo.type, "title": photo.alt, "size_in_bytes": photo.size}


def _moment(moment: datetime) -> str:
    """RFC 3339, in UTC: clocks going back must not change a byte."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(fields: dict[str, object]) -> str:
    """Leave out what is not there: JSON Feed has no nulls and no empty lists."""
    present = {name: value for name, value in fields.items() if value not in (None, [], "")}
    return json.dumps(present, ensure_ascii=False, separators=(",", ":"))
