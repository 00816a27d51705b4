"""Never twice, never silently lost: the real cycle and ledger under every kind of trouble.

A failing schedule prints its seed or its plan; the same seed gives the same run.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest

from goodnews.announce.policy import Policy
from goodnews.announce.record import State
from tests.announce.simulator.faults import Chance, Plan
from tests.announce.simulator.schedule import Ending, Scene, play
from tests.announce.simulator.virtual_network import Service

SCHEDULES = 10_000
BLOCKS = 10
SKEW = 120.0


def by_chance(seed: int) -> Scene:
    """A schedule out of a seed: two to four runners, one to four stories, one of four kinds of network."""
    dice = random.Random(f"scene {seed}")
    kind = dice.choice(["plain", "plain", "duplicates", "one for each", "blind"])
    service = Service(
        refuses_duplicates=kind == "duplicates", one_for_each=kind == "one for each", can_find=kind != "blind"
    )
    runners = [
        (dice.choice([0.0, dice.uniform(0, 5), dice.uniform(0, 3600)]), dice.uniform(-SKEW, SKEW))
        for _ in range(dice.randint(2, 4))
    ]
    return Scene(
        faults=Chance(seed, dice.choice([0.02, 0.08, 0.2])),
        service=service,
        runners=runners,
        stories=dice.randint(1, 4),
        withdrawn_at=dice.uniform(0, 4000) if dice.random() < 0.25 else None,
    )


@pytest.mark.parametrize(
    "block", [0, *(pytest.param(block, marks=pytest.mark.nightly) for block in range(1, BLOCKS))]
)
def test_no_schedule_by_chance_doubles_or_loses_anything(block: int) -> None:
    size = SCHEDULES // BLOCKS
    for seed in range(block * size, (block + 1) * size):
        ending = play(by_chance(seed))
        assert not ending.broken, f"seed {seed}: {ending.broken}"


def planned(wanted: dict[int, str], *, refuses: bool = False) -> tuple[Ending, Plan]:
    """Two runners at once and a third after the lease, with exactly these faults."""
    plan = Plan(wanted)
    runners = [(0.0, SKEW), (0.3, -SKEW), (1400.0, 0.0)]
    return play(Scene(plan, Service(refuses_duplicates=refuses), runners, stories=2)), plan


@pytest.mark.parametrize("refuses", [False, True])
def test_no_single_fault_anywhere_doubles_or_loses_anything(refuses: bool) -> None:
    _, calm = planned({}, refuses=refuses)
    for number, (where, kinds) in enumerate(calm.steps):
        for kind in kinds:
            ending, _ = planned({number: kind}, refuses=refuses)
            assert not ending.broken, f"step {number} {where} {kind}: {ending.broken}"


@pytest.mark.nightly
def test_no_two_faults_anywhere_double_or_lose_anything() -> None:
    _, calm = planned({})
    played = 0
    for first, (_, kinds) in enumerate(calm.steps):
        for kind in kinds:
            _, after = planned({first: kind})
            for second in range(first + 1, len(after.steps)):
                for other in after.steps[second][1]:
                    ending, plan = planned({first: kind, second: other})
                    assert not ending.broken, f"{plan.met}: {ending.broken}"
                    played += 1
    assert played > 1500


@pytest.mark.parametrize(
    "policy",
    [
        Policy(lease=timedelta(seconds=30), skew=timedelta(0)),
        Policy(post_by=timedelta(hours=3)),
        Policy(lease=timedelta(minutes=9), skew=timedelta(0)),
    ],
    ids=["a lease shorter than a time-out", "no deadline for the post", "a lease shorter than the lag"],
)
def test_outside_its_bounds_the_same_schedules_do_find_doubles(policy: Policy) -> None:
    """The laws hold because of the bounds, and the simulator notices when they do not."""
    broken = []
    for seed in range(800, 3800):  # the rarest kind of them comes soon then
        scene = by_chance(seed)
        scene.policy = policy
        broken += play(scene).broken
        if any("posted 2 times" in each for each in broken):
            return
    pytest.fail("no double in 3,000 schedules: the simulator is blind")


def test_the_schedules_reach_every_kind_of_trouble_and_ending() -> None:
    """A simulator that never gets anybody into trouble proves nothing."""
    met: Counter[str] = Counter()
    states: Counter[State] = Counter()
    killed = 0
    for seed in range(400):
        scene = by_chance(seed)
        ending = play(scene)
        met.update(scene.faults.met)
        states.update(entry.state for entry in ending.snapshot.records.values())
        killed += ending.killed
    assert killed > 50
    assert {State.POSTED, State.HELD, State.DELETED} <= set(states)
    assert states[State.POSTED] > 3 * states[State.HELD]
    places = {place.split(":")[0] for place in met}
    assert {"tip", "push", "before push", "after push", "post", "after post", "find", "delete"} <= places
