"""How many planted identifiers the checks find, and how often they cry wolf."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodnews.checks import identifiers
from goodnews.checks.identifiers import Match
from tests.checks.corpus import Planted, read_clean, read_planted

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


@dataclass(frozen=True, slots=True)
class Measured:
    """What the finders made of the corpus.

    Attributes:
        missed: planted identifiers that no finder's span touches.
        misnamed: found, but only as something else.
        false_alarms: (kind, clean paragraph) pairs.
        beside: (kind, paragraph) of spans in planted paragraphs that touch no planted identifier.
        planted: how many paragraphs with an identifier there are.
        clean: how many without.
    """

    missed: tuple[Planted, ...]
    misnamed: tuple[Planted, ...]
    false_alarms: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    planted: int
    clean: int

    @property
    def recall(self) -> float:
        """The share of planted identifiers that were found."""
        return 1 - len(self.missed) / self.planted

    @property
    def precision(self) -> float:
        """The share of what was found that was really there, over both halves of the corpus."""
        right = self.planted - len(self.missed)
        return right / (right + len(self.false_alarms) + len(self.beside))

    @property
    def alarms_per_hundred(self) -> float:
        """False alarms in a hundred clean paragraphs."""
        return 100 * len({text for _, text in self.false_alarms}) / self.clean


def measure() -> Measured:
    """Run every finder over the whole corpus."""
    planted, clean = read_planted(), read_clean()
    missed: list[Planted] = []
    misnamed: list[Planted] = []
    beside: list[tuple[str, str]] = []
    for each in planted:
        found = [(kind, spotted) for kind, find in FINDERS.items() for spotted in find(each.text)]
        kinds = {kind for kind, spotted in found if spotted.start < each.end and each.start < spotted.end}
        if not kinds:
            missed.append(each)
        elif each.kind not in kinds:
            misnamed.append(each)
        beside += [
            (kind, each.text)
            for kind, spotted in found
            if spotted.end <= each.start or each.end <= spotted.start
        ]
    alarms = [(kind, text) for text in clean for kind, find in FINDERS.items() for _ in find(text)]
    return Measured(tuple(missed), tuple(misnamed), tuple(alarms), tuple(beside), len(planted), len(clean))
