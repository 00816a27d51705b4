"""`/announce.json`: what the live site says there is to announce.

The announcer reads this from the live site, never from the working tree, so nothing is announced that is
not published. Nothing in it is secret: it repeats what the pages and the feed show.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from goodnews.rendered import Rendered
from goodnews.story import PhotoNote, Story
from goodnews.trust import Trust

VERSION = 1
ADDRESS = "announce.json"
FEED = "feed.xml"
HEAVIEST_PICTURE = 950_000
"""Bytes. Bluesky takes pictures up to 1,000,000; the others take more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that may be attached to a post.

    Attributes:
        url: absolute, on the site.
        alt: what a person who can't see it should know.
        type: `image/jpeg`, or `image/png` for a card of words.
        size: in bytes.
        until: the last day it may be shared, when the consent form names one.
    """

    url: str
    alt: str
    type: str
    size: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One public story, as much of it as a post needs.

    Attributes:
        id: the story's identity.
        title: as on the page.
        summary: one sentence.
        url: the page's absolute address.
        published: aware.
        post: the words to announce it with, when not its title.
        announce: whether to announce it, or on which networks.
        lang: `en` or `cy`.
        tags: as on the page.
        image: the photo that may be attached, if one may be.
        card: the picture of its link card.
    """

    id: str
    title: str
    summary: str
    url: str
    published: datetime
    post: str | None = None
    announce: bool | tuple[str, ...] = True
    lang: str = "en"
    tags: tuple[str, ...] = ()
    image: Picture | None = None
    card: Picture | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A withdrawn story: nothing of it but its identity and the address of what stands there now."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Announcements:
    """All of `/announce.json`: the site's address, its feed's, the build, the stories, the ledger."""

    site: str
    feed: str
    build: str
    stories: tuple[Announcement, ...] = ()
    withdrawn: tuple[TakenBack, ...] = ()
    ledger: str | None = None


class NotAnnouncements(ValueError):
    """These bytes are not an `/announce.json` that this version can read."""


def dump_announcements(
    public: Sequence[Rendered], withdrawn: Sequence[Story], trust: Trust, build: str
) -> bytes:
    """Write a site's `/announce.json`, newest story first, the same bytes for the same content."""
    taken_back = sorted((TakenBack(each.identity, trust.url(each.address)) for each in withdrawn), key=_id)
    stories = tuple(announcement_of(each, trust) for each in public)
    return write_announcements(Announcements(trust.url(), trust.url(FEED), build, stories, tuple(taken_back)))


def name_build(told: bytes, build: str) -> bytes:
    """Set the build's name into what `dump_announcements` made with an empty one, before there was any."""
    return told.replace(b'"build": ""', b'"build": %b' % json.dumps(build).encode(), 1)


def announcement_of(rendered: Rendered, trust: Trust) -> Announcement:
    """As much of a public story as a post needs."""
    story, front = rendered.story, rendered.story.front
    shared = rendered.shared_photo
    return Announcement(
        id=story.identity,
        title=front.title,
        summary=front.summary,
        url=trust.url(story.address),
        published=front.date,
        post=front.post,
        announce=front.announce,
        lang=front.lang,
        tags=front.tags,
        image=_image(rendered, shared, trust) if shared else None,
        card=_card(rendered, shared, trust),
    )


def _id(each: TakenBack) -> str:
    return each.id


def _image(rendered: Rendered, note: PhotoNote, trust: Trust) -> Picture | None:
    """The shared photo's JPEG: the one nearest 1280 wide that every network takes."""
    photo = rendered.photos.get(note.file)
    if photo is None:
        return None
    light = [each for each in photo.of_type("image/jpeg") if each.size <= HEAVIEST_PICTURE]
    if not light:
        return None
    best = photo.fallback if photo.fallback in light else light[-1]
    return Picture(trust.url(f"photos/{best.name}"), note.alt, best.type, best.size, _until(note))


