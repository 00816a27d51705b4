"""What can come of talking to a network. Who posts must know which of these it was.

- `Posted`: it is there, and this is where.
- `Refused`: it is certainly not there; trying again later is safe.
- `Duplicate`: the network says it has this already: look before believing it.
- `Unsure`: nobody can say: a time-out, a reset, an answer of the 500s.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Posted:
    """It is there. `id` is the network's own, `address` is where people see it."""

    id: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """It is certainly not there. `stop` when the next story would meet the same (no money, wrong keys)."""

    why: str
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The network says that it has this already."""

    why: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """Nobody can say whether it is there."""

    why: str


@dataclass(frozen=True, slots=True)
class Absent:
    """We looked, and it is not there."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """This network gives no way of looking, now or ever."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """It was deleted, or was already not there."""


@dataclass(frozen=True, slots=True)
class CannotRecall:
    """What was sent can't be taken back on this network."""

    why: str


PostOutcome = Posted | Refused | Duplicate | Unsure
FindOutcome = Posted | Absent | CannotTell | Unsure
DeleteOutcome = Gone | CannotRecall | Refused | Unsure
