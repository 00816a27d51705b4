"""HTML that every reader keeps as it is: most stories' is, and then nothing has to parse it.

What is here is a part of what `html.plain_html` leaves alone, and of what lxml writes as it read it: plain
elements that close where they should, whole addresses, and no entity that could be written in two ways.
"""

import re

ADDRESS = r"https?://[a-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9_./-]*)?"
"""A whole address of which nothing has to be written otherwise."""

_ROOTED = '<a href="/'

# All repetition is possessive: a text that is not settled is left at the first sign of it.
_TEXT = r"[^<>&]*+(?:&(?:amp|lt|gt);[^<>&]*+)*+"
_MARKED = rf'<em>{_TEXT}</em>|<strong>{_TEXT}</strong>|<a href="{ADDRESS}">{_TEXT}</a>|<br>'
_WORDS = rf"{_TEXT}(?:(?:{_MARKED}){_TEXT})*+"
_PARAGRAPH = rf'<p(?: lang="(?:cy|en)")?>{_WORDS}</p>'
_HEADING = rf"<h2>{_WORDS}</h2>|<h3>{_WORDS}</h3>"
_ITEMS = rf"\n(?:<li>(?!</li>){_WORDS}</li>\n)++"  # of an empty item lxml writes no end
_PICTURE = rf'<img src="{ADDRESS}" alt="[^<>&"\n\t]*" width="[0-9]+" height="[0-9]+">'
_FIGURE = rf"<figure>{_PICTURE}(?:<figcaption><p>{_TEXT}</p></figcaption>)?</figure>"
_QUOTATION = rf"<blockquote>\n?(?:{_PARAGRAPH}\n?)++</blockquote>"
_BLOCK = rf"(?:{_PARAGRAPH}|{_HEADING}|<ul>{_ITEMS}</ul>|<ol>{_ITEMS}</ol>|{_QUOTATION}|{_FIGURE})"
_SETTLED = re.compile(rf"{_BLOCK}(?:\n+{_BLOCK})*+")


def with_site(html: str, site: str) -> str:
    """Make the addresses whole that begin at the site's root: of most stories with links, all of them.

    A sign for a tag is never a text's own. Two slashes begin another site's address; then nothing is made.

    >>> with_site('<a href="/about/">us</a>', "https://a.example")
    '<a href="https://a.example/about/">us</a>'
    """
    return html if f"{_ROOTED}/" in html else html.replace(_ROOTED, f"{_ROOTED[:-1]}{site}/")


def is_settled(html: str) -> bool:
    """Whether clean HTML is what `plain_html` would make of it; when in doubt, it is not.

    >>> [is_settled(html) for html in ("<p>Tea &amp; <em>cake</em></p>", '<p class="a">Tea</p>', "<p>Tea")]
    [True, False, False]
    """
    # An end of a line that is written otherwise: to look for it among the rest takes a third longer.
    return "\r" not in html and _SETTLED.fullmatch(html) is not None
