"""Where things are on this site, as pages link to them.

A site can live below a folder (`https://merrowdale.example/stories/`); then every link starts with
that folder.
"""

from goodnews.trust import Trust


def link(trust: Trust, address: str = "") -> str:
    """Give the link to an address of this site, from the root.

    `link(trust, "about/")` is `/about/` for a site that has a host of its own.
    """
    return trust.base + address


def file_of(address: str) -> str:
    """Give the file that answers at an address.

    >>> file_of("about/"), file_of(""), file_of("old/page.html")
    ('about/index.html', 'index.html', 'old/page.html')
    """
    return f"{address}index.html" if not address or address.endswith("/") else address
