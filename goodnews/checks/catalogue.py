"""Every rule there is, family by family."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodnews.checks import consent, identities, library, photos
from goodnews.checks.library import LibraryRule
from goodnews.checks.rules import Rule


@dataclass(frozen=True, slots=True)
class Family:
    """Rules that belong together, and why they are there."""

    title: str
    about: str
    rules: tuple[Rule | LibraryRule, ...]


FAMILIES = (
    Family(
        "Consent", "Nobody's face goes out without a yes that is on record and still holds.", consent.RULES
    ),
    Family("Identifiers", "Numbers, addresses and dates that point at one person.", identities.RULES),
    Family("Photos", "There, used, and described for those who can't see them.", photos.RULES),
    Family("Stories together", "What only shows when all stories are looked at.", library.RULES),
)

STORY_RULES = tuple(each for family in FAMILIES for each in family.rules if isinstance(each, Rule))
LIBRARY_RULES = tuple(each for family in FAMILIES for each in family.rules if isinstance(each, LibraryRule))
_ALL: tuple[Rule | LibraryRule, ...] = (*STORY_RULES, *LIBRARY_RULES)
BY_CODE: Mapping[str, Rule | LibraryRule] = MappingProxyType({each.code: each for each in _ALL})
