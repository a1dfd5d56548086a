"""What a scenario may expect, and how each is compared with the world.

| Key | Says |
|---|---|
| ``tasks`` | all open tasks of a case, as a list, or with their potential owners (``role`` or ``role@INSTITUTION``) |
| ``active``, ``inactive`` | elements that hold a token, or do not |
| ``status``, ``statuses`` | the business status of a case, or all that it went through |
| ``sent`` | messages sent since this was last asked, in order: a name, or name, from, to, with |
| ``jobs`` | jobs run since this was last asked, in order: ``type`` or ``type@CASE`` |
| ``due`` | when the latest clock of a task is in breach |
| ``sla`` | the steps in per cent that the latest clock of a task has told |
| ``overdue`` | the open tasks whose clock is in breach, all of them |
| ``ended``, ``running`` | how a case ended; cases that are still open |
| ``variables`` | values in a case, by path |
| ``incidents`` | elements with an open incident, all of them |
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from bpmn.json_types import Json, Variables
from bpmn.scenarios.case import Case
from bpmn.scenarios.world import Stuck, World

Difference = tuple[str, object, object]
"""What differs: about what, expected, got."""
BREACH = 100
"""Per cent of its time at which a clock is in breach."""


class Checker:
    """Compares expectations with the world; remembers what ``sent`` and ``jobs`` have seen."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sent = 0
        self._jobs = 0

    def differences(self, kind: str, expected: Json) -> Iterator[Difference]:
        """Give what differs from the expectation."""
        if kind == "sent":
            yield from self._sent_since(expected)
        elif kind == "jobs":
            yield from self._jobs_since(expected)
        elif kind == "running":
            names = [case.name for case in self._world.cases if not case.outcome]
            wanted = expected if isinstance(expected, list) else [expected]
            yield from _compare("running", sorted(map(str, wanted)), sorted(names))
        else:
            for name, value in _object(expected, kind).items():
                yield from _BY_CASE[kind](case_of(self._world, name), value)

    def _sent_since(self, expected: Json) -> Iterator[Difference]:
        sent = self._world.inbox.sent[self._sent :]
        self._sent = len(self._world.inbox.sent)
        wanted = expected if isinstance(expected, list) else [expected]
        names = [each["name"] if isinstance(each, dict) else each for each in wanted]
        yield from _compare("sent", names, [message.name for _, message in sent])
        for each, (institution, message) in zip(wanted, sent, strict=False):
            if isinstance(each, dict) and each["name"] == message.name:
                yield from _compare("from", each.get("from", institution), institution)
                yield from _compare("to", each.get("to", message.to), message.to)
                for path, value in _object(each.get("with", {}), "with").items():
                    yield from _compare(
                        f"{message.name} {path}", value, at(message.variables, path)
                    )

    def _jobs_since(self, expected: Json) -> Iterator[Difference]:
        run = self._world.jobs_run[self._jobs :]
        self._jobs = len(self._world.jobs_run)
        wanted = expected if isinstance(expected, list) else [expected]
        got = [
            f"{job_type}@{case}" if "@" in str(want) else job_type
            for want, (case, job_type) in zip(wanted, run, strict=False)
        ]
        got += [job_type for _, job_type in run[len(wanted) :]]
        yield from _compare("jobs", wanted, got)


def case_of(world: World, name: str) -> Case:
    """Give the case of that name, the latest of its institution if it has none of its own."""
    exact = next((case for case in world.cases if case.name == name), None)
    found = exact or next(
        (case for case in reversed(world.cases) if case.institution == name), None
    )
    if found is None:
        raise Stuck(f"there is no case {name!r}; there are: {[case.name for case in world.cases]}")
    return found


def at(variables: Json, path: str) -> Json:
    """Give the value at a dotted path, null where there is none."""
    for name in path.split("."):
        variables = variables.get(name) if isinstance(variables, dict) else None
    return variables


