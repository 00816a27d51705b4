"""Which files of the site are feeds."""


def is_feed(path: str) -> bool:
    """Whether a path of the site is one of its feeds.

    >>> [is_feed(path) for path in ("feed.xml", "tags/tea/feed-2.json", "podcast.xml", "sitemap.xml")]
    [True, True, True, False]
    """
    name = path.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    return ending in {"xml", "json"} and (stem in {"feed", "podcast"} or stem.startswith("feed-"))
