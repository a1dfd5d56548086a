"""The world of a scenario in memory: cases of every pool, their messages and jobs, and a virtual clock."""

from datetime import datetime

from bpmn.engine import Caller, State, handle
from bpmn.engine.effects import (
    BroadcastSignal,
    CancelChild,
    Effect,
    PublishMessage,
    RunJob,
    StartChild,
)
from bpmn.engine.events import (
    CancelRequested,
    Event,
    MessageArrived,
    SignalArrived,
    TaskCompleted,
    TimeReached,
)
from bpmn.json_types import Variables
from bpmn.model import Process
from bpmn.model.starts import begins_plainly
from bpmn.scenarios.beginning import Beginning
from bpmn.scenarios.calls import Calls, Link
from bpmn.scenarios.case import Case
from bpmn.scenarios.coverage import Coverage
from bpmn.scenarios.deliveries import broadcast, deliver
from bpmn.scenarios.inbox import Inbox
from bpmn.scenarios.job_answers import JobAnswers
from bpmn.scenarios.model import Given, Jobs
from bpmn.scenarios.released import Released
from bpmn.scenarios.signals import Broadcasts
from bpmn.scenarios.stuck import Stuck
from bpmn.scenarios.turns import Begun, Turn, seen_of

MAX_CASES = 1_000
"""Most cases of one scenario: processes that call each other without end are stopped."""
MAX_TURNS = 5_000
"""Most turns of one scenario: a scenario that never rests is stopped."""


class World:
    """All that runs in one scenario."""

    def __init__(self, released: Released, given: Given) -> None:
        self.released = released
        self.given = given
        self.now: datetime = given.now
        self.place = ""
        """Where the scenario stands, for the trace."""
        self.cases: list[Case] = []
        self.inbox = Inbox()
        self.coverage = Coverage()
        self.jobs_run: list[tuple[str, str]] = []
        self._answers = JobAnswers(given.jobs)
        self._pending: list[tuple[Case, RunJob]] = []
        self._calls = Calls()
        self.broadcasts = Broadcasts()
        self._turns = 0

    def answer_jobs(self, jobs: Jobs) -> None:
        """From now on jobs answer like this."""
        self._answers.change(jobs)

    # --- what happens ------------------------------------------------------------------------

    def begin(
        self,
        process: Process,
        how: Beginning,
        message: MessageArrived | None = None,
        signal: SignalArrived | None = None,
    ) -> Case:
        """Start a case, with the variables that the service puts there."""
        institution = self.given.institutions.get(how.institution)
        if institution is None:
            raise Stuck(f"there is no institution {how.institution!r}")
        if len(self.cases) >= MAX_CASES:
            raise Stuck(f"there are more than {MAX_CASES} cases")
        pools = {**how.pools, process.participant_id: how.institution}
        variables: Variables = {
            **how.variables,  # type: ignore[dict-item]  # JSON by the reader
            "institution": how.institution,
            "pool_kind": institution.kind,
            "pools": dict(pools),
            "started_by": how.by,
            "business_key": how.key,
            "started_at": self.now.isoformat(),
            "calendar": institution.calendar,
            "targets": institution.targets,
        }
        caller = Caller(how.called[1].catches, how.called[1].depth) if how.called else None
        begun = Begun.by(process, variables, how.event, message, signal)
        state, effects = begun.start(process, self.now, caller)
        name = self._free_name(how.name or how.institution)
        case = Case(name, process, how.institution, how.key, pools, state)
        self.cases.append(case)
        if how.called is not None:
            self._calls.links.append(Link(*how.called, case, variables))
        self._after(case, begun, state, effects)
        return case

    def happen(self, case: Case, event: Event) -> tuple[Effect, ...]:
        """Let an event happen to a case, and everything that follows from it at once."""
        state, effects = handle(case.process, case.reloaded(), event, self.now)
        self._after(case, event, state, effects)
        return effects

    def complete(self, case: Case, task_id: str, values: Variables, by: str) -> None:
        """Let a person complete a task."""
        self.happen(case, TaskCompleted(task_id, values, by))
        self.settle()

    def pass_time(self, until: datetime) -> None:
        """Let time pass; what becomes due on the way happens when it is due."""
        while True:
            due = min((each for each in map(_next_due, self.cases) if each), default=None)
            if due is None or due > until:
                break
            self.now = max(self.now, due)
            for case in list(self.cases):
                at = _next_due(case)
                if at is not None and at <= self.now:
                    self.happen(case, TimeReached())
            self.settle()
        self.now = until
        self.settle()

    def settle(self) -> None:
        """Answer calls and jobs and deliver signals and messages until nothing moves."""
        while self._answer_call() or self._work() or broadcast(self) or deliver(self):
            self._turns += 1
            if self._turns > MAX_TURNS:
                raise Stuck("the cases never come to rest")

    # --- calls and jobs ----------------------------------------------------------------------

    def _after(
        self, case: Case, given: Begun | Event, state: State, effects: tuple[Effect, ...]
    ) -> None:
        self._calls.hear(case, case.state.variables, effects)
        case.state = state
        case.turns.append(Turn(self.place, self.now, given, effects, seen_of(effects, state)))
        case.take(effects, self.coverage)
        for effect in effects:
            match effect:
                case RunJob():
                    self._pending.append((case, effect))
                case PublishMessage():
                    self.inbox.publish(effect, case.name, case.institution, self.now)
                case BroadcastSignal():
                    self.broadcasts.throw(case, effect)
                case StartChild():
                    self._call(case, effect)
                case CancelChild(child_id=child_id):
                    self._cancel(case, child_id)

    def _call(self, case: Case, call: StartChild) -> None:
        process = self.released.processes.get(call.process_id)
        if process is None or not begins_plainly(process.body):
            answer = self._answers.answer_call(call, case.institution)
            self._calls.elsewhere(case, call, answer)
            return
        name = f"{case.name}/{call.element_id}"
        by = str(case.variables.get("started_by", ""))
        given = (case.key, case.pools, by, name, call.variables, (case, call))
        self.begin(process, Beginning(case.institution, *given))

    def _cancel(self, case: Case, child_id: str) -> None:
        child = self._calls.child(case, child_id)
        if child is not None and not child.outcome:
            self.happen(child, CancelRequested("the call was cancelled"))

    def _answer_call(self) -> bool:
        if not self._calls.due:
            return False
        self.happen(*self._calls.due.pop(0))
        return True

    def _work(self) -> bool:
        if not self._pending:
            return False
        case, job = self._pending.pop(0)
        if job.job_id not in case.state.jobs:
            return True
        self.jobs_run.append((case.name, job.job_type))
        self.happen(case, self._answers.answer(job, case.institution))
        return True

    def _free_name(self, wanted: str) -> str:
        taken = [case.name for case in self.cases]
        name, count = wanted, 1
        while name in taken:
            count += 1
            name = f"{wanted}#{count}"
        return name


def _next_due(case: Case) -> datetime | None:
    return None if case.outcome else case.state.next_due()
