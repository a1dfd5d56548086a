"""What a scenario may expect of one case, each compared with what its effects have told."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bpmn.json_types import Json, Variables
from bpmn.scenarios.case import Case
from bpmn.scenarios.stuck import Stuck

Difference = tuple[str, object, object]
"""What differs: about what, expected, got."""
BREACH = 100
"""Per cent of its time at which a clock is in breach."""


def at(variables: Json, path: str) -> Json:
    """Give the value at a dotted path, null where there is none."""
    for name in path.split("."):
        variables = variables.get(name) if isinstance(variables, dict) else None
    return variables


def _tasks(case: Case, expected: Json) -> Iterator[Difference]:
    names = sorted(task.element_id for task in case.tasks.values())
    if not isinstance(expected, dict):
        wanted = expected if isinstance(expected, list) else [expected] if expected else []
        yield from compare(f"tasks of {case.name}", sorted(map(str, wanted)), names)
        return
    yield from compare(f"tasks of {case.name}", sorted(expected), names)
    for element, owners in expected.items():
        task = case.task_of(element)
        if task is not None:
            got = [
                f"{owner.role}@{owner.institution}" if owner.institution else owner.role
                for owner in task.potential_owners
            ]
            listed = owners if isinstance(owners, list) else [owners]
            yield from compare(f"owners of {element}", listed, got)


def tasks_of(case: Case, owner: str) -> Iterator[str]:
    """Yield the open tasks on somebody's list: reserved for the person, or free for ``role@INSTITUTION``."""
    for task in case.tasks.values():
        roles = [
            f"{each.role}@{each.institution or case.institution}" for each in task.potential_owners
        ]
        if owner in ([task.assignee] if task.assignee else roles):
            yield task.element_id


def _active(case: Case, expected: Json) -> Iterator[Difference]:
    live = [] if case.outcome else case.state.live_elements()
    for element in expected if isinstance(expected, list) else [expected]:
        if element not in live:
            yield f"active in {case.name}", element, list(live)


def _inactive(case: Case, expected: Json) -> Iterator[Difference]:
    live = [] if case.outcome else case.state.live_elements()
    known = [node.id for node in case.process.nodes()]
    for element in expected if isinstance(expected, list) else [expected]:
        if element not in known:
            raise Stuck(f"{case.process.id} has no element {element!r}")
        if element in live:
            yield f"inactive in {case.name}", element, list(live)


def _status(case: Case, expected: Json) -> Iterator[Difference]:
    yield from compare(
        f"status of {case.name}", expected, case.statuses[-1] if case.statuses else None
    )


def _statuses(case: Case, expected: Json) -> Iterator[Difference]:
    yield from compare(f"statuses of {case.name}", expected, list(case.statuses))


def _due(case: Case, expected: Json) -> Iterator[Difference]:
    for element, wanted in an_object(expected, "due").items():
        clocks, task = case.clocks_of(element), case.task_of(element)
        due = clocks[0].due if clocks else task.due_at if task is not None else None
        if due is None or _moment(wanted) != due:
            yield f"due of {element}", wanted, due.isoformat() if due is not None else None


def _sla(case: Case, expected: Json) -> Iterator[Difference]:
    for element, wanted in an_object(expected, "sla").items():
        clocks = case.clocks_of(element)
        yield from compare(f"sla of {element}", wanted, list(clocks[0].reached) if clocks else None)


def _paused(case: Case, expected: Json) -> Iterator[Difference]:
    wanted = expected if isinstance(expected, list) else [expected] if expected else []
    got = [clock.label for clock in case.clocks.values() if clock.running and clock.paused]
    yield from compare(f"paused in {case.name}", wanted, got)


def overdue_in(case: Case, now: datetime) -> list[str]:
    """Give the elements whose clock is in breach, and the open tasks that are past their due date."""
    late = [
        clock.label
        for clock in case.clocks.values()
        if clock.running and max(clock.reached, default=0) >= BREACH
    ]
    return late + [
        task.element_id
        for task in case.tasks.values()
        if task.due_at is not None and task.due_at <= now and task.element_id not in late
    ]


def _ended(case: Case, expected: Json) -> Iterator[Difference]:
    yield from compare(f"end of {case.name}", expected, case.outcome or None)


def _variables(case: Case, expected: Json) -> Iterator[Difference]:
    for path, wanted in an_object(expected, "variables").items():
        yield from compare(f"{path} in {case.name}", wanted, at(dict(case.variables), path))


def _incidents(case: Case, expected: Json) -> Iterator[Difference]:
    wanted = expected if isinstance(expected, list) else [expected] if expected else []
    got = [incident.element_id for incident in case.incidents.values()]
    yield from compare(f"incidents of {case.name}", wanted, got)


def compare(what: str, expected: object, got: object) -> Iterator[Difference]:
    """Give the difference, if there is one."""
    if expected != got:
        yield what, expected, got


def an_object(value: Json, what: str) -> Variables:
    """Give the value if it is an object; else the scenario is stuck."""
    if not isinstance(value, dict):
        raise Stuck(f"{what} is an object")
    return value


def _moment(value: Json) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


BY_CASE: dict[str, Callable[[Case, Json], Iterator[Difference]]] = {
    "tasks": _tasks,
    "active": _active,
    "inactive": _inactive,
    "status": _status,
    "statuses": _statuses,
    "due": _due,
    "sla": _sla,
    "paused": _paused,
    "ended": _ended,
    "variables": _variables,
    "incidents": _incidents,
}
"""The checks of a case by their key under ``expect``."""
