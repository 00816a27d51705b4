"""Where trouble comes from, by chance from a seed or by a plan: asked at every step what goes wrong there."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field


class Chance:
    """So many faults in a hundred, until a certain step; then the world is kind again."""

    def __init__(self, seed: int, rate: float) -> None:
        self.random = random.Random(seed)
        self.rate = rate
        self.calm = False
        self.met: list[str] = []

    def choose(self, where: str, kinds: tuple[str, ...]) -> str | None:
        if self.calm or self.random.random() >= self.rate:
            return None
        kind = self.random.choice(kinds)
        self.met.append(f"{where}:{kind}")
        return kind

    def number(self, where: str, low: float, high: float) -> float:
        return low if self.calm else self.random.uniform(low, high)


@dataclass
class Plan:
    """Exactly these faults, by the number of the step; every step is remembered with what could go wrong."""

    wanted: Mapping[int, str] = field(default_factory=dict)
    calm: bool = False
    steps: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def choose(self, where: str, kinds: tuple[str, ...]) -> str | None:
        if self.calm:
            return None
        number = len(self.steps)
        self.steps.append((where, kinds))
        kind = self.wanted.get(number)
        if kind is None:
            return None
        assert kind in kinds, f"step {number} is {where}, which has no {kind}"
        self.met.append(f"{number}:{where}:{kind}")
        return kind

    def number(self, where: str, low: float, high: float) -> float:
        """The worst that is allowed for what must be outlived; little for what only takes its time."""
        return high if where in {"lag", "late"} else 1500.0 if high > 1500 else low
