"""How stories are grouped, on pages and in feeds: by category, tag, team, hospital and year."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from goodnews.story import Story, slugify


class Taxonomy(StrEnum):
    """What stories are grouped by; the value starts its terms' addresses."""

    CATEGORY = "categories"
    TAG = "tags"
    TEAM = "teams"
    HOSPITAL = "hospitals"
    YEAR = "archive"


class HasStory(Protocol):
    """A story, in whatever form it is at hand."""

    @property
    def story(self) -> Story:
        """The story as written."""
        ...


T = TypeVar("T", bound=HasStory)


class Term(NamedTuple, Generic[T]):
    """One value of a taxonomy, under the name that its first story gives it, with its part of the address.

    Its members are the stories, in the order given, and never none.
    """

    taxonomy: Taxonomy
    name: str
    slug: str
    members: tuple[T, ...]

    @property
    def address(self) -> str:
        """Where it is: `teams/ward-7/`."""
        return f"{self.taxonomy}/{self.slug}/"


def term_address(taxonomy: Taxonomy, name: str) -> str:
    """Give a term's address.

    >>> term_address(Taxonomy.TEAM, "Ward 7")
    'teams/ward-7/'
    """
    return f"{taxonomy}/{slugify(name)}/"


def terms_of(story: Story, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The names of a story's terms in one taxonomy."""
    meta = story.meta
    match taxonomy:
        case Taxonomy.CATEGORY:
            return (meta.category,)
        case Taxonomy.TAG:
            return meta.tags
        case Taxonomy.TEAM:
            return (meta.team,) if meta.team else ()
        case Taxonomy.HOSPITAL:
            return (meta.hospital,) if meta.hospital else ()
        case Taxonomy.YEAR:
            return (str(meta.date.year),)  # of London, as every moment


def group_by_term(members: Iterable[T], taxonomy: Taxonomy) -> tuple[Term[T], ...]:
    """Group stories; years newest first, other terms by name.

    Two spellings that give the same address are one term, under the name that the first member gives it.
    """
    names: dict[str, str] = {}
    grouped: dict[str, list[T]] = {}
    for member in members:
        for name in terms_of(member.story, taxonomy):
            slug = slugify(name)
            names.setdefault(slug, name)
            group = grouped.setdefault(slug, [])
            # Two tags of a story may differ only in capitals.
            if not group or group[-1] is not member:
                group.append(member)
    terms = [Term(taxonomy, names[slug], slug, tuple(group)) for slug, group in grouped.items()]
    if taxonomy is Taxonomy.YEAR:
        return tuple(sorted(terms, key=lambda term: term.slug, reverse=True))
    return tuple(sorted(terms, key=lambda term: (name_order(term.name), term.slug)))


def name_order(name: str) -> list[str | int]:
    """What a name is sorted by: Ward 4 stands before Ward 12."""
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]
