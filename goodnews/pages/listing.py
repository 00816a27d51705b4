"""Lists of stories: a shelf page by page, and the index of all shelves of a kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goodnews.i18n import Messages
from goodnews.pages.addresses import link
from goodnews.pages.cards import Card
from goodnews.pages.outbound import Link
from goodnews.pages.shelves import Kind, Shelf, Slice
from goodnews.rendered import Rendered
from goodnews.trust import Trust

CardOf = Callable[[Rendered], Card]


class Listing(NamedTuple):
    """One page of a shelf.

    Attributes:
        name: the shelf's.
        kind: what kind of shelf, and the link to all of that kind.
        size: how many stories in all, in words.
        feed: the link to the shelf's feed.
        cards: this page's.
        number: this page's, from 1.
        total: how many pages.
        newer: link to the page before, or None.
        older: link to the page after, or None.
        address: this page's address on the site.
    """

    name: str
    kind: Link
    size: str
    feed: str
    cards: tuple[Card, ...]
    number: int
    total: int
    newer: str | None
    older: str | None
    address: str


@dataclass(frozen=True)
class IndexEntry:
    """A shelf in the index of its kind: its link and how many stories it holds, in words."""

    link: Link
    count: str


def list_shelf(shelf: Shelf, part: Slice[Rendered], trust: Trust, t: Messages, card: CardOf) -> Listing:
    """Lay one page of a shelf out."""
    return Listing(
        name=shelf.name,
        kind=Link(t[f"kind_{shelf.kind}"], link(trust, index_address(shelf.kind))),
        size=t.count("stories", len(shelf.stories)),
        feed=link(trust, f"{shelf.address}feed.xml"),
        cards=tuple(map(card, part.items)),
        number=part.number,
        total=part.total,
        newer=link(trust, page_address(shelf, part.number - 1)) if part.number > 1 else None,
        older=link(trust, page_address(shelf, part.number + 1)) if part.number < part.total else None,
        address=page_address(shelf, part.number),
    )


def page_address(shelf: Shelf, number: int) -> str:
    """Where one page of a shelf is; the first one is the shelf itself."""
    return shelf.address if number == 1 else f"{shelf.address}page/{number}/"


def index_shelves(shelves: Sequence[Shelf], trust: Trust, t: Messages) -> tuple[IndexEntry, ...]:
    """List the shelves of a kind with their counts."""
    return tuple(
        IndexEntry(Link(shelf.name, link(trust, shelf.address)), t.count("stories", len(shelf.stories)))
        for shelf in shelves
    )


def index_address(kind: Kind) -> str:
    """Where the index of a kind is.

    >>> index_address(Kind.TEAM)
    'teams/'
    """
    return f"{kind}/"
