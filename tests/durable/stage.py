"""Plays a scenario of a process folder on the real server: its people, jobs, messages and time, over real rows.

Time passes in each open case by the server's own skipping; moments that the scenario names are moved by what lies between its
beginning and now, so that the clock of a case and the moments that it is told agree to some seconds. Called processes of other
folders answer as the scenario says, by a process with one job in their place.
Of what a scenario expects, open tasks, business status, which cases there are and how a case ended are looked at here.
"""

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from temporalio.service import RPCError, RPCStatusCode

from bpmn.definition import Bundle, compile_bundle
from bpmn.json_types import Json
from bpmn.scenarios import Scenario
from bpmn.scenarios.model import Answers, Complete, Expect, Send, Start, Step, Wait
from bpmn.scenarios.model import JobResult as Answer
from bpmn.times import parse_duration
from carelane.adapters.folders import read_bundle
from carelane.domain.institutions import Institution
from carelane.domain.job_calls import JobCall, JobResult
from carelane.domain.messages import Message
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import StartProcess
from carelane.services.message_rows import FromOutside, enter
from carelane.services.messages import deliver
from carelane.services.process_definitions import deploy
from tests.durable.site import Site, eventually

STAND_IN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><process id="{0}" isExecutable="true">
<startEvent id="start" name="Called"/><sequenceFlow id="f1" sourceRef="start" targetRef="answer"/>
<serviceTask id="answer" name="Answer"><extensionElements><zeebe:taskDefinition type="{0}" retries="1"/>
</extensionElements></serviceTask><sequenceFlow id="f2" sourceRef="answer" targetRef="end"/>
<endEvent id="end" name="Answered"/></process></definitions>"""
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")
FIRST_KEY = "R-1"
"""What a scenario calls the number of its first case; here it is the number that the case was given."""
LONG = timedelta(weeks=52)


class Stage:
    """One scenario on one site, which has no worker yet."""

    def __init__(self, site: Site, folder: Path, scenario: Scenario) -> None:
        self._site, self._scenario = site, scenario
        bundle = read_bundle(folder)
        self._processes = compile_bundle(bundle).processes
        self._bundles = dict.fromkeys(self._processes, bundle)
        self._now = scenario.given.now
        now = datetime.now(self._now.tzinfo)
        self._later, self._days = now - self._now, now.date() - self._now.date()
        self._answers: dict[str, list[Answer]] = {}
        self._names: dict[str, str] = {}
        self._skipped: dict[str, timedelta] = {}
        self._set_up(bundle, folder.name)

    def play(self) -> None:
        """Do every step; raises AssertionError with the step where something is not as expected."""
        for step in self._scenario.steps:
            try:
                self._do(step)
            except AssertionError as error:
                raise AssertionError(f"{step.place}: {error}") from error

    # --- what there is -----------------------------------------------------------------------

    def _set_up(self, bundle: Bundle, name: str) -> None:
        site, given = self._site, self._scenario.given
        with site.database.transaction() as session:
            for code, each in given.institutions.items():
                session.merge(Institution(code=code, name=code, name_en=code, kind=each.kind))
        deploy(site.database, bundle, name)
        jobs = {job.partition("@")[0] for job in self._job_types()}
        for process_id in self._called() - set(self._processes):
            deploy(site.database, Bundle(STAND_IN.format(process_id)), process_id)
        self._answer(dict(given.jobs))
        site.work(**dict.fromkeys(jobs, self._job))

    def _job_types(self) -> set[str]:
        steps = [step for step in self._scenario.steps if isinstance(step, Answers)]
        return {
            job for jobs in (self._scenario.given.jobs, *(s.jobs for s in steps)) for job in jobs
        }

    def _called(self) -> set[str]:
        """Processes of other folders, which the scenario's jobs answer for."""
        text = next(iter(self._bundles.values())).bpmn
        return set(re.findall(r'calledElement processId="([a-z_]+)"', text))

    def _answer(self, jobs: dict[str, tuple[Answer, ...]]) -> None:
        self._answers |= {job: list(answers) for job, answers in jobs.items()}

    def _job(self, call: JobCall) -> JobResult:
        """Answer a job; once more the same to the same job."""
        key = f"{call.job_type}@{call.institution}"
        answers = self._answers.get(key) or self._answers[call.job_type]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer.throws:
            return JobResult(error_code=answer.throws)
        return JobResult(self._moved(dict(answer.returns)))

    # --- steps -------------------------------------------------------------------------------

    def _do(self, step: Step) -> None:
        match step:
            case Start():
                self._start(step)
            case Complete(refused=()):
                values = self._moved(dict(step.values))
                self._site.complete(self._case(step.case), step.task, **values)
            case Complete():
                pass  # what a form refuses never reaches the case: tested where forms are
            case Wait():
                until = step.until or parse_duration(step.duration).after(self._now)
                self._pass(until - self._now)
            case Send():
                self._send(step)
            case Answers():
                self._answer(dict(step.jobs))
            case Expect():
                self._expect(step)
            case _:
                raise AssertionError(f"{type(step).__name__} is not played here")

    def _start(self, step: Start) -> None:
        given, process = self._scenario.given, self._processes[step.process]
        pools = {**given.pools, process.participant_id: step.at}
        bundle, case = self._bundles[step.process], uuid.uuid4().hex
        by = step.by or f"{process.startable_role.partition(',')[0]}@{step.at}"
        born = {
            "institution": step.at,
            "pool_kind": given.institutions[step.at].kind,
            "pools": pools,
            "business_key": case,
            "started_by": by,
            "started_at": datetime.now(UTC).isoformat(),
            "calendar": dict(given.institutions[step.at].calendar),
        }
        start = StartProcess(
            instance_id=case,
            process_id=step.process,
            bundle=bundle.pack(),
            bundle_sha256=bundle.sha256,
            institution=step.at,
            pools=pools,
            variables={**self._moved(dict(step.variables)), **born},
            business_key=case,
            at_once=True,
        )
        assert self._site.cases.start(start).outcome == "done"
        self._names[step.case or step.at] = case

    def _send(self, step: Send) -> None:
        """Give a message from outside to the case that waits for it at an institution."""
        site, name = self._site, uuid.uuid4().hex
        own, now = self._row(self._case(step.to)).business_key, site.database.now()
        key = own if step.key == FIRST_KEY else step.key
        message = FromOutside(
            id=name,
            own_id=name,
            name=step.name,
            key=key,
            sender="scenario",
            origin="",
            at=now,
            lives=LONG,
            payload=self._moved(dict(step.values)),
            to=step.to,
        )
        with site.database.transaction() as session:
            enter(session, message)

        def taken() -> bool:
            deliver(site.database, site.cases, [(step.name, key)])
            return bool(site.rows(Message, id=name, state="delivered"))

        self._wait(taken, lambda: f"{step.to}: nobody took {step.name}")

    def _pass(self, time: timedelta) -> None:
        """Bring every open case to the scenario's moment: who came in between jumps further, since others told it moments of theirs."""
        self._now += time
        for row in self._rows():
            left = self._now - self._scenario.given.now - self._skipped.get(row.id, timedelta())
            if row.state != "active" or left <= timedelta():
                continue
            try:
                self._site.skip(row.id, seconds=left.total_seconds())
            except RPCError as error:  # another case's time ended it meanwhile
                if error.status != RPCStatusCode.NOT_FOUND:
                    raise
            self._skipped[row.id] = self._now - self._scenario.given.now

    def _expect(self, step: Expect) -> None:
        for check in step.checks:
            looked_at = {
                "tasks": self._tasks,
                "status": self._status,
                "ended": self._ended,
                "cases": self._runs,
            }
            if check.kind in looked_at and isinstance(check.expected, dict):
                for name, wanted in check.expected.items():
                    looked_at[check.kind](name, wanted)

    def _tasks(self, name: str, wanted: Json) -> None:
        elements = sorted(wanted) if isinstance(wanted, dict | list) else [wanted] if wanted else []
        case = self._case(name)

        def same() -> bool:
            return sorted(task.element_id for task in self._site.tasks(case)) == elements

        self._wait(
            same,
            lambda: (
                f"{name}: tasks {elements}, not {[t.element_id for t in self._site.tasks(case)]}"
            ),
        )

    def _status(self, name: str, wanted: Json) -> None:
        case = self._case(name)
        got = lambda: self._row(case).business_status  # noqa: E731 - asked again until it is so
        self._wait(lambda: got() == wanted, lambda: f"{name}: status {wanted}, not {got()}")

    def _runs(self, name: str, wanted: Json) -> None:
        got = self._row(self._case(name)).process_id
        assert got == wanted, f"{name} runs {got}, not {wanted}"

    def _ended(self, name: str, wanted: Json) -> None:
        state = self._site.ended(self._case(name)).state
        assert (state == "completed") is (wanted != "cancelled"), f"{name} ended as {state}"

    def _wait(self, check: Any, otherwise: Any) -> None:
        try:
            eventually(check)
        except AssertionError:
            raise AssertionError(otherwise()) from None

    # --- cases -------------------------------------------------------------------------------

    def _rows(self) -> list[ProcessInstance]:
        rows = [
            row for row in self._site.rows(ProcessInstance) if row.process_id in self._processes
        ]
        return sorted(rows, key=lambda row: (row.started_at, row.id))

    def _row(self, case: str) -> ProcessInstance:
        return next(row for row in self._rows() if row.id == case)

    def _case(self, name: str) -> str:
        """Give the case of a name: that of a start, or the first at the institution that nobody has named yet."""
        if name not in self._names:
            at = name.partition("#")[0]

            def found() -> list[str]:
                taken = self._names.values()
                return [
                    r.id for r in self._rows() if r.institution_code == at and r.id not in taken
                ]

            self._names[name] = eventually(found)[0]
        return self._names[name]

    def _moved(self, value: Any) -> Any:
        """Move every moment in a value by what lies between the scenario and now, every day by its days."""
        if isinstance(value, dict):
            return {key: self._moved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._moved(each) for each in value]
        if not isinstance(value, str) or not MOMENT.fullmatch(value) or value < "2025":
            return value
        if len(value) == len("2026-03-02"):
            return (date.fromisoformat(value) + self._days).isoformat()
        return (datetime.fromisoformat(value) + self._later).isoformat()
