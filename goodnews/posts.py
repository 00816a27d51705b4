"""The words of a post: what the story says about itself, then its link, counted as each network counts.

X's count is the third version of its published configuration, twitter-text v3. A character weighs 1 or 2, an
emoji 2 however it is put together, and a link 23 however long it is. What X takes for a link depends on its
list of 1,200 top-level domains. Here the countries' and the usual ones are known; at any other a text counts
as long as it could be, so that no post is refused for its length.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

NETWORKS = {
    "x": "X",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "facebook": "Facebook",
    "notify": "GOV.UK Notify",
}
"""Their names for people."""

LINK_LENGTH = 23
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""The ranges of characters that weigh 1."""

_COUNTRIES = """
ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw
by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu fi fj
fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir
is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml
mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr
ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th
tj tk tl tm tn to tp tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
# RFC 2606 keeps `.example` for examples. The practice site is there, and has to count as a real one would.
_USUAL = (
    "com org net edu gov int info biz app blog care health online site social london wales cymru scot example"
)

_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LABEL = rf"[a-z0-9{_ACCENTED}-]+"
_KNOWN = "|".join([*_COUNTRIES.split(), *_USUAL.split()])
_PATH = r"(?::[0-9]+)?/(?:[a-z0-9!*';:=+,.$/%#\[\]_~@|&-]*[a-z0-9+=_#/-])?"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[a-z0-9_&=#/-]"
_CANDIDATE = re.compile(
    # A link for certain; not in an email address, a hashtag, or the middle of a word.
    r"(?:(?<![a-z0-9@＠$#＃])https?://|(?<![a-z0-9@$#＃/._-])(?=[a-z0-9]))"
    rf"{_LABEL}(?:\.{_LABEL})*\.(?:{_KNOWN})(?![a-z0-9@+-])(?:{_PATH}(?:{_QUERY})?)?"
    # Perhaps one: the shortest that X could take for one, and the rest of the name.
    r"|(?<![a-z0-9@$#＃])(?<![a-z0-9][/.-])(?P<maybe>(?:https?://)?"
    rf"{_LABEL}(?:\.{_LABEL})*?\.(?=[a-z][a-z]){_LABEL})(?P<rest>(?:\.{_LABEL})*)"
    # One with letters of another alphabet in its name.
    r"|https?://",
    re.IGNORECASE,
)

_LINK = re.compile(r"https?://[^\s<>]+")
_FAR_MENTION = re.compile(r"(?<![\w@/])@(\w+)@[\w.-]+\w")

# GSM 03.38: the letters an ordinary text message is made of; those after the bar take two places.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWO = frozenset("^{}\\[~]|€\f")


def count_graphemes(text: str) -> int:
    """Characters as a reader sees them (Unicode UAX 29), which is how Bluesky counts.

    >>> count_graphemes("👩‍👩‍👧 é")
    3
    """
    return len(split_graphemes(text))


def split_graphemes(text: str) -> list[str]:
    """A text's characters as a reader sees them (Unicode UAX 29).

    >>> split_graphemes("é👩‍👩‍👧")
    ['é', '👩‍👩‍👧']
    """
    # Of ASCII only a carriage return joins the character behind it.
    if text.isascii() and "\r" not in text:
        return list(text)
    # Few posts have more than plain letters, and it takes a fiftieth of a second to import.
    import regex  # noqa: PLC0415

    return regex.findall(r"\X", text)


def count_mastodon(text: str) -> int:
    """Mastodon's count: graphemes, a link is 23, a far-away mention counts its name only."""
    return count_graphemes(_FAR_MENTION.sub(r"@\1", _LINK.sub("x" * LINK_LENGTH, text)))


