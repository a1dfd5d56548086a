"""The prediction's view of sequences, splits, event-based choices, loops of flows and fans."""

from typing import TYPE_CHECKING

from tests.random_processes.blocks import ROUTE, Choice, Fan, Sequence, Split, While, ends
from tests.random_processes.drawing.tasks import ROUTES
from tests.random_processes.prediction.here import Here, inside

if TYPE_CHECKING:
    from tests.random_processes.prediction import Prediction


def run_sequence(p: "Prediction", block: Sequence, here: Here, number: int = 0) -> None:
    """Run one part after the other."""
    if number == len(block.parts):
        here.go()
        return

    def following() -> None:
        run_sequence(p, block, here, number + 1)

    p.run(block.parts[number], here.at(f"{here.path}_{number}", following))


def run_split(p: "Prediction", block: Split, here: Here) -> None:
    """Split, run the ways, join."""
    if block.kind == "parallel":
        _run_all(p, block, here)
    elif block.kind == "answered":
        _ask(p, block, here)
    elif block.kind == "decided":
        route = p.variables[ROUTE]
        assert isinstance(route, int)
        p.completed[f"task_{here.path}"] += 1
        _run_one(p, block, here, ROUTES[route])
    else:
        _choose(p, block, here)


def _run_one(p: "Prediction", block: Split, here: Here, number: int) -> None:
    way = min(number, len(block.ways)) - 1
    p.run(block.ways[way], here.at(f"{here.path}_{way}"))


def _ask(p: "Prediction", block: Split, here: Here) -> None:
    frame = here.scope.open(f"task_{here.path}")

    def answered(answer: str) -> None:
        frame.close()
        p.completed[frame.element] += 1
        _run_one(p, block, here, int(answer))

    p.wait("task", frame.element, frame, answered)


def _choose(p: "Prediction", block: Split, here: Here) -> None:
    frame = here.scope.open(f"split_{here.path}")

    def again() -> None:
        chosen = _chosen(p, block)
        if not chosen:
            p.incident(frame, again, again if block.kind == "conditional" else refused)
            return
        frame.close()
        _run_some(p, block, here, chosen)

    def refused() -> None:
        p.incident(frame, again, refused)

    again()


def _chosen(p: "Prediction", block: Split) -> list[int]:
    held = [n for n, name in enumerate(block.conditions) if name and p.variables[name]]
    if not held:
        return [n for n, name in enumerate(block.conditions) if not name]
    return held[:1] if block.kind == "exclusive" else held


def _run_some(p: "Prediction", block: Split, here: Here, chosen: list[int]) -> None:
    """Run the chosen ways; join them when no token is left that could still come."""
    running, arrived = len(chosen), 0

    def settle() -> None:
        if not running:
            (here.go if arrived else here.stop)()

    def arrive() -> None:
        nonlocal running, arrived
        running, arrived = running - 1, arrived + 1
        settle()

    def lose() -> None:
        nonlocal running
        running -= 1
        settle()

    here.scope.threads += 1  # no way is at its end before all have begun
    for number in chosen:
        p.run(block.ways[number], here.at(f"{here.path}_{number}", arrive, lose))
    here.scope.thread_ends()


def _run_all(p: "Prediction", block: Split, here: Here) -> None:
    missing = sum(not ends(way) for way in block.ways)

    def arrive() -> None:
        nonlocal missing
        missing -= 1
        if not missing:
            here.go()

    here.scope.threads += 1  # no way is at its end before all have begun
    for number, way in enumerate(block.ways):
        p.run(way, here.at(f"{here.path}_{number}", arrive, lambda: None))
    here.scope.thread_ends()


def run_choice(p: "Prediction", block: Choice, here: Here) -> None:
    """Wait for several events and go the way of the first."""
    frame = here.scope.open(f"choice_{here.path}")
    for number, trigger in enumerate(block.triggers):
        key = f"event_{here.path}_{number}"

        def happened(_answer: str, number: int = number, key: str = key) -> None:
            frame.close()
            p.completed[key] += 1
            p.run(block.ways[number], here.at(f"{here.path}_{number}"))

        p.wait_for(trigger, key, frame, happened)


def run_while(p: "Prediction", block: While, here: Here) -> None:
    """Run the body again and again."""
    if not block.scoped:
        _turns(p, block, here)
        return
    frame = here.scope.open(f"while_{here.path}")
    frame.threads = 1

    def done() -> None:
        frame.close()
        p.completed[frame.element] += 1
        here.go()

    frame.done = done
    _turns(p, block, inside(here.path, frame))


def _turns(p: "Prediction", block: While, here: Here) -> None:
    passes = 0
    p.completed[f"reset_{here.path}"] += 1

    def step() -> None:
        nonlocal passes
        passes += 1
        p.completed[f"step_{here.path}"] += 1
        if passes < block.times:
            turn()
            return
        p.completed[f"after_{here.path}"] += 1
        here.go()

    def turn() -> None:
        p.run(block.body, here.at(f"{here.path}_0", step))

    turn()


def run_fan(p: "Prediction", block: Fan, here: Here) -> None:
    """Run each way, and the tail behind each of them."""
    p.completed[f"fan_{here.path}"] += 1
    tail = here.detached(f"{here.path}_{len(block.ways)}")
    here.scope.threads += len(block.ways)  # no way is at its end before all have begun
    for number, way in enumerate(block.ways):
        p.run(way, here.detached().at(f"{here.path}_{number}", lambda: p.run(block.tail, tail)))
    here.scope.thread_ends()
