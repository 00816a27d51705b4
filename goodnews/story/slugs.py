"""Slugs: the part of an address that people can read."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)  # a site asks for the same few hundred names thousands of times
def slugify(text: str) -> str:
    """Turn words into an address part: plain letters, digits and hyphens.

    >>> slugify("A&E is full – again")
    'a-and-e-is-full-again'
    >>> slugify("Ysbyty Tŷ Gwyn")
    'ysbyty-ty-gwyn'
    """
    spelled = text.replace("&", " and ").replace("’", "").replace("'", "")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
