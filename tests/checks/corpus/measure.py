"""What the checks find of what was planted."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from goodnews.checks import identifiers
from goodnews.checks.identifiers import Match
from tests.checks.corpus import Planted

FINDERS: Mapping[str, Callable[[str], Iterable[Match]]] = MappingProxyType(
    {
        "nhs": identifiers.NHS_NUMBER.find,
        "hospital": identifiers.HOSPITAL_NUMBER.find,
        "insurance": identifiers.INSURANCE_NUMBER.find,
        "birth": identifiers.BIRTH_DATE.find,
        "phone": identifiers.PHONE.find,
        "email": identifiers.EMAIL.find,
        "postcode": identifiers.POSTCODE.find,
        "street": identifiers.STREET.find,
        "car": identifiers.NUMBER_PLATE.find,
    }
)


def kinds_at(planted: Planted) -> set[str]:
    """What finders take the planted identifier for, or a part of it."""
    return {
        kind
        for kind, find in FINDERS.items()
        for match in find(planted.text)
        if match.start < planted.end and planted.start < match.end
    }
