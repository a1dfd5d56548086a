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
| ``overdue`` | elements whose clock is in breach and open tasks past their due date, all of them |
| ``lists`` | the open tasks on the list of a role (``role@INSTITUTION``) or of a person, in all cases together |
| ``cases`` | all cases there are, with their process: a called case is ``CALLER/ELEMENT`` |
| ``ended``, ``running`` | how a case ended; cases that are still open |
| ``variables`` | values in a case, by path |
| ``incidents`` | elements with an open incident, all of them |
"""

from collections.abc import Iterator

from bpmn.json_types import Json
from bpmn.scenarios.case import Case
from bpmn.scenarios.case_checks import (
    BY_CASE,
    Difference,
    an_object,
    at,
    compare,
    overdue_in,
    tasks_of,
)
from bpmn.scenarios.stuck import Stuck
from bpmn.scenarios.world import World


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
            yield from compare("running", sorted(map(str, wanted)), sorted(names))
        elif kind == "lists":
            for owner, tasks in an_object(expected, kind).items():
                yield from self._list_of(owner, tasks)
        elif kind == "overdue":
            for name, value in an_object(expected, kind).items():
                yield from self._overdue(case_of(self._world, name), value)
        elif kind == "cases":
            got = {case.name: case.process.id for case in self._world.cases}
            yield from compare("cases", expected, got)
        else:
            for name, value in an_object(expected, kind).items():
                yield from BY_CASE[kind](case_of(self._world, name), value)

    def _list_of(self, owner: str, expected: Json) -> Iterator[Difference]:
        wanted = expected if isinstance(expected, list) else [expected] if expected else []
        got = [name for case in self._world.cases for name in tasks_of(case, owner)]
        yield from compare(f"list of {owner}", sorted(map(str, wanted)), sorted(got))

    def _overdue(self, case: Case, expected: Json) -> Iterator[Difference]:
        wanted = expected if isinstance(expected, list) else [expected] if expected else []
        got = overdue_in(case, self._world.now)
        yield from compare(f"overdue in {case.name}", sorted(map(str, wanted)), sorted(got))

    def _sent_since(self, expected: Json) -> Iterator[Difference]:
        sent = self._world.inbox.sent[self._sent :]
        self._sent = len(self._world.inbox.sent)
        wanted = expected if isinstance(expected, list) else [expected]
        names = [each["name"] if isinstance(each, dict) else each for each in wanted]
        yield from compare("sent", names, [message.name for _, message in sent])
        for each, (institution, message) in zip(wanted, sent, strict=False):
            if isinstance(each, dict) and each["name"] == message.name:
                yield from compare("from", each.get("from", institution), institution)
                yield from compare("to", each.get("to", message.to), message.to)
                for path, value in an_object(each.get("with", {}), "with").items():
                    yield from compare(f"{message.name} {path}", value, at(message.variables, path))

    def _jobs_since(self, expected: Json) -> Iterator[Difference]:
        run = self._world.jobs_run[self._jobs :]
        self._jobs = len(self._world.jobs_run)
        wanted = expected if isinstance(expected, list) else [expected]
        got = [
            f"{job_type}@{case}" if "@" in str(want) else job_type
            for want, (case, job_type) in zip(wanted, run, strict=False)
        ]
        got += [job_type for _, job_type in run[len(wanted) :]]
        yield from compare("jobs", wanted, got)


def case_of(world: World, name: str) -> Case:
    """Give the case of that name, the latest of its institution if it has none of its own."""
    exact = next((case for case in world.cases if case.name == name), None)
    found = exact or next(
        (case for case in reversed(world.cases) if case.institution == name), None
    )
    if found is None:
        raise Stuck(f"there is no case {name!r}; there are: {[case.name for case in world.cases]}")
    return found


KINDS = frozenset([*BY_CASE, "sent", "jobs", "running", "lists", "overdue", "cases"])
"""The keys that may stand under ``expect``."""