def count_sms(text: str) -> int:
    """How many text messages this is, each of which is paid for (GSM 03.38, and UCS-2 beyond its letters).

    >>> count_sms("Hello"), count_sms("a" * 161), count_sms("Dŵr")
    (1, 2, 1)
    """
    if all(letter in _GSM or letter in _GSM_TWO for letter in text):
        places, alone, joined = sum(1 + (letter in _GSM_TWO) for letter in text), 160, 153
    else:
        places, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if places <= alone else -(-places // joined)


def count_x(text: str) -> int:
    """X's weighted length; it takes at most 280.

    >>> count_x("Look: https://stories.merrowdale.example/stories/2026/a-very-long-address-indeed/")
    29
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    length, position = 0, 0
    for match in _CANDIDATE.finditer(text):
        length += _weight(text[position : match.start()])
        if match["maybe"]:
            # An accented letter may stay outside.
            length += max(_weight(match[0]), LINK_LENGTH + 1 + _weight(match["rest"]))
        else:
            length += LINK_LENGTH
        position = match.end()
    return length + _weight(text[position:])


def _weight(text: str) -> int:
    """How much a text without links weighs."""
    if text.isascii():
        return len(text)
    import regex  # noqa: PLC0415 - as above

    emoji = regex.compile(_EMOJI)
    without, count = emoji.subn("", text)
    light = sum(any(first <= ord(letter) <= last for first, last in _LIGHT) for letter in without)
    return 2 * (count + len(without)) - light


_PICTURE = (
    r"(?:\p{Emoji_Presentation}\p{Emoji_Modifier}?|\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)"
    r"[\U000E0020-\U000E007F]*"
)
_EMOJI = (
    r"\p{Regional_Indicator}{2}"  # a flag
    r"|[0-9#*]\uFE0F?\u20E3"  # a keycap
    rf"|{_PICTURE}(?:\u200D{_PICTURE})*"
)


COUNTERS: Mapping[str, tuple[Callable[[str], int], int]] = MappingProxyType(
    {
        "x": (count_x, 280),
        "bluesky": (count_graphemes, 300),
        "mastodon": (count_mastodon, 500),
        "facebook": (count_graphemes, 2000),
        "notify": (count_graphemes, 300),
        "webhook": (count_graphemes, 2000),
    }
)
"""Each network's way of counting, and its limit. Facebook, Notify and the webhook allow more than is kind."""


ELLIPSIS = "…"


class PostText(NamedTuple):
    """The exact words of a post; `length` and `limit` are as the network counts.

    `shortened` says whether words were left off the end to fit.
    """

    text: str
    length: int
    limit: int
    shortened: bool = False


def compose(words: str, link: str, network: str, *, show_link: str | None = None) -> PostText:
    """Put the words before the link, cutting the words (never the link) at a word's end when too long.

    Args:
        words: the story's `post:`, or its title.
        link: the story's public address; empty for networks that carry it elsewhere.
        network: `x`, `bluesky`, …; the practice network counts as X does.
        show_link: what is in the text for the link, on networks whose links have their own text.

    >>> compose("Knackered, happy, proud:", "https://a.example/b/", "x").text
    'Knackered, happy, proud: https://a.example/b/'
    """
    count, limit = COUNTERS[network]
    shown = link if show_link is None else show_link
    tidy = " ".join(words.split())
    if shown and count(shown) >= limit:
        raise ValueError(f"The link alone is longer than {limit}.")
    whole = f"{tidy} {shown}".strip()
    if count(whole) <= limit:
        return PostText(whole, count(whole), limit)
    short = _shorten(tidy, lambda cut: count(f"{cut} {shown}".strip()) <= limit)
    text = f"{short} {shown}".strip()
    return PostText(text, count(text), limit, shortened=True)


def _shorten(words: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits with an ellipsis: whole words, or whole characters of a giant word."""
    pieces = words.split(" ")
    return _longest(pieces, " ", fits) or _longest(split_graphemes(pieces[0]), "", fits)


def _longest(pieces: Sequence[str], between: str, fits: Callable[[str], bool]) -> str:
    """As many of the pieces as fit with an ellipsis; empty when not even one does."""

    def text(count: int) -> str:
        return between.join(pieces[:count]).rstrip(" ,;:–—-") + ELLIPSIS

    count = bisect_left(range(1, len(pieces) + 1), True, key=lambda number: not fits(text(number)))
    return text(count) if count else ""
