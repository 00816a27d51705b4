"""Old addresses: what they are made of, and whether one is a video's."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

_VIDEO_HOSTS = re.compile(r"(?:www\.|m\.|player\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com)")


def split_address(address: str) -> SplitResult:
    """The parts of an address; all are empty for what is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def video_address(address: str) -> str:
    """The address to watch a video at YouTube or Vimeo at, or nothing when it is none.

    >>> video_address("https://youtu.be/aqz-KE-bpKQ"), video_address("https://www.youtube.com/user/merrowdale")
    ('https://www.youtube.com/watch?v=aqz-KE-bpKQ', '')
    """
    parts = split_address(f"https:{address}" if address.startswith("//") else address)
    host, query = parts.hostname or "", parse_qs(parts.query)
    if parts.scheme not in {"http", "https"} or not _VIDEO_HOSTS.fullmatch(host):
        return ""
    if host.endswith("vimeo.com"):
        number = re.fullmatch(r"/(?:video/|channels/\w+/)?(\d+)(?:/(\w+))?/?", parts.path)
        # An unlisted video is only shown to who knows the second part.
        secret = (number[2] if number else "") or query.get("h", [""])[0]
        unlisted = f"/{secret}" if re.fullmatch(r"\w+", secret, re.ASCII) else ""
        return f"https://vimeo.com/{number[1]}{unlisted}" if number else ""
    query_id = query.get("v", [""])[0] if parts.path.rstrip("/") == "/watch" else ""
    path = re.fullmatch(r"/(?:embed/|v/|shorts/|live/)([\w-]{6,20})/?", parts.path)
    short = re.fullmatch(r"/([\w-]{6,20})/?", parts.path) if host.endswith("youtu.be") else None
    video = query_id or (path[1] if path else "") or (short[1] if short else "")
    if not re.fullmatch(r"[\w-]{6,20}", video, re.ASCII) or video == "videoseries":
        return ""
    return f"https://www.youtube.com/watch?v={video}"
