"""The special parts of a story: what is live, what can be watched or listened to, where to come."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from goodnews.config import SiteConfig
from goodnews.feeds.items import format_duration
from goodnews.i18n import Messages
from goodnews.markdown.typography import typeset
from goodnews.rendered import RenderedStory
from goodnews.site.calendar import times
from goodnews.site.links import link
from goodnews.story import LONDON, Live, Signed, Story, Video

_YOUTUBE_ID = re.compile(r"(?!videoseries$|live_stream$)[A-Za-z0-9_-]{11}", re.ASCII)
"""Two of the right length are none: a playlist and a channel are embedded so."""
_YOUTUBE_FOLDERS = {"embed", "live", "shorts", "v"}
_VIMEO_PATH = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/|(?:showcase|album)/\d+/video/)?"
    r"(?P<video>\d{6,12})(?:/(?P<hash>[0-9a-f]{6,20}))?/?",
    re.ASCII,
)
_HASH = re.compile(r"[0-9a-f]{6,20}", re.ASCII)
_START = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,5})s?)?", re.ASCII)


class LiveState(StrEnum):
    """Where a live story is in its life when the page is made."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class VideoView(NamedTuple):
    """A recording, and a link to it that works without any script.

    Attributes:
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


class LiveView(NamedTuple):
    """Something live: its state, whether it is on this day, its times, where to watch, its calendar file.

    `recording` is there once it is over, if it was recorded.
    """

    state: LiveState
    is_today: bool
    when: str
    ends: str
    watch: str
    calendar: str
    recording: VideoView | None


class EventView(NamedTuple):
    """An invitation: when and where, whether it is over, its calendar file."""

    when: str
    place: str
    over: bool
    calendar: str


class AudioView(NamedTuple):
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
    state, recording = live_state(live, now), None
    if live.recording and state is LiveState.AFTER:
        captions = _captions(live.captions, rendered, config)
        recording = _view(live.recording, story.meta.title, None, captions, config)
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
    event, whole = story.meta.event, times(story)
    if not event or not whole:
        return None
    when = (
        t.span(event.starts, event.ends)
        if event.ends
        else t("span_open", day=t.weekday(event.starts), starts=t.time(event.starts))
    )
    return EventView(when, typeset(event.place), now >= whole.ends, link(config, f"{story.address}event.ics"))


def audio_view(rendered: RenderedStory, config: SiteConfig) -> AudioView | None:
    """What the page says of a sound recording."""
    audio = rendered.story.meta.audio
    if not audio:
        return None
    return AudioView(audio.title, audio.length, link(config, rendered.attachments[audio.file].address))


def video_view(video: Video, rendered: RenderedStory, config: SiteConfig) -> VideoView:
    """Work out how a video can be watched."""
    captions = _captions(video.captions, rendered, config)
    if video.file:
        film, lead = rendered.attachments[video.file], rendered.lead
        return VideoView(
            video.title,
            video.length or format_duration(film.seconds),
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


def _captions(captions: bool | str | None, rendered: RenderedStory, config: SiteConfig) -> str | None:
    return link(config, rendered.attachments[captions].address) if isinstance(captions, str) else None


def _view(url: str, title: str, length: str | None, captions: str | None, config: SiteConfig) -> VideoView:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    own = parts.hostname == urlsplit(config.site_url).hostname and parts.path.endswith((".mp4", ".webm"))
    return VideoView(title, length, url, player(url), own, captions, host)


def player(url: str) -> str | None:
    """Find the frame of a player that sets no cookie before it plays.

    None for a host we don't know, and for whatever is not surely one video: a playlist, a channel, an event.
    What a link says of its video comes along: where to start, and the hash that an unlisted one asks for.

    >>> player("https://youtu.be/abcDEF12345?t=1m30s")
    'https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1&start=90'
    >>> player("https://vimeo.com/123456789/0a1b2c3d4e")
    'https://player.vimeo.com/video/123456789?autoplay=1&dnt=1&h=0a1b2c3d4e'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    query = dict(parse_qsl(parts.query))
    if host in {"youtube.com", "youtu.be", "youtube-nocookie.com"}:
        return _youtube(host, parts.path, query)
    if host in {"vimeo.com", "player.vimeo.com"}:
        return _vimeo(parts.path, query, parts.fragment)
    return None


def _youtube(host: str, path: str, query: Mapping[str, str]) -> str | None:
    match [step for step in path.split("/") if step]:
        case ["watch"]:
            video = query.get("v", "")
        case [video] if host == "youtu.be":
            pass
        case [folder, video] if folder in _YOUTUBE_FOLDERS and host != "youtu.be":
            pass
        case _:
            return None
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    start = _seconds(query.get("t") or query.get("start", ""))
    return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1" + (f"&start={start}" if start else "")


def _vimeo(path: str, query: Mapping[str, str], fragment: str) -> str | None:
    match = _VIMEO_PATH.fullmatch(path)
    if not match:
        return None
    key = match["hash"] or query.get("h", "")
    start = _seconds(dict(parse_qsl(fragment)).get("t") or query.get("t", ""))
    frame = f"https://player.vimeo.com/video/{match['video']}?autoplay=1&dnt=1"
    return frame + (f"&h={key}" if _HASH.fullmatch(key) else "") + (f"#t={start}s" if start else "")


def _seconds(moment: str) -> int:
    """A place in a video, in seconds; 0 for what is none.

    >>> _seconds("1m30s"), _seconds("90"), _seconds("soon")
    (90, 90, 0)
    """
    match = _START.fullmatch(moment)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds
