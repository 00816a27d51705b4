"""Telling the address of one video, at YouTube or Vimeo, from that of a channel or of anything else."""

import re
from urllib.parse import parse_qs, urlsplit

_VIDEO_HOSTS = re.compile(r"(?:www\.|m\.|player\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com)")


def is_video(address: str) -> bool:
    """Whether an address is that of one video at YouTube or Vimeo.

    >>> is_video("https://youtu.be/aqz-KE-bpKQ"), is_video("https://www.youtube.com/user/merrowdale")
    (True, False)
    """
    return bool(video_address(address))


def video_address(address: str) -> str:
    """The address to watch a video at, or nothing when it is not one."""
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
        host, query = parts.hostname or "", parse_qs(parts.query)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _VIDEO_HOSTS.fullmatch(host):
        return ""
    if host.endswith("vimeo.com"):
        number = re.fullmatch(r"/(?:video/|channels/\w+/)?(\d+)(?:/(\w+))?/?", parts.path)
        # An unlisted video is only shown to who knows the second part.
        secret = (number[2] if number else "") or query.get("h", [""])[0]
        unlisted = f"/{secret}" if re.fullmatch(r"\w+", secret, re.ASCII) else ""
        return f"https://vimeo.com/{number[1]}{unlisted}" if number else ""
    asked = query.get("v", [""])[0] if parts.path.rstrip("/") == "/watch" else ""
    path = re.fullmatch(r"/(?:embed/|v/|shorts/|live/)([\w-]{6,20})/?", parts.path)
    short = re.fullmatch(r"/([\w-]{6,20})/?", parts.path) if host.endswith("youtu.be") else None
    found = asked or (path[1] if path else "") or (short[1] if short else "")
    if not re.fullmatch(r"[\w-]{6,20}", found, re.ASCII) or found == "videoseries":
        return ""
    return f"https://www.youtube.com/watch?v={found}"
