"""Players of others: the frame that shows a video once the reader has pressed play."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

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
