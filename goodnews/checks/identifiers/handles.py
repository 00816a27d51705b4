"""Social handles of private people, as against those of organisations and teams."""

import re

from goodnews.checks.identifiers.emails import is_shared
from goodnews.checks.identifiers.match import Candidate, Identifier, where_any
from goodnews.checks.text import alternatives, plain, words

_HANDLE = re.compile(r"(?<![\w./@])@(?P<found>[A-Za-z0-9_](?:[\w.]{0,28}\w)?)(?![\w@])")
_PROFILE = re.compile(
    r"(?:facebook|instagram|tiktok|twitter|threads|youtube|linkedin|snapchat|\bx)\.(?:com|net)/(?:in/|add/)?@?"
    r"(?P<found>[A-Za-z0-9_](?:[\w.-]{1,40}\w))(?!\w|/\w)",
    re.IGNORECASE,
)
_NAMED_ON = re.compile(
    r"\b(?:insta(?:gram)?|tiktok|twitter|snap(?:chat)?|threads|strava)\s?"
    r"(?::|is|name is|name:|(?:,|as)(?=\s\w*[\d_]))\s?"
    r"(?P<found>[A-Za-z](?=[\w.]*[\d_.])[\w.]{2,28}\w)(?!\w)",
    re.IGNORECASE,
)
_NO_NAMES = words("groups pages events watch reel reels share sharer intent hashtag explore channel")
_A_PERSON = re.compile(
    r"(?i:\b"
    + alternatives(
        """
        he she his her hers him my mine me i i'm i’m mum mam mother dad father nan gran grandad son daughter
        sister brother wife husband auntie uncle grandson granddaughter niece nephew mate patient donor
        """
    )
    + r"\b)|\b[A-Z][a-z]+['’]s\b",
)
_US = re.compile(
    r"\b" + alternatives("us our we ours trust charity council team hospital ward club museum") + r"\b",
    re.IGNORECASE,
)


def _is_private(candidate: Candidate) -> bool:
    """Spoken of as somebody's, or with digits or joints as only people's handles have."""
    handle, leading = candidate.text.lower().removesuffix(".bsky.social"), candidate.before(45)
    if handle in _NO_NAMES or handle in {known.lower().lstrip("@") for known in candidate.own}:
        return False
    if _US.search(leading):
        return False
    if _A_PERSON.search(leading):
        return not all(is_shared(part) for part in re.split(r"[\d_.-]+", handle) if part)
    return not is_shared(handle) and bool(re.search(r"[\d_.]", handle))


HANDLE = Identifier(
    "somebody's social handle",
    (_PROFILE, _NAMED_ON, _HANDLE),
    _is_private,
    fewest_digits=0,
    prepare=where_any(
        "@", ".com", ".net", "insta", "tiktok", "twitter", "snap", "threads", "strava", prepare=plain
    ),
)
"""`@name` or a profile's address, where it is a person's."""
