"""Cases that are held up: a booking desk that fails while it is told to, and cases that meet it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bpmn.definition import Bundle
from carelane.domain.errors import CarelaneError, MailNotSent
from carelane.domain.wire import CompleteTask, JobCall, JobResult
from carelane.services.incident_lists import list_incidents
from carelane.services.process_definitions import deploy
from carelane.services.transaction import Database
from carelane.services.visibility import Actor
from tests.data.cases import CasesInMemory
from tests.durable.site import payload

FILE = Path(__file__).parents[1] / "durable" / "files" / "two_tasks.bpmn"


@dataclass
class Desk:
    """Books unless it is closed; says with which variables it was asked."""

    error: type[CarelaneError] | None = MailNotSent
    asked: list[dict[str, Any]] = field(default_factory=list)

    def book(self, call: JobCall) -> JobResult:
        self.asked.append(call.variables)
        if self.error is not None and not call.variables.get("open"):
            raise self.error
        return JobResult({"slot": "Tuesday"})


class Ward:
    """Begins cases that come to the desk."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.desk = Desk()
        self.cases = CasesInMemory(database, {"book": self.desk.book})
        self.bundle = Bundle(FILE.read_text("utf-8"))
        deploy(database, self.bundle, "two_tasks")

    def begin(self, institution: str = "PRI1", **variables: Any) -> str:
        """Begin a case and write its letter: then its booking is tried."""
        start = replace(
            payload(self.bundle, "two_tasks", **variables),
            institution=institution,
            started_by="id-doctor1",
        )
        self.cases.start(start)
        (task,) = self.cases.describe(start.instance_id).open_tasks
        letter = CompleteTask(f"letter {start.instance_id}", task, {"note": "n"}, "id-doctor1")
        self.cases.complete_task(start.instance_id, letter)
        return start.instance_id

    def incidents(self, actor: Actor) -> list[str]:
        return [row.id for row in list_incidents(self.database, actor).rows]
