"""Slugs: the part of an address that people can read."""

import re
import unicodedata
from functools import lru_cache

# One letter has no meaning without its sign; of longer names the sign can go.
_ONE_LETTER = re.compile(r"(?<![^\W_])([A-Za-z])(#|\+\+)(?!\w)")
_SIGNS = {"#": " sharp", "++": " plus plus"}
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


@lru_cache(maxsize=4096)  # a site asks for the same few hundred names thousands of times
def slugify(text: str) -> str:
    """Turn words into an address part: plain letters, digits and hyphens.

    >>> slugify("A&E is full – again")
    'a-and-e-is-full-again'
    >>> slugify("Ysbyty Tŷ Gwyn")
    'ysbyty-ty-gwyn'
    >>> slugify("C#"), slugify("C++"), slugify("LGBTQ+"), slugify("Bed #7")
    ('c-sharp', 'c-plus-plus', 'lgbtq', 'bed-7')
    """
    spelled = _ONE_LETTER.sub(lambda match: match[1] + _SIGNS[match[2]], text)
    spelled = spelled.replace("&", " and ").replace("’", "").replace("'", "")
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for a device, whatever its ending: nobody there could check the site out.

    >>> is_reserved("con"), is_reserved("AUX.html"), is_reserved("contact")
    (True, True, False)
    """
    return name.partition(".")[0].lower() in _RESERVED