def _tasks(case: Case, expected: Json) -> Iterator[Difference]:
    names = sorted(task.element_id for task in case.tasks.values())
    if not isinstance(expected, dict):
        wanted = expected if isinstance(expected, list) else [expected] if expected else []
        yield from _compare(f"tasks of {case.name}", sorted(map(str, wanted)), names)
        return
    yield from _compare(f"tasks of {case.name}", sorted(expected), names)
    for element, owners in expected.items():
        task = case.task_of(element)
        if task is not None:
            got = [
                f"{owner.role}@{owner.institution}" if owner.institution else owner.role
                for owner in task.potential_owners
            ]
            listed = owners if isinstance(owners, list) else [owners]
            yield from _compare(f"owners of {element}", listed, got)


def _active(case: Case, expected: Json) -> Iterator[Difference]:
    live = [] if case.outcome else case.state.live_elements()
    for element in expected if isinstance(expected, list) else [expected]:
        if element not in live:
            yield f"active in {case.name}", element, list(live)


def _inactive(case: Case, expected: Json) -> Iterator[Difference]:
    live = [] if case.outcome else case.state.live_elements()
    for element in expected if isinstance(expected, list) else [expected]:
        if element in live:
            yield f"inactive in {case.name}", element, list(live)


def _status(case: Case, expected: Json) -> Iterator[Difference]:
    yield from _compare(
        f"status of {case.name}", expected, case.statuses[-1] if case.statuses else None
    )


def _statuses(case: Case, expected: Json) -> Iterator[Difference]:
    yield from _compare(f"statuses of {case.name}", expected, list(case.statuses))


def _due(case: Case, expected: Json) -> Iterator[Difference]:
    for element, wanted in _object(expected, "due").items():
        clocks = case.clocks_of(element)
        got = clocks[0].due.isoformat() if clocks else None
        moment = _moment(wanted)
        if not clocks or moment != clocks[0].due:
            yield f"due of {element}", wanted, got


def _sla(case: Case, expected: Json) -> Iterator[Difference]:
    for element, wanted in _object(expected, "sla").items():
        clocks = case.clocks_of(element)
        yield from _compare(
            f"sla of {element}", wanted, list(clocks[0].reached) if clocks else None
        )


def _overdue(case: Case, expected: Json) -> Iterator[Difference]:
    late = [
        clock.element
        for clock in case.clocks.values()
        if clock.running and max(clock.reached, default=0) >= BREACH
    ]
    wanted = expected if isinstance(expected, list) else [expected] if expected else []
    yield from _compare(f"overdue in {case.name}", sorted(map(str, wanted)), sorted(late))


def _ended(case: Case, expected: Json) -> Iterator[Difference]:
    yield from _compare(f"end of {case.name}", expected, case.outcome or None)


def _variables(case: Case, expected: Json) -> Iterator[Difference]:
    for path, wanted in _object(expected, "variables").items():
        yield from _compare(f"{path} in {case.name}", wanted, at(dict(case.variables), path))


def _incidents(case: Case, expected: Json) -> Iterator[Difference]:
    wanted = expected if isinstance(expected, list) else [expected] if expected else []
    got = [incident.element_id for incident in case.incidents.values()]
    yield from _compare(f"incidents of {case.name}", wanted, got)


def _compare(what: str, expected: object, got: object) -> Iterator[Difference]:
    if expected != got:
        yield what, expected, got


def _object(value: Json, what: str) -> Variables:
    if not isinstance(value, dict):
        raise Stuck(f"{what} is an object")
    return value


def _moment(value: Json) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


_BY_CASE: dict[str, Callable[[Case, Json], Iterator[Difference]]] = {
    "tasks": _tasks,
    "active": _active,
    "inactive": _inactive,
    "status": _status,
    "statuses": _statuses,
    "due": _due,
    "sla": _sla,
    "overdue": _overdue,
    "ended": _ended,
    "variables": _variables,
    "incidents": _incidents,
}
KINDS = frozenset([*_BY_CASE, "sent", "jobs", "running"])
"""The keys that may stand under ``expect``."""
