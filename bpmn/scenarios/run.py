"""Runs one scenario: its steps in order, and what must hold between them.

The first step that cannot be done ends the run; expectations that do not hold are all told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bpmn.definition import Definition
from bpmn.forms import check_values
from bpmn.scenarios.case import Case
from bpmn.scenarios.checks import Checker, case_of
from bpmn.scenarios.coverage import Coverage
from bpmn.scenarios.model import (
    Complete,
    Expect,
    Place,
    Scenario,
    Step,
)
from bpmn.scenarios.operations import do
from bpmn.scenarios.released import NONE_BESIDE, Released
from bpmn.scenarios.stuck import Stuck
from bpmn.scenarios.world import World


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not go as the scenario says, and where that stands."""

    place: Place
    what: str
    expected: object = None
    got: object = None

    def __str__(self) -> str:
        if self.expected is None and self.got is None:
            return f"{self.place}: {self.what}"
        return f"{self.place}: {self.what}: expected {self.expected!r}, got {self.got!r}"


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """How a scenario went, which elements and flows it reached, and its cases with their traces."""

    scenario: Scenario
    failures: tuple[Failure, ...]
    coverage: Coverage
    cases: tuple[Case, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything held."""
        return not self.failures


def run_scenario(
    definition: Definition, scenario: Scenario, beside: Mapping[str, Definition] = NONE_BESIDE
) -> ScenarioResult:
    """Run the scenario in a world of its own; ``beside`` are the definitions of the folders beside this one, by name."""
    missing = [name for name in scenario.given.folders if name not in beside]
    if missing:
        what = f"there is no folder {missing[0]!r} beside this one"
        return ScenarioResult(scenario, (Failure(scenario.place, what),), Coverage())
    world = World(Released.of(definition, scenario, beside), scenario.given)
    run = _Run(world, scenario)
    failures = tuple(run.failures())
    return ScenarioResult(scenario, failures, world.coverage, tuple(world.cases))


class _Run:
    def __init__(self, world: World, scenario: Scenario) -> None:
        self._world = world
        self._scenario = scenario
        self._checker = Checker(world)
        self._known_incidents: dict[str, None] = {}

    def failures(self) -> Iterator[Failure]:
        for step in self._scenario.steps:
            self._world.place = str(step.place)
            try:
                yield from self._do(step)
            except Stuck as stuck:
                yield Failure(step.place, str(stuck))
                return
            yield from self._incidents(step)

    def _do(self, step: Step) -> Iterator[Failure]:
        match step:
            case Complete():
                yield from self._complete(step)
            case Expect():
                yield from self._expect(step)
            case _:
                do(self._world, step)

    def _complete(self, step: Complete) -> Iterator[Failure]:
        case = case_of(self._world, step.case)
        task = case.task_of(step.task)
        if case.state.suspended:
            raise Stuck(f"{case.name} is suspended: nobody can complete {step.task}")
        if task is None:
            opened = sorted(each.element_id for each in case.tasks.values())
            raise Stuck(f"{step.task} is not open in {case.name}; open are {opened}")
        owners = [
            (owner.role, owner.institution or case.institution) for owner in task.potential_owners
        ]
        role, _, institution = step.role.partition("@")
        if task.assignee and task.assignee != step.by:
            raise Stuck(f"{step.task} is reserved for {task.assignee!r}, not {step.by!r}")
        if not task.assignee and (role, institution or case.institution) not in owners:
            raise Stuck(f"{step.task} is not for {step.role}; its owners are {owners}")
        yield from self._fill_in(case, step, task.form_id)
        if not step.refused:
            self._world.complete(case, task.task_id, step.values, step.by)

    def _fill_in(self, case: Case, step: Complete, form_id: str) -> Iterator[Failure]:
        form = self._world.released.form(case.process, form_id)
        errors = (
            check_values(form, step.values, self._world.now, dict(case.variables))
            if form is not None
            else ()
        )
        got = sorted(error.key for error in errors)
        if got != sorted(step.refused):
            codes = [f"{error.key}: {error.code}" for error in errors]
            what = f"form {form_id} of {step.task} in {case.name}"
            yield Failure(step.place, what, sorted(step.refused), codes)
            raise Stuck("the form was not filled in as expected")

    def _expect(self, step: Expect) -> Iterator[Failure]:
        for check in step.checks:
            for what, expected, got in self._checker.differences(check.kind, check.expected):
                yield Failure(check.place, what, expected, got)
            if check.kind == "incidents":
                self._note_incidents()

    def _note_incidents(self) -> None:
        for case in self._world.cases:
            self._known_incidents.update(dict.fromkeys(case.incidents))

    def _incidents(self, step: Step) -> Iterator[Failure]:
        """Tell incidents that the next step does not expect."""
        for case in self._world.cases:
            for incident in case.incidents.values():
                key = f"{case.name}/{incident.incident_id}"
                if key in self._known_incidents or self._expected_next(step):
                    continue
                self._known_incidents[key] = None
                what = f"incident in {case.name} at {incident.element_id}: {incident.message}"
                yield Failure(step.place, what)

    def _expected_next(self, step: Step) -> bool:
        steps = self._scenario.steps
        position = next(index for index, each in enumerate(steps) if each is step)
        if isinstance(step, Expect):
            return any(check.kind == "incidents" for check in step.checks)
        following = steps[position + 1] if position + 1 < len(steps) else None
        return isinstance(following, Expect) and any(
            check.kind == "incidents" for check in following.checks
        )
