"""Which feeds there are, and which stories each one tells."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from goodnews.story import LONDON, FrontMatter, Story, slugify
from goodnews.trust import Trust

MAIN = ""
"""The folder of the feed of everything."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing of the site and the identities of its stories, oldest first.

    `folder` is its address on the site, `tags/nursing/`; empty for the whole site.
    `name` is empty when every story in it was removed: the name itself may say too much.
    """

    folder: str
    name: str
    identities: tuple[str, ...] = field(default=())


def listings_of(public: Iterable[Story], withdrawn: Iterable[Story]) -> Iterator[Listing]:
    """The whole site first, then every category, tag, team, hospital and year that has a story.

    Removed stories keep their place everywhere: readers of a ward's feed have to hear of it too,
    and an archive that lost one story would shift all that came after it.
    """
    told = tuple(public)
    shown = {story.identity for story in told}
    stories = sorted([*told, *withdrawn], key=_oldest_first)
    yield Listing(MAIN, "", tuple(story.identity for story in stories))
    names: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    # Ten thousand stories share a few hundred names.
    slug = cache(slugify)
    for story in stories:
        identity = story.identity
        for folder, name in _folders(story.front, slug).items():
            members.setdefault(folder, []).append(identity)
            if identity in shown:
                names.setdefault(folder, name)
    for folder in sorted(members):
        yield Listing(folder, names.get(folder, ""), tuple(members[folder]))


def _folders(front: FrontMatter, slug_of: Callable[[str], str]) -> Mapping[str, str]:
    """The listings a story stands in, each once, though two tags may differ only in capitals."""
    labels = [("categories", front.category), *(("tags", tag) for tag in front.tags)]
    labels += [("teams", front.team or ""), ("hospitals", front.hospital or "")]
    labels += [("archive", str(front.date.astimezone(LONDON).year))]
    folders: dict[str, str] = {}
    for kind, name in labels:
        if slug := slug_of(name):
            folders.setdefault(f"{kind}/{slug}/", name)
    return folders


def _oldest_first(story: Story) -> tuple[float, str]:
    return story.front.date.timestamp(), story.identity


def title_of(listing: Listing, trust: Trust) -> str:
    """What a feed is called: `Ward 7: Show them ours`."""
    return f"{listing.name}: {trust.site_name}" if listing.name else trust.site_name
