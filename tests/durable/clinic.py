"""What the suite over both kinds of cases works with: diagrams, commands, and what people see."""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import col, select

from bpmn.definition import Bundle
from carelane.domain.errors import CarelaneError
from carelane.domain.human_tasks import HumanTask
from carelane.domain.process_instances import ProcessInstance
from carelane.domain.wire import Answer, Cause, CompleteTask, JobCall, JobResult, StartProcess
from carelane.services.ports import CasePort
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database
from tests.data.cases import FILES as DATA_FILES
from tests.durable.site import FILES, eventually, payload
from tests.durable.told_turns import told_turns

DIAGRAMS = (
    FILES / "rounds.bpmn",
    FILES / "two_tasks.bpmn",
    FILES / "letters.bpmn",
    FILES / "outbreak.bpmn",
    DATA_FILES / "daily_list.bpmn",
)


@dataclass
class Clinic:
    """One kind of cases with its database, and a booking desk that refuses while told to."""

    database: Database
    cases: CasePort = field(init=False)
    closed_desk: bool = False
    bundles: dict[str, Bundle] = field(default_factory=dict)

    def book(self, _call: JobCall) -> JobResult:
        if self.closed_desk:
            raise CarelaneError
        return JobResult({"slot": "Tuesday"})

    def release(self) -> None:
        for file in DIAGRAMS:
            bundle = Bundle(file.read_text("utf-8"))
            for definition in deploy(self.database, bundle, file.name):
                self.bundles[definition.process_id] = bundle

    def payload(self, process_id: str, **variables: Any) -> StartProcess:
        start = payload(self.bundles[process_id], process_id, **variables)
        return replace(start, started_by="li")

    def start(self, process_id: str, **variables: Any) -> str:
        start = self.payload(process_id, **variables)
        assert self.cases.start(start) == Answer("done", turn=1)
        return start.instance_id

    def complete(self, case: str, command_id: str = "", **values: Any) -> Answer:
        """Complete the only open task of the case."""
        (task,) = self.cases.describe(case).open_tasks
        command = CompleteTask(command_id or uuid.uuid4().hex, task, values, "li")
        return self.cases.complete_task(case, command)

    def worklist(self, case: str) -> list[str]:
        """List the open tasks that people see."""
        mine = col(HumanTask.instance_id) == case
        with self.database.reading() as session:
            open_rows = select(HumanTask.task_id).where(mine, col(HumanTask.closed_at).is_(None))
            return list(session.exec(open_rows))

    def tasks(self, case: str) -> list[HumanTask]:
        """Give the rows of the open tasks."""
        mine = col(HumanTask.instance_id) == case
        with self.database.reading() as session:
            rows = select(HumanTask).where(mine, col(HumanTask.closed_at).is_(None))
            return list(session.exec(rows))

    def row(self, case: str) -> ProcessInstance:
        with self.database.reading() as session:
            return session.get_one(ProcessInstance, case)

    def causes(self, case: str) -> list[Cause]:
        return [cause for turn in told_turns(self, case) for cause in turn.causes]

    def stuck(self) -> tuple[str, str]:
        """Start a case whose booking is refused; give it and its incident."""
        self.closed_desk = True
        case = self.start("two_tasks")
        self.complete(case)
        (incident,) = eventually(lambda: self.cases.describe(case).open_incidents)
        self.closed_desk = False
        return case, incident
