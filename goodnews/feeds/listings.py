"""Which feeds there are, and which stories each one tells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goodnews.story import slugify
from goodnews.trust import Trust

from .entries import Entry

MAIN = ""
"""The folder of the feed of everything."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing of the site and its stories, oldest first.

    `folder` is its address on the site, `tags/nursing/`; empty for the whole site.
    `name` is empty when every story in it was removed: the name itself may say too much.
    """

    folder: str
    name: str
    entries: tuple[Entry, ...] = ()


def listings_of(entries: Iterable[Entry]) -> Iterator[Listing]:
    """The whole site first, then every category, tag, team, hospital and year that has a story.

    Removed stories keep their place everywhere: readers of a ward's feed have to hear of it too,
    and of the whole site an archive that lost one story would shift all that came after it.
    """
    stories = sorted(entries, key=_oldest_first)
    yield Listing(MAIN, "", tuple(stories))
    folders: dict[str, list[Entry]] = {}
    # Ten thousand stories share a few hundred labels, and a few labels share a folder.
    members: dict[tuple[str, str], list[Entry]] = {}
    for entry in stories:
        for label in entry.labels:
            listed = members.get(label)
            if listed is None:
                listed = members[label] = folders.setdefault(_folder(label), [])
            # Two tags of a story may differ only in capitals.
            if not listed or listed[-1] is not entry:
                listed.append(entry)
    for folder in sorted(filter(None, folders)):
        yield Listing(folder, _name(folder, folders[folder]), tuple(folders[folder]))


def _name(folder: str, entries: Iterable[Entry]) -> str:
    """What the oldest story in it that is still told calls a listing."""
    labels = (label for entry in entries if not entry.removed for label in entry.labels)
    return next((label[1] for label in labels if _folder(label) == folder), "")


def _folder(label: tuple[str, str]) -> str:
    """The address of a listing on the site; empty when its name has no letter that an address can have."""
    kind, name = label
    slug = slugify(name)
    return f"{kind}/{slug}/" if slug else ""


def _oldest_first(entry: Entry) -> tuple[float, str]:
    return entry.published.timestamp(), entry.identity


def title_of(listing: Listing, trust: Trust) -> str:
    """What a feed is called: `Ward 7: Show them ours`."""
    return f"{listing.name}: {trust.site_name}" if listing.name else trust.site_name
