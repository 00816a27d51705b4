"""Stories put on shelves: by category, tag, team, hospital and year, each newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from goodnews.rendered import Rendered
from goodnews.story import LONDON, slugify

T = TypeVar("T")


class Kind(StrEnum):
    """What a shelf collects; the value starts its address."""

    CATEGORY = "categories"
    TAG = "tags"
    TEAM = "teams"
    HOSPITAL = "hospitals"
    YEAR = "archive"


@dataclass(frozen=True)
class Shelf:
    """Some stories that belong together.

    Attributes:
        kind: what they share.
        name: as the first story to use it wrote it.
        slug: its part of the address.
        stories: newest first; never empty.
    """

    kind: Kind
    name: str
    slug: str
    stories: tuple[Rendered, ...]

    @property
    def address(self) -> str:
        """Where it is: `teams/ward-7/`."""
        return shelf_address(self.kind, self.name)


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of a long list: its number from 1, how many pages there are, what is on it."""

    number: int
    total: int
    items: tuple[T, ...]


def shelf_address(kind: Kind, name: str) -> str:
    """Give a shelf's address.

    >>> shelf_address(Kind.TEAM, "Ward 7")
    'teams/ward-7/'
    """
    return f"{kind}/{slugify(name)}/"


def labels(each: Rendered, kind: Kind) -> tuple[str, ...]:
    """The names of the shelves of one kind that a story stands on."""
    front = each.story.front
    match kind:
        case Kind.CATEGORY:
            return (front.category,)
        case Kind.TAG:
            return front.tags
        case Kind.TEAM:
            return (front.team,) if front.team else ()
        case Kind.HOSPITAL:
            return (front.hospital,) if front.hospital else ()
        case Kind.YEAR:
            return (str(front.date.astimezone(LONDON).year),)


def fill_shelves(stories: Sequence[Rendered], kind: Kind) -> tuple[Shelf, ...]:
    """Put stories on shelves; years newest first, the others by name.

    Two spellings that give the same address share a shelf, under the name of the newest story.
    """
    names: dict[str, str] = {}
    held: dict[str, list[Rendered]] = {}
    for each in stories:
        for slug, name in {slugify(name): name for name in labels(each, kind)}.items():
            if slug:
                names.setdefault(slug, name)
                held.setdefault(slug, []).append(each)
    shelves = [Shelf(kind, names[slug], slug, tuple(mine)) for slug, mine in held.items()]
    if kind is Kind.YEAR:
        return tuple(sorted(shelves, key=lambda shelf: shelf.slug, reverse=True))
    return tuple(sorted(shelves, key=lambda shelf: (shelf.name.casefold(), shelf.slug)))


def slices(items: Sequence[T], size: int) -> Iterator[Slice[T]]:
    """Cut a list into pages; an empty list is one empty page.

    >>> [part.items for part in slices("abcde", 2)]
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        yield Slice(number, total, tuple(items[(number - 1) * size : number * size]))
