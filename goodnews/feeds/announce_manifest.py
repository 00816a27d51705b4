"""`/announce.json`: what the live site says there is to announce.

The announcer reads this from the live site, never from the working tree, so nothing is announced that is
not published. Nothing in it is secret: it repeats what the pages and the feed show.

It is read in two ways. `AnnounceManifest` reads it whole and strictly, to announce and to say what is due:
nothing is posted out of half a list. `goodnews.publish.manifest` reads as far as it goes, whatever version
wrote it, to compare copies of the site and to wait for one.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_serializer

from goodnews.config import SiteConfig
from goodnews.file_types import BEACON
from goodnews.output import Artifact
from goodnews.photos import Rendition
from goodnews.rendered import RenderedStory
from goodnews.story import PhotoNote, Story, last_day

MAX_IMAGE_SIZE = 950_000
"""Bytes. Bluesky takes pictures up to 1,000,000; the others take more."""


class ManifestError(ValueError):
    """These bytes are not an `/announce.json` that this version can read."""


class _ManifestModel(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, populate_by_name=True)


class ManifestImage(_ManifestModel):
    """A picture that may be attached to a post: its absolute address, and its size in bytes.

    `announce_until` is the last day it may be shared, when the consent form names one.
    """

    url: str
    alt: str
    type: str
    size: int
    announce_until: date | None = Field(default=None, alias="until")


class Announcement(_ManifestModel):
    """One public story, as much of it as a post needs. `url` is absolute.

    `post` are the words to announce it with, when not its title; `announce` says whether to, or on which
    networks. `image` is the photo that may be attached, if one may be; `card` the picture of its link card.
    """

    id: str
    title: str
    summary: str
    url: str
    published: AwareDatetime
    post: str | None = None
    announce: bool | tuple[str, ...] = True
    lang: str = "en"
    tags: tuple[str, ...] = ()
    image: ManifestImage | None = None
    card: ManifestImage | None = None

    @field_serializer("published")
    def _with_offset(self, published: datetime) -> str:
        # pydantic would write `Z` in winter and `+01:00` in summer.
        return published.isoformat()


class WithdrawnStory(_ManifestModel):
    """A withdrawn story: nothing of it but its identity and the address of its page, which says so."""

    id: str
    url: str


class AnnounceManifest(_ManifestModel):
    """All of `/announce.json`: the build, the site's address, its feed's, and the stories, newest first.

    `ledger` is the newest commit of the announcer's ledger that was known when the site was built; `until`
    the last day on which all of it may be shown, if the calendar takes something off.
    """

    version: Literal[1] = 1
    build: str
    site: str
    feed: str
    stories: tuple[Announcement, ...] = ()
    withdrawn: tuple[WithdrawnStory, ...] = ()
    ledger: str | None = None
    until: date | None = None

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read the file; ManifestError when it is not JSON, lacks something, or is of another version."""
        try:
            return cls.model_validate_json(data)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"])) or BEACON
            raise ManifestError(f"It can't be read: {where}: {first['msg']}.") from None

    def to_json(self) -> bytes:
        """Write the file: UTF-8, the same bytes for the same content."""
        unknown = {name for name in ("ledger", "until") if getattr(self, name) is None}
        return f"{self.model_dump_json(by_alias=True, exclude=unknown)}\n".encode()


def plan_announcements(
    public: Sequence[RenderedStory],
    withdrawn: Sequence[Story],
    config: SiteConfig,
    build: str,
    ledger: str | None = None,
) -> Artifact:
    """Plan the file, with the stories in the order given.

    `build` is the digest of all other files, so of every photo and card too; `ledger` the newest commit of
    the announcer's ledger that is known.
    """
    shown = [rendered.fingerprint for rendered in public]
    gone = [f"{story.identity} {story.key}" for story in withdrawn]
    lines = "\n".join([build, ledger or "", config.site_url, "", *shown, "", *gone])
    fingerprint = hashlib.sha256(lines.encode()).hexdigest()
    return Artifact(BEACON, fingerprint, partial(_render, public, withdrawn, config, build, ledger))


def _render(
    public: Sequence[RenderedStory],
    withdrawn: Sequence[Story],
    config: SiteConfig,
    build: str,
    ledger: str | None,
) -> bytes:
    gone = {story.identity: config.url(story.address) for story in withdrawn}
    return AnnounceManifest(
        build=build,
        site=config.url(),
        feed=config.url("feed.xml"),
        stories=tuple(_announcement(rendered, config) for rendered in public),
        withdrawn=tuple(WithdrawnStory(id=identity, url=gone[identity]) for identity in sorted(gone)),
        ledger=ledger,
        until=min(filter(None, (last_day(rendered.story) for rendered in public)), default=None),
    ).to_json()


def _announcement(rendered: RenderedStory, config: SiteConfig) -> Announcement:
    story, meta, note = rendered.story, rendered.story.meta, rendered.story.shared_photo
    photo = _shared_rendition(rendered, note) if note else None
    card = rendered.card if rendered.card and rendered.card.size <= MAX_IMAGE_SIZE else None
    until = note.consent.ends if note and note.consent else None
    return Announcement(
        id=story.identity,
        title=meta.title,
        summary=meta.summary,
        url=config.url(story.address),
        published=meta.date,
        post=meta.post,
        announce=meta.announce,
        lang=meta.lang,
        tags=meta.tags,
        image=_image(config.url(f"photos/{photo.name}"), photo, note.alt, until) if photo and note else None,
        card=_image(config.url(f"cards/{card.name}"), card, "", until) if card else None,
    )


def _shared_rendition(rendered: RenderedStory, note: PhotoNote) -> Rendition | None:
    """The shared photo's JPEG: the one nearest 1280 wide that every network takes."""
    photo = rendered.photos.get(note.file)
    light = [jpeg for jpeg in photo.of_type("image/jpeg") if jpeg.size <= MAX_IMAGE_SIZE] if photo else []
    return photo.fallback if photo and photo.fallback in light else light[-1] if light else None


def _image(url: str, rendition: Rendition, alt: str, until: date | None) -> ManifestImage:
    return ManifestImage(url=url, alt=alt, type=rendition.type, size=rendition.size, announce_until=until)
