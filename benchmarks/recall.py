"""How many planted identifiers the rules find, by kind, and how often they cry wolf.

The sentences in `identifiers/`, a file a voice, were written before the rules were looked at. Two voices are
kept out of all tuning: look at their figures, never at what was missed. What was missed of a third was
looked at once that had been measured: docs/benchmarks.md has the figures of that day.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from benchmarks.report import Table
from goodnews.checks import identifiers
from goodnews.checks.identifiers import Identifier
from goodnews.markdown.body import Text, render

SENTENCES = Path(__file__).with_name("identifiers")
TUNED = ("sister", "comms", "tweet")
HELD_OUT = ("letter", "welsh")
LOOKED_AT = ("corridor",)
CLEAN = "clean"
KINDS: Mapping[str, tuple[Identifier, ...]] = MappingProxyType(
    {
        "nhs": (identifiers.NHS_NUMBER,),
        "hosp": (identifiers.HOSPITAL_NUMBER,),
        "dob": (identifiers.BIRTH_DATE,),
        "phone": (identifiers.PHONE,),
        "addr": (identifiers.STREET, identifiers.POSTCODE),
        "car": (identifiers.NUMBER_PLATE,),
        "ni": (identifiers.INSURANCE_NUMBER,),
        "email": (identifiers.EMAIL,),
        "bank": (identifiers.BANK_DETAILS,),
        "pass": (identifiers.PASSPORT,),
        "lic": (identifiers.DRIVING_LICENCE,),
        "gmc": (identifiers.REGISTRATION,),
        "nmc": (identifiers.REGISTRATION,),
        "login": (identifiers.LOGIN,),
        "handle": (identifiers.HANDLE,),
        "name": (identifiers.PATIENT_NAME,),
    }
)


class Sentence(NamedTuple):
    """A sentence with one identifier of a kind in it, or a clean one, as it would stand in a story."""

    kind: str
    markdown: str

    def is_found(self) -> bool:
        """Whether a rule about its kind finds something; for a clean one, whether any rule does."""
        text = render(Text(self.markdown)).outline.text(1)
        asked = KINDS.get(self.kind) or tuple({kind for kinds in KINDS.values() for kind in kinds})
        return any(True for identifier in asked for _ in identifier.find(text))


def read_sentences(voices: Sequence[str]) -> list[Sentence]:
    """The sentences of some voices."""
    return [
        Sentence(*line.split("\t", 1))
        for voice in voices
        for line in (SENTENCES / f"{voice}.tsv").read_text(encoding="utf-8").splitlines()
    ]


def missed(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Planted ones that are not found, and clean ones that are."""
    return [sentence for sentence in sentences if sentence.is_found() == (sentence.kind == CLEAN)]


def run() -> Table:
    """Measure each kind on the tuned voices and on those held out."""
    columns = [_shares(read_sentences(voices)) for voices in (TUNED, HELD_OUT, LOOKED_AT)]
    rows = [(_row_name(kind), *(column[kind] for column in columns)) for kind in (*KINDS, CLEAN)]
    title = "Identifiers: recall by kind, on sentences written before the rules were looked at"
    uses = {"tuned on": TUNED, "held out": HELD_OUT, "looked at once measured": LOOKED_AT}
    return Table(
        title, ("kind", *(f"{use} ({', '.join(names)})" for use, names in uses.items())), tuple(rows)
    )


def _row_name(kind: str) -> str:
    return "false alarms in clean sentences" if kind == CLEAN else kind


def _shares(sentences: Sequence[Sentence]) -> dict[str, str]:
    wrong = [sentence.kind for sentence in missed(sentences)]
    every = [sentence.kind for sentence in sentences]
    shares = {kind: f"{every.count(kind) - wrong.count(kind)} of {every.count(kind)}" for kind in KINDS}
    return shares | {CLEAN: f"{wrong.count(CLEAN)} of {every.count(CLEAN)}"}
