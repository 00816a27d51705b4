"""How a feed reader knows a story again, whatever is edited."""

from uuid import UUID, uuid5

_STORIES = UUID("2d04a0a3-8b51-5770-a926-3b607cf5a24a")
"""The namespace of all stories. It must never change: every item ever read would come again."""


def guid_for(identity: str) -> str:
    """The guid of a story, from its identity alone: never its title, its date or the site's address.

    A UUID (RFC 9562, version 5) and not the identity itself, because a removed story keeps its
    guid and its folder's name may say too much.

    >>> guid_for("2026/night-on-ward-7")
    'urn:uuid:b67c16c2-7591-5849-b17f-6ba2854a2f4e'
    """
    return f"urn:uuid:{uuid5(_STORIES, identity)}"