def _card(rendered: Rendered, note: PhotoNote | None, trust: Trust) -> Picture | None:
    card = rendered.card
    if card is None or card.size > HEAVIEST_PICTURE:
        return None
    return Picture(trust.url(f"cards/{card.name}"), "", card.type, card.size, _until(note))


def _until(note: PhotoNote | None) -> date | None:
    return note.consent.ends if note and note.consent else None


def write_announcements(found: Announcements) -> bytes:
    """The bytes that `load_announcements` reads."""
    shown = {
        "version": VERSION,
        "build": found.build,
        "site": found.site,
        "feed": found.feed,
        "stories": [_show_story(each) for each in found.stories],
        "withdrawn": [asdict(each) for each in found.withdrawn],
        **({"ledger": found.ledger} if found.ledger else {}),
    }
    # Without indents: with them Python's slow encoder is used, a tenth of a second for a thousand stories.
    return (json.dumps(shown, ensure_ascii=False) + "\n").encode()


def _show_story(story: Announcement) -> dict[str, object]:
    # Field by field: of ten thousand stories, asking the dataclass for its fields takes longest.
    return {
        "id": story.id,
        "title": story.title,
        "summary": story.summary,
        "url": story.url,
        "published": story.published.isoformat(),
        "post": story.post,
        "announce": story.announce,
        "lang": story.lang,
        "tags": story.tags,
        "image": _show_picture(story.image),
        "card": _show_picture(story.card),
    }


def _show_picture(picture: Picture | None) -> dict[str, object] | None:
    if picture is None:
        return None
    return {
        "url": picture.url,
        "alt": picture.alt,
        "type": picture.type,
        "size": picture.size,
        "until": picture.until.isoformat() if picture.until else None,
    }


def load_announcements(data: bytes) -> Announcements:
    """Read `/announce.json`.

    Raises:
        NotAnnouncements: it is not JSON, lacks something, or is of another version.
    """
    try:
        found = _this_version(json.loads(data))
        return Announcements(
            site=_text(found["site"]),
            feed=_text(found["feed"]),
            build=_text(found["build"]),
            stories=tuple(_read_story(each) for each in found["stories"]),
            withdrawn=tuple(TakenBack(_text(each["id"]), _text(each["url"])) for each in found["withdrawn"]),
            ledger=_text(found["ledger"]) if found.get("ledger") else None,
        )
    except NotAnnouncements:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAnnouncements(f"It can't be read: {type(error).__name__} {error}") from None


def _this_version(found: Any) -> Any:
    if found["version"] != VERSION:
        raise NotAnnouncements(f"It is of version {found['version']!r}; this is version {VERSION}.")
    return found


def _read_story(found: Mapping[str, object]) -> Announcement:
    announce, tags, post = found["announce"], found["tags"], found["post"]
    published = datetime.fromisoformat(_text(found["published"]))
    if published.tzinfo is None:
        raise NotAnnouncements("A story's time has no time zone.")
    return Announcement(
        id=_text(found["id"]),
        title=_text(found["title"]),
        summary=_text(found["summary"]),
        url=_text(found["url"]),
        published=published,
        post=None if post is None else _text(post),
        announce=announce if isinstance(announce, bool) else _texts(announce),
        lang=_text(found["lang"]),
        tags=_texts(tags),
        image=_read_picture(found["image"]),
        card=_read_picture(found["card"]),
    )


def _read_picture(found: object) -> Picture | None:
    if not isinstance(found, Mapping):
        return None
    until, size = found["until"], found["size"]
    if not isinstance(size, int):
        raise NotAnnouncements("A picture's size is not a number.")
    return Picture(
        _text(found["url"]),
        _text(found["alt"]),
        _text(found["type"]),
        size,
        date.fromisoformat(_text(until)) if until else None,
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotAnnouncements(f"{value!r} is not a text.")
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise NotAnnouncements(f"{values!r} is not a list.")
    return tuple(_text(value) for value in values)
