"""The special parts of a story: what is live, what can be watched or listened to, where to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from goodnews.config import SiteConfig
from goodnews.i18n import Messages
from goodnews.markdown import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.players import player
from goodnews.site.urls import link
from goodnews.story import LONDON, Live, Signed, Story, Video


class LiveState(StrEnum):
    """Where a live story is in its life when the page is made."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True)
class VideoView:
    """A recording.

    Attributes:
        title: what it is called.
        length: how long, as the writer put it.
        href: where it is; a link that works without any script.
        frame: what a player's frame shows once the reader has pressed play, or None.
        media: whether it is a file of this site, which the browser plays by itself.
        captions: link to the caption file in the story's folder, or None.
        host: whose player it is, `youtube.com`.
        poster: link to the picture that a film of this site shows before it plays, or None.
    """

    title: str
    length: str | None
    href: str
    frame: str | None
    media: bool
    captions: str | None
    host: str
    poster: str | None = None


@dataclass(frozen=True)
class LiveView:
    """Something live: its state, whether it is on this day, its times, where to watch, its calendar file."""

    state: LiveState
    is_today: bool
    when: str
    ends: str
    watch: str
    calendar: str
    recording: VideoView | None


@dataclass(frozen=True)
class EventView:
    """An invitation: when and where, whether it is over, its calendar file."""

    when: str
    place: str
    over: bool
    calendar: str


@dataclass(frozen=True)
class AudioView:
    """A voice to listen to."""

    title: str
    length: str | None
    src: str


def live_state(live: Live, now: datetime) -> LiveState:
    """Say whether it is still to come, on, or over at `now`."""
    if now < live.starts:
        return LiveState.BEFORE
    return LiveState.DURING if now < live.ends else LiveState.AFTER


def live_view(rendered: RenderedStory, config: SiteConfig, t: Messages, now: datetime) -> LiveView | None:
    """What the page says of something live, at the moment the page is made.

    The times are said in full in every state, so that a page read later than it was made is true.
    """
    story, live = rendered.story, rendered.story.meta.live
    if not live:
        return None
    recording = None
    if live.recording:
        video = Video(
            url=live.recording, title=story.meta.title, captions=live.captions, length=None, transcript=None
        )
        recording = video_view(video, rendered, config)
    state = live_state(live, now)
    first_day = live.starts.astimezone(LONDON).date()
    return LiveView(
        state,
        state is LiveState.DURING
        or (state is LiveState.BEFORE and first_day == now.astimezone(LONDON).date()),
        t.span(live.starts, live.ends),
        t("at_time", time=t.time(live.ends), day=t.day(live.ends)),
        live.watch,
        link(config, f"{story.address}event.ics"),
        recording,
    )


def event_view(story: Story, config: SiteConfig, t: Messages, now: datetime) -> EventView | None:
    """What the page says of an invitation."""
    event = story.meta.event
    if not event:
        return None
    ends = event.ends or event.starts + timedelta(hours=1)
    when = (
        t.span(event.starts, event.ends)
        if event.ends
        else t("span_open", day=t.weekday(event.starts), starts=t.time(event.starts))
    )
    return EventView(when, typeset(event.place), now >= ends, link(config, f"{story.address}event.ics"))


def audio_view(rendered: RenderedStory, config: SiteConfig) -> AudioView | None:
    """What the page says of a sound recording."""
    audio = rendered.story.meta.audio
    if not audio:
        return None
    return AudioView(audio.title, audio.length, link(config, rendered.attachments[audio.file].address))


def video_view(video: Video, rendered: RenderedStory, config: SiteConfig) -> VideoView:
    """Work out how a video can be watched."""
    captions = None
    if isinstance(video.captions, str):
        captions = link(config, rendered.attachments[video.captions].address)
    if video.file:
        film, lead = rendered.attachments[video.file], rendered.lead
        return VideoView(
            video.title,
            video.length or f"{film.seconds // 60}:{film.seconds % 60:02}",
            link(config, film.address),
            frame=None,
            media=True,
            captions=captions,
            host="",
            poster=link(config, f"photos/{rendered.photos[lead.file].fallback.name}") if lead else None,
        )
    return _view(video.url or "", video.title, video.length, captions, config)


def signed_view(signed: Signed, config: SiteConfig, t: Messages) -> VideoView:
    """How the story can be watched in British Sign Language; the text beside it says the same."""
    return _view(signed.url, signed.title or t["bsl"], signed.length, None, config)


def _view(url: str, title: str, length: str | None, captions: str | None, config: SiteConfig) -> VideoView:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    own = parts.hostname == urlsplit(config.site_url).hostname and parts.path.endswith((".mp4", ".webm"))
    return VideoView(title, length, url, player(url), own, captions, host)
