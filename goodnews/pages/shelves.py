"""Stories put on shelves: by category, tag, team, hospital and year, each newest first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from goodnews.rendered import Rendered
from goodnews.story import LONDON, FrontMatter, Story, slugify

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


class Slice(NamedTuple, Generic[T]):
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


def labels(story: Story, kind: Kind) -> tuple[str, ...]:
    """The names of the shelves of one kind that a story stands on."""
    return _LABELS[kind](story.front)


_LABELS: Mapping[Kind, Callable[[FrontMatter], tuple[str, ...]]] = {
    Kind.CATEGORY: lambda front: (front.category,),
    Kind.TAG: lambda front: front.tags,
    Kind.TEAM: lambda front: (front.team,) if front.team else (),
    Kind.HOSPITAL: lambda front: (front.hospital,) if front.hospital else (),
    Kind.YEAR: lambda front: (str(front.date.astimezone(LONDON).year),),
}


def fill_shelves(stories: Sequence[Rendered], kind: Kind) -> tuple[Shelf, ...]:
    """Put stories on shelves; years newest first, the others by name.

    Two spellings that give the same address share a shelf, under the name of the newest story.
    """
    slugs: dict[str, str] = {}
    names: dict[str, str] = {}
    held: dict[str, list[Rendered]] = {}
    named = _LABELS[kind]
    for each in stories:
        for name in named(each.story.front):
            slug = slugs.get(name)
            if slug is None:
                slug = slugs[name] = slugify(name)
            mine = held.get(slug)
            if mine is None:
                names[slug], held[slug] = name, [each]
            elif mine[-1] is each:
                # Two spellings in one story: the last one counts.
                names[slug] = name if len(mine) == 1 else names[slug]
            else:
                mine.append(each)
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
