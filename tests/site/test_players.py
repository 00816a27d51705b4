"""A player only for what surely is one video, with all that its link says of it."""

import pytest

from goodnews.site.players import player

_YOUTUBE = "https://www.youtube-nocookie.com/embed/abcDEF12345?autoplay=1"
_VIMEO = "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"


@pytest.mark.parametrize(
    ("url", "frame"),
    [
        ("https://youtube.com/live/abcDEF12345", _YOUTUBE),
        ("https://m.youtube.com/shorts/abcDEF12345?feature=share", _YOUTUBE),
        ("https://www.youtube.com/watch?v=abcDEF12345&list=PLabcDEF12345&index=2", _YOUTUBE),
        ("https://www.youtube.com/watch?v=abcDEF12345&t=9", f"{_YOUTUBE}&start=9"),
        ("https://youtu.be/abcDEF12345?t=1h2m3s", f"{_YOUTUBE}&start=3723"),
        ("https://www.youtube.com/embed/abcDEF12345?start=90", f"{_YOUTUBE}&start=90"),
        ("https://youtu.be/abcDEF12345?t=9%26autoplay=0", _YOUTUBE),
        ("https://player.vimeo.com/video/123456789", _VIMEO),
        ("https://vimeo.com/channels/staffpicks/123456789", _VIMEO),
        ("https://vimeo.com/showcase/7654321/video/123456789", _VIMEO),
        ("https://player.vimeo.com/video/123456789?h=0a1b2c3d4e", f"{_VIMEO}&h=0a1b2c3d4e"),
        ("https://vimeo.com/123456789/1234567890#t=1m30s", f"{_VIMEO}&h=1234567890#t=90s"),
        ("https://vimeo.com/123456789?h=%22onload", _VIMEO),
    ],
)
def test_a_link_to_one_video_gets_its_player(url: str, frame: str) -> None:
    assert player(url) == frame


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/playlist?list=PLabcDEF12345",
        "https://www.youtube.com/embed/videoseries?list=PLabcDEF12345",
        "https://www.youtube.com/embed/live_stream?channel=abcDEF12345",
        "https://www.youtube.com/@merrowdale1",
        "https://www.youtube.com/channel/abcDEF12345",
        "https://www.youtube.com/c/merrowdale1",
        "https://www.youtube.com/results?search_query=garden",
        "https://www.youtube.com/merrowdale1",
        "https://www.youtube.com/watch?v=abcDEF12345x",
        "https://www.youtube.com/watch?v=../../x",
        "https://youtube.com.evil.example/watch?v=abcDEF12345",
        "https://vimeo.com/event/123456789",
        "https://vimeo.com/showcase/123456789",
        "https://vimeo.com/user/123456789",
        "https://vimeo.com/user123456789",
        "https://vimeo.com/channels/staffpicks",
        "https://video.merrowdale.example/w/garden",
    ],
)
def test_all_else_stays_a_plain_link(url: str) -> None:
    assert player(url) is None
