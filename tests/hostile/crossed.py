"""Attack expressions at every place that takes an expression."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.hostile.attacks import GREEDY, REACHING, UNREADABLE, VALUES, filled
from tests.hostile.drive import Ran, run_bundle
from tests.hostile.places import PLACES, TEXTS, Place

EVERYWHERE = (
    "loops in loops",
    "recursion in two",
    "doubled text",
    "power of powers",
    "nested groups",
)
"""Greedy expressions that are tried at every place; the others only where a few stand for all."""
FEW_PLACES = ("script", "condition of an exclusive flow", "decision cell", "literal decision")
VARIABLES = {"x": [1, "a"], "name": "n", "institution": "HOS", "n": 3}


def warm_up() -> None:
    """Load what is loaded late, once for each place."""
    for place in (*PLACES.values(), *TEXTS.values()):
        for text in ("1", '"PT1H"', "[1]", "true", '"2026-01-05T10:00:00Z"', "null"):
            run_bundle(place(text), VARIABLES)


def cases(canary: str, port: int) -> Iterator[tuple[str, Callable[[], Ran]]]:
    """Every attack at every place, greedy ones that take long at some."""
    for where, place in (*PLACES.items(), *((f"text: {k}", v) for k, v in TEXTS.items())):
        for name, text in (REACHING | UNREADABLE | VALUES).items():
            yield f"{name} at {where}", partial(_run, place, filled(text, canary, port))
    for where, place in PLACES.items():
        for name, text in GREEDY.items():
            if name in EVERYWHERE or where in FEW_PLACES:
                yield f"{name} at {where}", partial(_run, place, filled(text, canary, port))


def _run(place: Place, text: str) -> Ran:
    return run_bundle(place(text), dict(VARIABLES), turns=6)
