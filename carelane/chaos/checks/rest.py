"""Whether all has come to rest, and whether the read model says what the histories say.

Pure functions of the record and the facts; each gives what is wrong, one line a problem.
"""

from collections.abc import Iterator, Sequence

from carelane.chaos.facts import Facts
from carelane.chaos.record import Operation


def no_stall(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Every case has ended, in Temporal and in the read model; only those that listen still wait."""
    for case in facts.cases.values():
        row = facts.rows.get(case.id)
        listens = case.process_id == "chaos_watch"
        if case.incidents:
            yield f"stalled: case {case.id} of {case.process_id} has an incident"
        if row is None:
            yield f"lost: case {case.id} of {case.process_id} is not in the read model"
        elif not listens and (not case.closed or row.state == "active"):
            there = "closed" if case.closed else "open"
            yield f"stalled: case {case.id} of {case.process_id} is {there}, shown as {row.state}"
    for row in facts.rows.values():
        if row.id not in facts.cases:
            yield f"lost: case {row.id} of {row.process_id} is not in Temporal"


def read_model(_record: Sequence[Operation], facts: Facts) -> Iterator[str]:
    """Find where the read model says something else than the histories: what a rebuild would change."""
    yield from facts.differences
    for row in facts.rows.values():
        case = facts.cases.get(row.id)
        if case is not None and row.turn != case.turns:
            yield f"lost: case {row.id} shows turn {row.turn} of {case.turns}"
