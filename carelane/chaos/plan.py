"""The plan of faults: which, when, for how long, all from one seed. The same seed gives the same plan.

What happens between two faults depends on the machine: a plan can be run again, an interleaving cannot.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Literal

Kind = Literal["kill", "freeze", "step"]


@dataclass(frozen=True, slots=True)
class Fault:
    """At ``at`` seconds after the start a part is killed (-9), or frozen (SIGSTOP) for ``seconds``.

    A ``step`` lets the clock of a worker jump to ``seconds`` beside the right time.

    ``apart`` are kills with nothing else before and after them: they measure how long a recovery takes.
    """

    at: float
    kind: Kind
    component: str
    seconds: float = 0.0
    apart: bool = False


PAIRS = 0.15
"""Share of kills that take a second part with them at the same moment."""
AGAIN = 0.15
"""Share of kills that are repeated while the part is recovering."""
FREEZES = 0.1
"""Freezes beside each kill, of what can be away: the database and Temporal."""
_AWAY = ("database", "temporal")
STEPS = 0.1
STEP = 5400.0
"""Steps of a clock beside each kill, and the most seconds of one."""
APART = 8.0
"""Seconds between kills that stand alone; the last sixth of the kills do, at most three rounds."""


def make_plan(
    seed: int, kills: int, components: Sequence[str], pace: float = 2.0
) -> tuple[Fault, ...]:
    """Spread so many kills evenly over the components, about ``pace`` seconds apart, with freezes between."""
    random = Random(seed)  # noqa: S311 - a plan that can be made again, no secret
    alone = min(kills // 6, 3 * len(components))
    faults = list(_kills(random, kills - alone, components, pace))
    last = faults[-1].at if faults else 0.0
    away = [component for component in components if component in _AWAY]
    for _ in range(round(kills * FREEZES) if away else 0):
        at, seconds = random.uniform(0.0, last), random.uniform(0.5, 4.0)
        faults.append(Fault(at, "freeze", random.choice(away), seconds))
    faults += [
        Fault(random.uniform(0.0, last), "step", "clock", random.uniform(-STEP, STEP))
        for _ in range(round(kills * STEPS))
    ]
    victims = _victims(random, components)
    faults += [
        Fault(last + (number + 1) * APART, "kill", next(victims), apart=True)
        for number in range(alone)
    ]
    return tuple(sorted(faults, key=lambda fault: fault.at))


def _kills(random: Random, kills: int, components: Sequence[str], pace: float) -> Iterator[Fault]:
    """Give the kills in order of time; every component comes in turn, in an order of its own each round."""
    victims = _victims(random, components)
    at, left = pace, kills
    while left:
        victim = next(victims)
        yield Fault(at, "kill", victim)
        left -= 1
        chance = random.random()
        if left and chance < PAIRS:
            yield Fault(at, "kill", next(victims))
            left -= 1
        elif left and chance < PAIRS + AGAIN:
            yield Fault(at + random.uniform(0.3, 2.0), "kill", victim)
            left -= 1
        at += random.uniform(0.5, 1.5) * pace


def _victims(random: Random, components: Sequence[str]) -> Iterator[str]:
    for _ in cycle([None]):
        yield from random.sample(list(components), len(components))
