"""The words that a line lets one choose from, and which of them somebody meant by another word."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from itertools import chain
from types import MappingProxyType

_MEANT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("twitter", "tweet", "tweets"), ("x", "social")),
        **dict.fromkeys(("bsky", "blue sky"), ("bluesky", "social")),
        **dict.fromkeys(("fb", "meta"), ("facebook", "social")),
        **dict.fromkeys(("facebook", "x", "instagram", "insta", "social media"), ("social",)),
        **dict.fromkeys(("all", "everything", "everywhere", "both"), ("yes", "website social")),
        **dict.fromkeys(("y", "ok", "always", "yes please"), ("yes",)),
        **dict.fromkeys(("n", "never", "nowhere"), ("no",)),
        **dict.fromkeys(("none", "no one", "no-one", "nothing"), ("no", "nobody")),
        **dict.fromkeys(("nurse", "nurses", "doctor", "doctors", "colleagues", "team"), ("staff",)),
        **dict.fromkeys(("baby", "babies", "kid", "kids", "toddler"), ("children",)),
        **dict.fromkeys(("english", "en-gb", "gb", "uk"), ("en",)),
        **dict.fromkeys(("welsh", "cymraeg", "cym"), ("cy",)),
        **dict.fromkeys(("photo", "photos", "gallery"), ("picture",)),
        **dict.fromkeys(("film", "bsl"), ("video",)),
        **dict.fromkeys(("podcast", "recording", "sound"), ("audio",)),
        **dict.fromkeys(("thank you", "thank-you", "thankyou"), ("thanks",)),
        "event": ("invitation",),
        "web": ("website",),
    }
)
"""What people write, and the choices that it stands for: the first that there are."""
_BETWEEN = re.compile(r"[\s,;/&+]+(?:and\s+)?")
MOST_PARTS = 12
"""Words of one line that are looked at."""


def choices_meant(written: str, choices: Collection[str]) -> tuple[str, ...]:
    """The choices that somebody meant; none where a part of it may be anything.

    >>> choices_meant("Twitter and bsky", ("x", "bluesky", "yes"))
    ('x', 'bluesky')
    >>> choices_meant("patient", ("staff", "patients"))
    ('patients',)
    >>> choices_meant("staff and visitors", ("staff", "patients"))
    ()
    """
    word = " ".join(written.lower().strip(" .!@#").split())
    if word in choices:
        return (word,)
    for meant in _MEANT.get(word, ()):
        if set(meant.split()) <= set(choices):
            return tuple(meant.split())
    parts = _BETWEEN.split(word)
    if len(parts) == 1:
        return tuple(get_close_matches(word, choices, 1, 0.7))
    found = [choices_meant(part, choices) for part in parts[:MOST_PARTS]]
    return tuple(dict.fromkeys(chain.from_iterable(found))) if all(found) else ()
